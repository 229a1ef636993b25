using System.Globalization;
using Imr.Core.Cases;

namespace Imr.Core.Deadlines;

/// <summary>From the YAML's words to rule sets; a set takes over the rules of the one it is based on.</summary>
internal sealed class RuleSetReader(List<string> problems)
{
    private readonly List<RuleSet> _sets = [];

    public IReadOnlyList<RuleSet> Read(RuleSetFile file)
    {
        var mail = Mail(file.MailExtension);
        foreach (var entry in file.RuleSets)
            _sets.Add(Set(entry) with { MailExtension = mail });
        return _sets;
    }

    private RuleSet Set(RuleSetEntry entry)
    {
        var earlier = _sets.Find(s => s.Id == entry.BasedOn);
        if (entry.BasedOn.Length > 0 && earlier is null)
            problems.Add($"{entry.Id}: basedOn {entry.BasedOn} is not an earlier rule set");
        var draft = entry.InheritedStatus.Length > 0 && Word<RuleStatus>(entry.InheritedStatus, entry.Id) == RuleStatus.Draft;
        IEnumerable<DeadlineRule> deadlines = earlier?.Deadlines ?? [];
        IEnumerable<EligibilityRule> reasons = earlier?.Eligibility ?? [];
        if (draft)
        {
            deadlines = deadlines.Select(d => d with { Status = RuleStatus.Draft, MailExtensionStatus = RuleStatus.Draft });
            reasons = reasons.Select(e => e with { Status = RuleStatus.Draft });
        }

        var ownDeadlines = entry.Deadlines.Select(d => Deadline(d, entry.Id)).ToList();
        var ownReasons = entry.Eligibility.Select(e => Reason(e, entry.Id)).ToList();
        return new RuleSet(
            entry.Id,
            Range(entry),
            [.. deadlines.Where(d => ownDeadlines.TrueForAll(own => own.Id != d.Id)), .. ownDeadlines],
            [.. reasons.Where(e => ownReasons.TrueForAll(own => own.Code != e.Code)), .. ownReasons]);
    }

    private MailExtension Mail(MailExtensionEntry entry)
        => new(entry.InCalifornia, entry.OutsideCalifornia, entry.Abroad, entry.Citation, Word<RuleStatus>(entry.Status, "mailExtension"));

    private DeadlineRule Deadline(DeadlineEntry entry, string set)
    {
        var place = $"{set}/{entry.Id}";
        return new DeadlineRule(entry.Id, entry.Start, entry.Length, Word<DeadlineUnit>(entry.Unit, place), entry.MailExtension.Length > 0, entry.Citation, Word<RuleStatus>(entry.Status, place))
        {
            MailExtensionStatus = entry.MailExtension.Length > 0 ? Word<RuleStatus>(entry.MailExtension, place) : default,
        };
    }

    private EligibilityRule Reason(EligibilityEntry entry, string set)
        => new(entry.Code, entry.Meaning, entry.Terminal, entry.Curable, entry.Citation, Word<RuleStatus>(entry.Status, $"{set}/{entry.Code}"));

    private DateRange Range(RuleSetEntry entry)
    {
        var from = Day(entry.From, entry.Id);
        DateOnly? to = entry.To.Length > 0 ? Day(entry.To, entry.Id) : null;
        if (to >= from || to is null)
            return new DateRange(from, to);
        problems.Add($"{entry.Id}: ends before it starts");
        return new DateRange(from, null);
    }

    private DateOnly Day(string text, string place)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        problems.Add($"{place}: '{text}' is not a day of the form YYYY-MM-DD");
        return default;
    }

    private T Word<T>(string text, string place)
        where T : struct, Enum
    {
        var name = Array.Find(Enum.GetNames<T>(), n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (name is not null)
            return Enum.Parse<T>(name);
        problems.Add($"{place}: '{text}' is not one of {string.Join(", ", Enum.GetNames<T>())}");
        return default;
    }
}
