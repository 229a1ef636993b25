using Imr.Core.Cases;

namespace Imr.Core.Deadlines;

/// <summary>
/// A dated version of the rules of law: deadlines and eligibility reasons with citations (domain.md §0.4). Loaded from <c>Data/rule-sets.yaml</c>,
/// chosen by the UR decision date.
/// </summary>
public sealed record RuleSet(string Id, DateRange Effective, IReadOnlyList<DeadlineRule> Deadlines, IReadOnlyList<EligibilityRule> Eligibility)
{
    /// <exception cref="KeyNotFoundException">This rule set has no such deadline.</exception>
    public DeadlineRule Deadline(string id) => Deadlines.FirstOrDefault(d => d.Id == id) ?? throw new KeyNotFoundException($"Rule set {Id} has no deadline {id}.");

    public EligibilityRule EligibilityReason(string code) => Eligibility.FirstOrDefault(e => e.Code == code) ?? throw new KeyNotFoundException($"Rule set {Id} has no eligibility reason {code}.");
}

/// <param name="Id">Such as <c>DL-APP-STD</c> (domain.md §1.5).</param>
/// <param name="MailExtension">Whether service by mail adds days (5 in California, 10 outside, 20 abroad).</param>
/// <param name="Status">Draft where domain.md marks the rule unconfirmed.</param>
public sealed record DeadlineRule(string Id, string Start, int Length, DeadlineUnit Unit, bool MailExtension, string Citation, RuleStatus Status);

public enum DeadlineUnit { CalendarDays, BusinessDays, WorkingDays, Hours, Months }

public enum RuleStatus { Confirmed, Draft }

/// <param name="Code">Such as <c>INEL_UNSIGNED</c> (domain.md §1.6).</param>
/// <param name="Curable">Whether refiling in time cures it.</param>
public sealed record EligibilityRule(string Code, string Meaning, bool Terminal, bool Curable, string Citation, RuleStatus Status);
