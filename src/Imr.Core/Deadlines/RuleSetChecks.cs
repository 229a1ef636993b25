namespace Imr.Core.Deadlines;

/// <summary>What must hold of rule sets before anyone's deadline is computed from them.</summary>
internal static class RuleSetChecks
{
    public static IEnumerable<string> Check(IReadOnlyList<RuleSet> sets)
    {
        if (sets.Count == 0)
            return ["there is no rule set"];
        return Repeated(sets.Select(s => s.Id)).Select(id => $"the rule set id '{id}' is empty or repeated")
            .Concat(Chain(sets))
            .Concat(Mail(sets[0].MailExtension))
            .Concat(sets.SelectMany(Rules));
    }

    /// <summary>Each set starts on the day after the one before it; only the last is open.</summary>
    private static IEnumerable<string> Chain(IReadOnlyList<RuleSet> sets)
    {
        for (var i = 1; i < sets.Count; i++)
        {
            var (before, after) = (sets[i - 1], sets[i]);
            if (before.Effective.End is not { } end || after.Effective.Start <= end)
                yield return $"{after.Id} overlaps {before.Id} or stands before it";
            else if (after.Effective.Start != end.AddDays(1))
                yield return $"there is a gap between {before.Id} and {after.Id}";
        }

        if (sets[^1].Effective.End is not null)
            yield return $"{sets[^1].Id} is the last and must have no end";
    }

    private static IEnumerable<string> Mail(MailExtension mail)
    {
        if (mail.InCalifornia < 0 || mail.OutsideCalifornia < 0 || mail.Abroad < 0)
            yield return "mailExtension: days are negative";
        if (string.IsNullOrWhiteSpace(mail.Citation))
            yield return "mailExtension: has no citation";
    }

    private static IEnumerable<string> Rules(RuleSet set)
    {
        foreach (var id in Repeated(set.Deadlines.Select(d => d.Id)))
            yield return $"{set.Id}: the deadline id '{id}' is empty or repeated";
        foreach (var code in Repeated(set.Eligibility.Select(e => e.Code)))
            yield return $"{set.Id}: the eligibility code '{code}' is empty or repeated";
        foreach (var id in DeadlineIds.Required.Except(set.Deadlines.Select(d => d.Id)))
            yield return $"{set.Id}: the deadline {id} is missing";
        foreach (var code in EligibilityCodes.Required.Except(set.Eligibility.Select(e => e.Code)))
            yield return $"{set.Id}: the eligibility reason {code} is missing";
        foreach (var rule in set.Deadlines)
        {
            if (rule.Length is < 1 or > 3660)
                yield return $"{set.Id}/{rule.Id}: the length must be 1 to 3660";
            if (string.IsNullOrWhiteSpace(rule.Citation) || string.IsNullOrWhiteSpace(rule.Start))
                yield return $"{set.Id}/{rule.Id}: has no citation or no start";
        }

        foreach (var rule in set.Eligibility.Where(e => string.IsNullOrWhiteSpace(e.Citation) || string.IsNullOrWhiteSpace(e.Meaning)))
            yield return $"{set.Id}/{rule.Code}: has no citation or no meaning";
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> keys)
        => keys.GroupBy(k => k, StringComparer.OrdinalIgnoreCase).Where(g => g.Key.Length == 0 || g.Count() > 1).Select(g => g.Key);
}
