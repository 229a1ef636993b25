using Spectre.Console;

namespace Imr.Cli.Demo;

/// <summary>Prints what came out: the beginning of each letter, then one line a case.</summary>
/// <param name="outgoingFolder">Where the files of what went out were copied to.</param>
internal sealed class DemoReport(Terminal terminal, string outgoingFolder)
{
    /// <summary>So many lines, and on to the next blank one: the list of decisions is not cut.</summary>
    private const int LinesOfLetter = 23;

    public void Print(IReadOnlyList<DemoResult> results)
    {
        foreach (var result in results.Where(result => result.LetterText is not null))
            PrintLetter(result);
        foreach (var result in results)
            foreach (var note in result.Notes)
                terminal.Out.WriteLine($"{result.Title}: {note}");

        var table = new Table().RoundedBorder().AddColumns("Case", "Ended as", "Letter", "Files", "Seconds");
        foreach (var result in results)
            table.AddRow(
                new Text(result.Title),
                new Text(result.Outcome),
                new Text(result.LetterOutcome ?? "none"),
                new Text(result.LetterFolder is { } folder ? Path.GetRelativePath(Environment.CurrentDirectory, folder) : ""),
                new Text($"{result.Elapsed.TotalSeconds:0.0}"));
        terminal.Ansi.Write(table);
        foreach (var result in results)
            terminal.Out.WriteLine($"{result.Title} sent out: {result.SentOut}");
        terminal.Out.WriteLine($"The mail batch and the notices to staff were copied to {Path.GetRelativePath(Environment.CurrentDirectory, outgoingFolder)}.");
    }

    private void PrintLetter(DemoResult result)
    {
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"--- {result.Title} ---");
        var lines = result.LetterText!.Split('\n').Select(line => line.TrimEnd()).SkipWhile(line => line.Length == 0).ToArray();
        foreach (var line in lines.Take(LinesOfLetter).Concat(lines.Skip(LinesOfLetter).TakeWhile(line => line.Length > 0)))
            terminal.Out.WriteLine(line);
        terminal.Out.WriteLine("…");
        terminal.Out.WriteLine();
    }
}
