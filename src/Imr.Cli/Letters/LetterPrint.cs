using System.Globalization;
using Imr.Core.Letters.Parsing;

namespace Imr.Cli.Letters;

/// <summary>Prints a letter as read, for people: the facts, then a line an item, then what can't be read.</summary>
internal sealed class LetterPrint(Terminal terminal)
{
    private const int LongestExcerpt = 100;

    public void Letter(string file, LetterReading reading)
    {
        var letter = reading.Letter;
        terminal.Out.WriteLine($"{file}  {letter.CaseNumber ?? "no case number"}");
        Facts(
            ("assigned", Day(letter.DateAssigned)),
            ("injury", Day(letter.DateOfInjury)),
            ("UR denial", Day(letter.UrDenialDate)),
            ("application", Day(letter.ApplicationReceived)),
            ("decision", Day(letter.DecisionDate)),
            ("priority", letter.Priority?.ToString()));
        Facts(("licensure", List(letter.Reviewer.Licensure)), ("specialties", List(letter.Reviewer.Specialties)));
        for (var n = 0; n < letter.Items.Count; n++)
            Item(n + 1, letter.Items[n]);
        foreach (var problem in reading.Problems)
            terminal.Out.WriteLine($"  problem  {Where(problem)}: {problem.What}; expected: {problem.Expected}");
        terminal.Out.WriteLine();
    }

    private void Item(int number, ParsedItem item)
    {
        terminal.Out.WriteLine($"  {number}. {item.Item}: {item.Decision}");
        if (item.Authorized is not null)
            terminal.Out.WriteLine($"     authorized by utilization review: {item.Authorized}");
        terminal.Out.WriteLine($"     claims administrator: {Excerpt(item.ClaimsAdministratorGuideline.Text)}");
        terminal.Out.WriteLine($"     reviewer: {Excerpt(item.ReviewerGuideline.Text)}");
        terminal.Out.WriteLine($"     rationale: {Excerpt(item.Rationale)}");
    }

    private void Facts(params (string Name, string? Value)[] facts)
    {
        List<string> known = [.. facts.Where(f => f.Value is not null).Select(f => $"{f.Name} {f.Value}")];
        if (known.Count > 0)
            terminal.Out.WriteLine($"  {string.Join("; ", known)}");
    }

    private static string Where(LetterProblem problem) => problem.Line is null ? "whole text" : $"line {problem.Line}, page {problem.Page}";

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? List(IReadOnlyList<string> words) => words.Count == 0 ? null : string.Join(", ", words);

    private static string Excerpt(string? text)
    {
        if (text is null)
            return "none";
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestExcerpt ? line : line[..LongestExcerpt].TrimEnd() + "…";
    }
}
