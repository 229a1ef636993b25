using Imr.Core.Deadlines;
using Imr.Core.Serialization;

namespace Imr.Core.Eligibility;

/// <summary>
/// What screening proposes for an application (8 CCR 9792.10.3): the Administrative Director's finding, a fact, decides.
/// Only an <see cref="EligibilityOutcome.Eligible"/> proposal may be accepted without a person.
/// </summary>
public sealed record EligibilityProposal(
    int SchemaVersion,
    EligibilityOutcome Outcome,
    string RuleSetId,
    DateOnly ReceivedOn,
    Deadline FilingDeadline,
    IReadOnlyList<EligibilityReason> Reasons,
    IReadOnlyList<ItemEligibility> Items) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

public enum EligibilityOutcome { Eligible, Ineligible, Deferred, InformationPending }

/// <param name="Code">A code of the rule set, such as <c>INEL_UNTIMELY</c>.</param>
/// <param name="Fact">Which field, with its JSON path, made it.</param>
public sealed record EligibilityReason(string Code, string Explanation, string Fact, string Citation, RuleStatus Status);

public sealed record ItemEligibility(string ItemId, EligibilityOutcome Outcome, IReadOnlyList<string> ReasonCodes);

/// <summary>The Administrative Director's finding on eligibility (8 CCR 9792.10.3(c)): a fact.</summary>
/// <param name="FoundBy">The named person; <c>system:auto-accept</c> only for eligible.</param>
public sealed record AdFinding(int SchemaVersion, EligibilityOutcome Outcome, IReadOnlyList<string> ReasonCodes, string? Note, string FoundBy) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}
