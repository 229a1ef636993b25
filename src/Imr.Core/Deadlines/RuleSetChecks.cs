using Imr.Core.Cases;
using Imr.Core.Data;

namespace Imr.Core.Deadlines;

/// <summary>What must hold of rule sets together before anyone's deadline is computed from them.</summary>
internal static class RuleSetChecks
{
    public static void Check(IReadOnlyList<RuleSet> sets, DataFaults faults)
    {
        if (sets.Count == 0)
        {
            faults.Add("$.ruleSets", "there is no rule set", "at least one");
            return;
        }

        faults.Differ(sets.Select((s, i) => (s.Id, $"$.ruleSets[{i}].id")));
        Chain("$.ruleSets", [.. sets.Select(s => (s.Id, s.Effective))], faults);
        for (var i = 0; i < sets.Count; i++)
            Complete(sets[i], $"$.ruleSets[{i}]", faults);
    }

    /// <summary>Each period starts on the day after the one before it; only the last is open.</summary>
    internal static void Chain(string path, IReadOnlyList<(string Id, DateRange Range)> periods, DataFaults faults)
    {
        for (var i = 1; i < periods.Count; i++)
        {
            var (before, after) = (periods[i - 1], periods[i]);
            if (before.Range.End is not { } end || after.Range.Start <= end)
                faults.Add($"{path}[{i}].from", $"{after.Id} overlaps {before.Id} or stands before it", "the day after the end of the one before");
            else if (after.Range.Start != end.AddDays(1))
                faults.Add($"{path}[{i}].from", $"there is a gap between {before.Id} and {after.Id}", $"{end.AddDays(1):yyyy-MM-dd}");
        }

        if (periods[^1].Range.End is not null)
            faults.Add($"{path}[{periods.Count - 1}].to", $"{periods[^1].Id} is the last", "no end");
    }

    private static void Complete(RuleSet set, string path, DataFaults faults)
    {
        foreach (var id in DeadlineIds.Required.Except(set.Deadlines.Select(d => d.Id)))
            faults.Add(path + ".deadlines", $"{set.Id}: the deadline {id} is missing", "its own or one taken over by basedOn");
        foreach (var code in EligibilityCodes.Required.Except(set.Eligibility.Select(e => e.Code)))
            faults.Add(path + ".eligibility", $"{set.Id}: the eligibility reason {code} is missing", "its own or one taken over by basedOn");
        if (set.Tolling.All(t => t.Id != TollingIds.FormNotSent))
            faults.Add(path + ".tolling", $"{set.Id}: {TollingIds.FormNotSent} is missing", "its own or one taken over by basedOn");
    }
}
