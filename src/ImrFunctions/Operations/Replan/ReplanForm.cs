using System.Globalization;
using Imr.Core.Cases;
using ImrFunctions.Operations.Attention;
using ImrFunctions.Operations.Calendar;

namespace ImrFunctions.Operations.Replan;

/// <summary>Checks a request to plan anew: every problem at once.</summary>
internal static class ReplanForm
{
    private const int MaxDays = 100;
    private const int MaxName = 200;

    /// <param name="reasonNeeded">A preview changes nothing and needs none.</param>
    public static ReplanRequest? Read(ReplanBody body, bool reasonNeeded, List<ApplicationProblem> problems)
    {
        var added = new List<Closure>();
        foreach (var (closure, n) in (body.Closures ?? []).Select((c, n) => (c, n)))
        {
            var day = Day(closure?.Date, $"$.closures[{n}].date", problems);
            if (string.IsNullOrWhiteSpace(closure?.Name) || closure.Name.Length > MaxName)
                problems.Add(new ApplicationProblem($"$.closures[{n}].name", "Missing or too long.", $"What the day is, at most {MaxName} characters."));
            if (added.Exists(c => c.Date == day))
                problems.Add(new ApplicationProblem($"$.closures[{n}].date", "Stands there twice.", "Each day once."));
            if (day is { } date)
                added.Add(new Closure(date, closure?.Name?.Trim() ?? ""));
        }

        var removed = (body.Withdrawn ?? []).Select((d, n) => Day(d, $"$.withdrawn[{n}]", problems)).OfType<DateOnly>().Distinct().Order().ToList();
        if (added.Exists(c => removed.Contains(c.Date)))
            problems.Add(new ApplicationProblem("$.withdrawn", "A day is added and withdrawn.", "One of the two."));
        if (added.Count + removed.Count > MaxDays)
            problems.Add(new ApplicationProblem("$.closures", "Too many days.", $"At most {MaxDays}."));
        if (reasonNeeded && (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > NoteFunctions.MaxText))
            problems.Add(new ApplicationProblem("$.reason", "Missing or too long.", $"Why, for the record: at most {NoteFunctions.MaxText} characters."));
        return problems.Count > 0 ? null : new ReplanRequest(ReplanRequest.CurrentSchemaVersion, [.. added.OrderBy(c => c.Date)], removed, body.Reason?.Trim() ?? "");
    }

    private static DateOnly? Day(string? text, string path, List<ApplicationProblem> problems)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2013 and <= 2100)
            return day;
        problems.Add(new ApplicationProblem(path, "Not a day.", "Of the form YYYY-MM-DD, between 2013 and 2100."));
        return null;
    }
}
