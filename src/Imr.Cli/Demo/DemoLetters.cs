using System.Text;
using Imr.Cli.Api;

namespace Imr.Cli.Demo;

/// <summary>How a case of the demo ended.</summary>
/// <param name="LetterText">Null when the case ended without a letter.</param>
/// <param name="LetterFolder">Where the letter's files were copied to.</param>
internal sealed record DemoResult(string Title, string Outcome, string? LetterOutcome, string? LetterText, string? LetterFolder, TimeSpan Elapsed, IReadOnlyList<string> Notes)
{
    /// <summary>How many items went out by which channel.</summary>
    public string SentOut { get; init; } = "";
}

/// <summary>Copies the letters of a closed case to <c>out/demo/{caseNumber}/</c>, over HTTP as a party would get them.</summary>
internal sealed class DemoLetters(ImrApi api, string outFolder)
{
    private static readonly string[] s_formats = ["json", "txt", "html"];

    public async Task<DemoResult> CopyAsync(DemoCase sample, CaseView closed, BoardRow row, CancellationToken cancellation)
    {
        var status = await api.GetAsync<StatusView>($"/api/cases/{closed.CaseNumber}/status", Token.Operator, cancellation);
        if (!status.Done || status.Outcome != closed.Outcome)
            throw new CliException($"{closed.CaseNumber} has the outcome {closed.Outcome}, and its status says otherwise ({status.Stage}, {status.Outcome}).");

        var result = new DemoResult(sample.Title, closed.Outcome!, null, null, null, row.Elapsed, row.Notes);
        var folder = Path.Combine(outFolder, closed.CaseNumber);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        if (closed.Letters?.MaxBy(letter => letter.Version) is not { } letter)
            return status.Letter is null && closed.Outcome != "Issued"
                ? result
                : throw new CliException($"{closed.CaseNumber} ended as {closed.Outcome} and shows no letter.");

        Directory.CreateDirectory(folder);
        foreach (var format in s_formats)
        {
            var bytes = await api.GetBytesAsync(letter.AddressOf(format), Token.Operator, cancellation);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"final-determination.{format}"), bytes, cancellation);
        }

        var text = await File.ReadAllTextAsync(Path.Combine(folder, "final-determination.txt"), Encoding.UTF8, cancellation);
        return result with { LetterOutcome = letter.Outcome, LetterText = text, LetterFolder = folder };
    }
}
