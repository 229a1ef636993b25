using System.Globalization;
using Imr.Cli.Api;
using Spectre.Console;

namespace Imr.Cli.Import;

/// <summary>Prints what an import did, or would do.</summary>
internal sealed class ImportPrint(Terminal terminal)
{
    /// <returns>Whether any case has problems.</returns>
    public bool Print(ImportReportView report)
    {
        var table = new Table().RoundedBorder().AddColumns("#", "Case", "Outcome", "Stage", "Clocks", "Items", "Documents");
        foreach (var one in report.Cases)
            table.AddRow(
                new Text(Number(one.Index)),
                new Text(one.CaseNumber ?? ""),
                new Text(one.Outcome),
                new Text(one.Stage ?? ""),
                new Text(string.Join('\n', (one.Deadlines ?? []).Select(Clock))),
                new Text(Number(one.Items?.Count ?? 0)),
                new Text(Number(one.Documents)));
        terminal.Ansi.Write(table);

        foreach (var one in report.Cases)
        {
            foreach (var warning in one.Warnings ?? [])
                terminal.Out.WriteLine($"warning  {one.CaseNumber}: {warning}");
        }

        List<ProblemEntry> problems = [.. report.Cases.SelectMany(c => c.Problems ?? [])];
        foreach (var problem in problems)
            terminal.Out.WriteLine($"problem  {problem}");
        terminal.Out.WriteLine($"{Sentence(report, problems.Count)} Report {report.Id}.");
        return problems.Count > 0;
    }

    private static string Sentence(ImportReportView report, int problems)
    {
        var here = report.Cases.Count(c => c.Outcome == "AlreadyThere");
        if (problems > 0)
            return report.DryRun ? $"Problems: {problems}; nothing would be imported." : $"Problems: {problems}; nothing was imported.";
        return report.DryRun
            ? $"Would be imported: {report.Cases.Count - here}; here already: {here}."
            : $"Imported: {report.Cases.Count - here}; here already: {here}.";
    }

    private static string Clock(ImportedDeadlineView clock)
    {
        var left = clock.DaysLeft is { } days ? string.Create(CultureInfo.InvariantCulture, $", {days} days left") : "";
        return $"{clock.RuleId} due {clock.DueOn:yyyy-MM-dd} {clock.State}{left}";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
