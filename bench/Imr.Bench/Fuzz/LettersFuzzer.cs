using System.Text;
using Imr.Cli;
using Imr.Cli.Letters;
using Imr.Core.Letters.Parsing;

namespace Imr.Bench.Fuzz;

/// <summary>Spoiled sample letters for the letter parser: it must answer with items, or say what it can't read.</summary>
internal sealed class LettersFuzzer : IFuzzer
{
    private static readonly string[] s_words =
    [
        "Upheld", "Overturned", ": Upheld", ": Overturned", "Claims Administrator guideline:", "MAXIMUS guideline:", "guideline:", "Decision rationale:", "Claims", "rationale",
        "was the original request.", "IMR eligible", "IMR ISSUES, DECISIONS AND RATIONALES", "CLINICAL CASE SUMMARY", "has determined the request for", "is not medically necessary and appropriate.",
        "medically necessary", "Regarding the request for", "set forth below:", "Decision based on MTUS", "Section(s):", "Page(s): 177-179", ", and ", "2004", "Date of Injury:", "99/99/9999",
        "State(s) of Licensure:", "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY:", "ISSUE AT DISPUTE:",
    ];

    private readonly List<string> _seeds = [];

    public string Name => "letters";

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var directory = Path.Combine(SourceTree.Find(), "samples", "letters");
        foreach (var file in LetterFiles.Of(directory))
            _seeds.Add(await LetterFiles.TextAsync(file, cancellation));
    }

    public string Input(FuzzRandom random)
    {
        var seed = random.OneOf(_seeds);
        if (random.Next(8) == 0)
            seed = new StringBuilder(seed[..random.Next(seed.Length)]).Append(random.OneOf(_seeds)).ToString();
        return TextMutations.Spoil(seed, s_words, random);
    }

    public string? Feed(string input)
    {
        var (letter, problems) = LetterParser.Parse(input);
        if (letter.Items.Count == 0 && problems.Count == 0)
            return "no item and no problem";
        if (letter.Items.Any(i => i.Rationale is null) && problems.Count == 0)
            return "an item without a rationale and no problem";
        return problems.Any(p => p.What.Length == 0 || p.Expected.Length == 0) ? "a problem that says nothing" : null;
    }
}
