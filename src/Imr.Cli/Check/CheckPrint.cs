using System.Globalization;
using Imr.Core.Cases;

namespace Imr.Cli.Check;

/// <summary>Prints reports of checks: a line for each thing.</summary>
internal sealed class CheckPrint(Terminal terminal)
{
    public void Print(IReadOnlyList<CheckReport> reports)
    {
        foreach (var report in reports)
            Print(report);
        if (reports.Count > 1)
            terminal.Out.WriteLine($"{reports.Count} cases; ready to upload: {reports.Count(r => r.Ready)}.");
    }

    private void Print(CheckReport report)
    {
        terminal.Out.WriteLine(report.CaseNumber is { } number ? $"{report.Directory} ({number})" : report.Directory);
        foreach (var problem in report.Problems)
            terminal.Out.WriteLine("  problem  " + Line(problem));
        foreach (var note in report.Notes)
            terminal.Out.WriteLine("  note     " + Line(note));
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  documents: {report.Documents.Count}, {report.Documents.Sum(d => d.Bytes):N0} bytes"));
        if (report.Preview is { } preview)
            Print(preview);
        terminal.Out.WriteLine(report.Ready ? "  ready to upload" : $"  not ready: {report.Problems.Count} problems");
    }

    private void Print(ScreeningPreview preview)
    {
        var without = preview.FileByWithoutMail is { } day ? $" ({Day(day)} without the days for mail)" : "";
        terminal.Out.WriteLine($"  filed on {Day(preview.ReceivedOn)}; last day to file: {(preview.FileBy is { } last ? Day(last) + without : "no clock runs")}; rules {preview.RuleSet}");
        terminal.Out.WriteLine($"  screening would propose: {preview.Outcome}");
        foreach (var reason in preview.Reasons)
            terminal.Out.WriteLine($"    {reason.Code}: {reason.Explanation} [{reason.Fact}] ({reason.Citation})");
        foreach (var item in preview.Items.Where(i => i.Outcome != preview.Outcome))
            terminal.Out.WriteLine($"    item {item.ItemId}: {item.Outcome} {string.Join(", ", item.ReasonCodes)}");
    }

    private static string Line(ApplicationProblem problem)
        => $"{problem.Path}: {problem.Problem}{(problem.Found is { } found ? $" (found '{found}')" : "")}; expected: {problem.Expected}";

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
