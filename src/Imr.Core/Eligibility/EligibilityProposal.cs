using System.Text.Json.Serialization;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Serialization;

namespace Imr.Core.Eligibility;

/// <summary>
/// What screening proposes for an application (8 CCR 9792.10.3): the Administrative Director's finding, a fact, decides.
/// Only an <see cref="EligibilityOutcome.Eligible"/> proposal may be accepted without a person.
/// </summary>
/// <param name="FilingDeadline">The strictest last day of any item; null when no clock has started (<see cref="ClockNotStarted"/>).</param>
public sealed record EligibilityProposal(
    int SchemaVersion,
    EligibilityOutcome Outcome,
    string RuleSetId,
    DateOnly ReceivedOn,
    Deadline? FilingDeadline,
    IReadOnlyList<EligibilityReason> Reasons,
    IReadOnlyList<ItemEligibility> Items) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>The filing deadline without the days for service by mail, when those make a difference: both are shown (domain.md doubt D1).</summary>
    public Deadline? FilingDeadlineWithoutMail { get; init; }

    /// <summary>
    /// Why the time to apply has not begun, for the case or some item: the required form was not sent (DL-APP-TOLL), or liability is disputed (DL-APP-LIAB).
    /// The application is timely then, whenever it comes.
    /// </summary>
    public EligibilityReason? ClockNotStarted { get; init; }

    /// <summary>Where <see cref="ReceivedOn"/> comes from.</summary>
    public ReceivedDays? Received { get; init; }
}

/// <summary>The two days that a filing can have; the earlier one counts, since paper is date-stamped before it is keyed.</summary>
/// <param name="Stated">The day stamped on the application, when the file says one.</param>
/// <param name="Arrived">The Pacific day on which the upload first arrived.</param>
public sealed record ReceivedDays(DateOnly? Stated, DateOnly Arrived)
{
    public DateOnly Counted => Stated is { } stated && stated < Arrived ? stated : Arrived;
}

public enum EligibilityOutcome { Eligible, Ineligible, Deferred, InformationPending }

/// <param name="Code">A code of the rule set, such as <c>INEL_UNTIMELY</c>.</param>
/// <param name="Fact">Which field, with its JSON path, made it.</param>
public sealed record EligibilityReason(string Code, string Explanation, string Fact, string Citation, RuleStatus Status);

public sealed record ItemEligibility(string ItemId, EligibilityOutcome Outcome, IReadOnlyList<string> ReasonCodes)
{
    /// <summary>The last day to apply for it; null when no clock has started, and in proposals of an earlier version.</summary>
    public DateOnly? FilingDueOn { get; init; }
}

/// <summary>The Administrative Director's finding on eligibility (8 CCR 9792.10.3(c)): a fact.</summary>
/// <param name="FoundBy">The named person; <c>system:auto-accept</c> only for eligible.</param>
public sealed record AdFinding(int SchemaVersion, EligibilityOutcome Outcome, IReadOnlyList<string> ReasonCodes, string? Note, string FoundBy) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>Items that are left out while the case goes on with the others: ineligible, or deferred (DEFER_LIABILITY alone); null: none.</summary>
    public IReadOnlyList<ItemFinding>? IneligibleItems { get; init; }

    /// <summary>The copy of the application that it is about; null in findings of before this was kept.</summary>
    public ContentHash? Application { get; init; }

    /// <summary>Whether it takes something from a worker: then it needs a named person.</summary>
    [JsonIgnore]
    public bool TakesAway => Outcome == EligibilityOutcome.Ineligible || IneligibleItems is { Count: > 0 };

    /// <summary>Whether who found it is a person: no system's name is one.</summary>
    /// <param name="by">Role and id, such as <c>AdministrativeDirector:desk-1</c>.</param>
    public static bool IsByPerson(string by)
        => by.StartsWith("AdministrativeDirector:", StringComparison.Ordinal) && !by["AdministrativeDirector:".Length..].StartsWith("system", StringComparison.OrdinalIgnoreCase)
            && by.Length > "AdministrativeDirector:".Length;
}

/// <param name="ReasonCodes">Of the rule set; at least one.</param>
public sealed record ItemFinding(string ItemId, IReadOnlyList<string> ReasonCodes)
{
    /// <summary>Left out because liability is disputed, not because it is ineligible: it can be applied for when that is resolved (DL-APP-LIAB).</summary>
    [JsonIgnore]
    public bool Deferred => ReasonCodes.Count > 0 && ReasonCodes.All(c => c == EligibilityCodes.LiabilityDeferred);
}
