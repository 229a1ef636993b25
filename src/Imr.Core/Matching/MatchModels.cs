using Imr.Core.Cases;
using Imr.Core.Reviewers;
using Imr.Core.Serialization;

namespace Imr.Core.Matching;

/// <summary>
/// All that the matcher may know of a case: no name, age, sex or address of the worker is in it (fair by construction).
/// </summary>
/// <param name="PartyIds">Identifiers of every party: NPIs, TINs, FEINs, organization ids. An unknown one needs a person.</param>
/// <param name="UnidentifiedParties">Roles whose party has no identifier at all; names only widen a conflict, never clear it.</param>
/// <param name="ExcludedReviewerIds">Reviewers of earlier rounds (LC 4610.6(i)) and those who declined.</param>
public sealed record MatchRequest(
    ReviewKey Review,
    int Attempt,
    DateOnly On,
    IReadOnlyList<Treatment> Treatments,
    IReadOnlyList<string> PartyIds,
    IReadOnlyList<string> UnidentifiedParties,
    IReadOnlyList<string> ExcludedReviewerIds)
{
    /// <summary>For an identifier the conflict rule of its party (<see cref="PartyIdentifiers.RulesOf"/>); one that is not in it fails as <c>COI-PARTY</c>.</summary>
    public IReadOnlyDictionary<string, string> PartyRules { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>One reviewer held against every rule.</summary>
/// <param name="Failures">Rules that bar this reviewer; empty means the reviewer may be offered the case.</param>
/// <param name="Rank">Lower is better: specialty rank, California licence, open work, then the draw from the case number.</param>
public sealed record Candidate(string ReviewerId, IReadOnlyList<MatchFailure> Failures, int? Rank, string? Draw);

/// <param name="Rule">Such as <c>Q7</c> or <c>COI-URO</c> (domain.md §2.1, §2.2).</param>
/// <param name="Fact">The fact that made it, in ids only.</param>
public sealed record MatchFailure(string Rule, string Fact, string Citation);

/// <param name="Chosen">The reviewer to offer the case to; null when nobody qualifies.</param>
public sealed record MatchResult(int SchemaVersion, string? Chosen, IReadOnlyList<Candidate> Candidates) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>The offered reviewer's answer: a fact. Accepting attests that no conflict exists (LC 139.5(d)(5)).</summary>
public sealed record OfferAnswer(int SchemaVersion, string OfferId, string ReviewerId, bool Accepted, bool NoConflictAttested, string? Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}
