using System.Diagnostics;
using System.Text.Json.Nodes;
using Imr.Cli;
using Imr.Cli.Letters;
using Imr.Core.Letters.Parsing;
using Spectre.Console;

namespace Imr.Bench.Letters;

/// <summary>The letter parser against letters whose items somebody wrote down: what it found, what is equal, and how fast it reads.</summary>
internal sealed class LettersBenchmark : IBenchmark
{
    public string Name => "letters";

    public string Sentence => "The letter parser on letters DIR against their items ITEMS_CSV: items, decisions, texts equal up to white space, letters a second (DIR ITEMS_CSV --rounds N --show N).";

    public async Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        var directory = arguments.Word("the directory of letters");
        var csv = arguments.Word("the file of their items");
        arguments.AllowOnly("--rounds", "--show");
        var rounds = arguments.Number("--rounds", 20, 1, 10_000);
        var show = arguments.Number("--show", 0, 0, 10_000);
        if (!File.Exists(csv))
            throw new BenchException($"{csv} is not there: name the CSV with case, item_no, item, decision, claims_admin_guideline, maximus_guideline, rationale.");

        var expected = ExpectedItem.Read(await File.ReadAllTextAsync(csv, cancellation)).ToLookup(i => i.Case);
        var texts = new List<(string Case, string Text)>();
        foreach (var file in LetterFiles.Of(directory).Where(f => expected.Contains(Path.GetFileNameWithoutExtension(f))))
            texts.Add((Path.GetFileNameWithoutExtension(file), await LetterFiles.TextAsync(file, cancellation)));
        if (texts.Count == 0)
            throw new BenchException($"No letter in {directory} has items in {csv}: a letter is named by its case number.");

        var report = new LettersReport(console);
        foreach (var (number, text) in texts)
            report.Add(number, LetterParser.Parse(text), [.. expected[number]]);

        var watch = Stopwatch.StartNew();
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (_, text) in texts) LetterParser.Parse(text);
        }

        return report.Print(texts.Count * rounds / watch.Elapsed.TotalSeconds, show);
    }
}
