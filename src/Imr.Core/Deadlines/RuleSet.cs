using Imr.Core.Cases;

namespace Imr.Core.Deadlines;

/// <summary>
/// A dated version of the rules of law: deadlines and eligibility reasons with citations (domain.md §0.4). Loaded from <c>Data/rule-sets.yaml</c>,
/// chosen by the UR decision date.
/// </summary>
public sealed record RuleSet(string Id, DateRange Effective, IReadOnlyList<DeadlineRule> Deadlines, IReadOnlyList<EligibilityRule> Eligibility)
{
    /// <summary>Days that service by mail adds to a deadline that allows it.</summary>
    public MailExtension MailExtension { get; init; } = MailExtension.None;

    /// <summary>When a request for authorization counts as received.</summary>
    public ReceiptRule Receipt { get; init; } = ReceiptRule.None;

    /// <summary>What keeps a clock from starting.</summary>
    public IReadOnlyList<TollingRule> Tolling { get; init; } = [];

    /// <exception cref="KeyNotFoundException">This rule set has no such rule.</exception>
    public TollingRule Toll(string id) => Tolling.FirstOrDefault(t => t.Id == id) ?? throw new KeyNotFoundException($"Rule set {Id} has no rule {id}.");

    /// <exception cref="KeyNotFoundException">This rule set has no such deadline.</exception>
    public DeadlineRule Deadline(string id) => Deadlines.FirstOrDefault(d => d.Id == id) ?? throw new KeyNotFoundException($"Rule set {Id} has no deadline {id}.");

    /// <exception cref="KeyNotFoundException">This rule set has no such reason.</exception>
    public EligibilityRule EligibilityReason(string code) => Eligibility.FirstOrDefault(e => e.Code == code) ?? throw new KeyNotFoundException($"Rule set {Id} has no eligibility reason {code}.");

    /// <summary>Whether this rule set knows the deadline: those of formulary disputes are there only from 2018.</summary>
    public bool HasDeadline(string id) => Deadlines.Any(d => d.Id == id);
}

/// <param name="Id">Such as <c>DL-APP-STD</c> (domain.md §1.5).</param>
/// <param name="Start">The event that starts the clock, in words.</param>
/// <param name="Length">At least 1, in <paramref name="Unit"/>.</param>
/// <param name="MailExtension">Whether service by mail adds days (5 in California, 10 outside, 20 abroad).</param>
/// <param name="Status">Draft where domain.md marks the rule unconfirmed.</param>
public sealed record DeadlineRule(string Id, string Start, int Length, DeadlineUnit Unit, bool MailExtension, string Citation, RuleStatus Status)
{
    /// <summary>Draft where it is unconfirmed that mail days apply to this deadline (domain.md doubt D1); a deadline that was extended is then draft.</summary>
    public RuleStatus MailExtensionStatus { get; init; }
}

public enum DeadlineUnit { CalendarDays, BusinessDays, WorkingDays, Hours, Months }

public enum RuleStatus { Confirmed, Draft }

/// <summary>A rule by which a clock does not start: it has no length.</summary>
/// <param name="Id">Such as <c>DL-APP-TOLL</c> (domain.md §1.5).</param>
/// <param name="Meaning">Why, as the parties read it.</param>
public sealed record TollingRule(string Id, string Meaning, string Citation, RuleStatus Status);

/// <param name="Code">Such as <c>INEL_UNSIGNED</c> (domain.md §1.6).</param>
/// <param name="Curable">Whether refiling in time cures it.</param>
public sealed record EligibilityRule(string Code, string Meaning, bool Terminal, bool Curable, string Citation, RuleStatus Status);

/// <summary>Calendar days added when a paper was served by mail, by the place of the address (8 CCR 10605).</summary>
public sealed record MailExtension(int InCalifornia, int OutsideCalifornia, int Abroad, string Citation, RuleStatus Status)
{
    /// <summary>No days for any way of service.</summary>
    public static MailExtension None { get; } = new(0, 0, 0, "none", RuleStatus.Confirmed);

    /// <summary>0 for service by hand, fax or electronically, and when the way of service does not matter.</summary>
    public int DaysFor(ServiceMethod? service) => service switch
    {
        ServiceMethod.MailInCalifornia => InCalifornia,
        ServiceMethod.MailOutsideCalifornia => OutsideCalifornia,
        ServiceMethod.MailAbroad => Abroad,
        _ => 0,
    };
}
