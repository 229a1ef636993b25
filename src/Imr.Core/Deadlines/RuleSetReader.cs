using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Data;

namespace Imr.Core.Deadlines;

/// <summary>From the YAML's words to rule sets; a set takes over the rules of the one it is based on.</summary>
internal sealed class RuleSetReader(DataFaults faults)
{
    private const int MaxLength = 3660;

    private readonly List<RuleSet> _sets = [];

    public IReadOnlyList<RuleSet> Read(RuleSetFile file)
    {
        var mail = Mail(file.MailExtension);
        var receipt = Receipt(file.Receipt);
        for (var i = 0; i < file.RuleSets.Count; i++)
            _sets.Add(Set(file.RuleSets[i], $"$.ruleSets[{i}]") with { MailExtension = mail, Receipt = receipt });
        return _sets;
    }

    private RuleSet Set(RuleSetEntry entry, string path)
    {
        var earlier = _sets.Find(s => s.Id == entry.BasedOn);
        if (entry.BasedOn.Length > 0 && earlier is null)
            faults.Add(path + ".basedOn", $"{entry.BasedOn} is not an earlier rule set", "the id of a rule set that stands before");
        var draft = entry.InheritedStatus.Length > 0 && faults.Word<RuleStatus>(entry.InheritedStatus, path + ".inheritedStatus") == RuleStatus.Draft;
        IEnumerable<DeadlineRule> deadlines = earlier?.Deadlines ?? [];
        IEnumerable<EligibilityRule> reasons = earlier?.Eligibility ?? [];
        IEnumerable<TollingRule> tolling = earlier?.Tolling ?? [];
        if (draft)
        {
            deadlines = deadlines.Select(d => d with { Status = RuleStatus.Draft, MailExtensionStatus = RuleStatus.Draft });
            reasons = reasons.Select(e => e with { Status = RuleStatus.Draft });
            tolling = tolling.Select(t => t with { Status = RuleStatus.Draft });
        }

        var ownDeadlines = Own(entry.Deadlines, path + ".deadlines", "id", d => d.Id, Deadline);
        var ownReasons = Own(entry.Eligibility, path + ".eligibility", "code", e => e.Code, Reason);
        var ownTolling = Own(entry.Tolling, path + ".tolling", "id", t => t.Id, Toll);
        return new RuleSet(
            entry.Id,
            Range(entry, path),
            [.. deadlines.Where(d => ownDeadlines.TrueForAll(own => own.Id != d.Id)), .. ownDeadlines],
            [.. reasons.Where(e => ownReasons.TrueForAll(own => own.Code != e.Code)), .. ownReasons])
        {
            Tolling = [.. tolling.Where(t => ownTolling.TrueForAll(own => own.Id != t.Id)), .. ownTolling],
        };
    }

    /// <summary>The rules that a set says itself, each with its place.</summary>
    private List<TRule> Own<TEntry, TRule>(List<TEntry> entries, string path, string key, Func<TEntry, string> keyOf, Func<TEntry, string, TRule> rule)
    {
        faults.Differ(entries.Select((e, n) => (keyOf(e), $"{path}[{n}].{key}")));
        return [.. entries.Select((e, n) => rule(e, $"{path}[{n}]"))];
    }

    private MailExtension Mail(MailExtensionEntry entry)
    {
        foreach (var (name, days) in new[] { ("inCalifornia", entry.InCalifornia), ("outsideCalifornia", entry.OutsideCalifornia), ("abroad", entry.Abroad) })
        {
            if (days < 0)
                faults.Add($"$.mailExtension.{name}", $"is {days}", "0 or more days");
        }

        return new(entry.InCalifornia, entry.OutsideCalifornia, entry.Abroad, faults.Citation(entry.Citation, "$.mailExtension.citation"), faults.Word<RuleStatus>(entry.Status, "$.mailExtension.status"));
    }

    private ReceiptRule Receipt(ReceiptEntry entry)
    {
        if (!TimeOnly.TryParseExact(entry.LatestTime, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var latest))
            faults.Add("$.receipt.latestTime", $"'{entry.LatestTime}' is not a time", "HH:mm, in Pacific time");
        if (entry.MailDays < 0)
            faults.Add("$.receipt.mailDays", $"is {entry.MailDays}", "0 or more days");
        return new(latest, entry.MailDays, faults.Citation(entry.Citation, "$.receipt.citation"), faults.Word<RuleStatus>(entry.Status, "$.receipt.status"));
    }

    private DeadlineRule Deadline(DeadlineEntry entry, string path)
    {
        faults.Text(entry.Start, path + ".start", "the event that starts the clock, in words");
        if (entry.Length is < 1 or > MaxLength)
            faults.Add(path + ".length", $"{entry.Id}: is {entry.Length}", $"1 to {MaxLength}");
        var byMail = entry.MailExtension.Length > 0;
        return new DeadlineRule(
            entry.Id, entry.Start, entry.Length, faults.Word<DeadlineUnit>(entry.Unit, path + ".unit"), byMail, faults.Citation(entry.Citation, path + ".citation"),
            faults.Word<RuleStatus>(entry.Status, path + ".status"))
        {
            MailExtensionStatus = byMail ? faults.Word<RuleStatus>(entry.MailExtension, path + ".mailExtension") : default,
        };
    }

    private EligibilityRule Reason(EligibilityEntry entry, string path)
        => new(
            entry.Code, faults.Text(entry.Meaning, path + ".meaning", "what the reason means, as the parties read it"), entry.Terminal, entry.Curable,
            faults.Citation(entry.Citation, path + ".citation"), faults.Word<RuleStatus>(entry.Status, path + ".status"));

    private TollingRule Toll(TollingEntry entry, string path)
        => new(
            entry.Id, faults.Text(entry.Meaning, path + ".meaning", "why the clock does not start, as the parties read it"),
            faults.Citation(entry.Citation, path + ".citation"), faults.Word<RuleStatus>(entry.Status, path + ".status"));

    private DateRange Range(RuleSetEntry entry, string path)
    {
        var from = faults.Day(entry.From, path + ".from");
        DateOnly? to = entry.To.Length > 0 ? faults.Day(entry.To, path + ".to") : null;
        if (to >= from || to is null)
            return new DateRange(from, to);
        faults.Add(path + ".to", $"{entry.Id} ends before it starts", "a day on or after from");
        return new DateRange(from, null);
    }
}
