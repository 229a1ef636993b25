namespace Imr.Core.Eligibility.Duplicates;

/// <summary>How far two fields say the same.</summary>
public enum Agreement
{
    /// <summary>One of the two says nothing.</summary>
    Missing,

    /// <summary>The same, however it is written.</summary>
    Same,

    /// <summary>A typing mistake apart, or one says less than the other.</summary>
    Close,

    Different,
}

/// <summary>Two fields held against each other. Names paths, never values: those can be PHI.</summary>
/// <param name="Path">JSON path in the one application, such as <c>$.claim.claimNumber</c>.</param>
/// <param name="OtherPath">The same in the other.</param>
/// <param name="Words">What was found, in our words.</param>
/// <param name="Points">What it counts for (<c>Data/duplicates.yaml</c>).</param>
public sealed record FieldAgreement(string Path, string OtherPath, Agreement Agreement, string Words, int Points);

/// <summary>What two applications have to do with each other.</summary>
public enum DisputeRelation
{
    /// <summary>Nothing that shows the same worker.</summary>
    Different,

    /// <summary>The same worker, another UR decision or other items.</summary>
    SameWorker,

    /// <summary>The same worker and UR decision, some items the same.</summary>
    OverlappingItems,

    /// <summary>The same worker, UR decision and items.</summary>
    SameDispute,

    /// <summary>The same dispute, signed by the same on the same day: one paper that came twice.</summary>
    SameFiling,
}

/// <summary>Two items that ask for the same.</summary>
/// <param name="Agreement"><see cref="Agreement.Same"/> or <see cref="Agreement.Close"/>.</param>
public sealed record ItemMatch(string ItemId, string OtherItemId, Agreement Agreement, string Path, string OtherPath, string Words);

/// <summary>Two applications held against each other. Symmetric: exchanged, it says the same with the paths exchanged.</summary>
public sealed record ApplicationComparison(
    DisputeRelation Relation, int WorkerPoints, int DecisionPoints, IReadOnlyList<FieldAgreement> Worker, IReadOnlyList<FieldAgreement> Decision, IReadOnlyList<ItemMatch> Items)
{
    /// <summary>Whether some item is in dispute in both.</summary>
    public bool IsDuplicate => Relation is DisputeRelation.OverlappingItems or DisputeRelation.SameDispute or DisputeRelation.SameFiling;
}
