using Imr.Core.Cases;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>What of a case matters for joining it with another one.</summary>
/// <param name="Priority">In force.</param>
/// <param name="Eligible">The Administrative Director found it eligible.</param>
/// <param name="Undecided">Open, and no letter is out.</param>
/// <param name="Remand">A later round.</param>
public sealed record ConsolidationSide(ImrApplication Application, Priority Priority, bool Eligible, bool Undecided, bool Remand);

/// <summary>
/// Whether two applications may be decided in one determination (8 CCR 9792.10.4(a), domain.md §1.14): one employee, the same requesting physician, the same day
/// of injury, both eligible, the same priority, no remand.
/// </summary>
public static class Consolidation
{
    public const string OtherWorker = "OtherWorker";
    public const string Duplicate = "Duplicate";
    public const string OtherPhysician = "OtherPhysician";
    public const string OtherInjury = "OtherInjury";
    public const string OtherPriority = "OtherPriority";
    public const string NotEligibleYet = "NotEligibleYet";
    public const string Decided = "Decided";
    public const string Remanded = "Remanded";

    /// <returns>What stands against it, as codes; empty: they may be joined. The same both ways.</returns>
    public static IReadOnlyList<string> Obstacles(ConsolidationSide one, ConsolidationSide other, ApplicationComparison comparison)
        => [.. Found(one, other, comparison)];

    private static IEnumerable<string> Found(ConsolidationSide one, ConsolidationSide other, ApplicationComparison comparison)
    {
        if (comparison.Relation == DisputeRelation.Different)
            yield return OtherWorker;
        // What is in dispute twice is merged, not joined.
        if (comparison.IsDuplicate)
            yield return Duplicate;
        if (one.Application.RequestingPhysician.Npi != other.Application.RequestingPhysician.Npi)
            yield return OtherPhysician;
        if (one.Application.Claim.DateOfInjury != other.Application.Claim.DateOfInjury)
            yield return OtherInjury;
        if (one.Priority != other.Priority)
            yield return OtherPriority;
        if (one.Remand || other.Remand)
            yield return Remanded;
        if (!one.Undecided || !other.Undecided)
            yield return Decided;
        else if (!one.Eligible || !other.Eligible)
            yield return NotEligibleYet;
    }
}
