using Imr.Core.Cases;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>
/// Holds two applications against each other, field by field: the same worker, the same UR decision, the same items (domain.md §1.6, §1.14). It proposes; a
/// named person decides.
/// </summary>
public static class ApplicationComparer
{
    public static ApplicationComparison Compare(ImrApplication one, ImrApplication other) => Compare(ComparableApplication.Of(one), ComparableApplication.Of(other), DuplicateRules.Default);

    /// <param name="rules">Those that both were read by.</param>
    public static ApplicationComparison Compare(ComparableApplication one, ComparableApplication other, DuplicateRules rules)
    {
        List<FieldAgreement> worker = [.. WorkerComparison.Facts(one, other, rules)];
        var workerPoints = worker.Sum(f => f.Points);
        if (workerPoints < rules.WorkerThreshold)
            return new ApplicationComparison(DisputeRelation.Different, workerPoints, 0, worker, [], []);
        List<FieldAgreement> decision = [.. DecisionComparison.Facts(one, other, rules)];
        var decisionPoints = decision.Sum(f => f.Points);
        List<ItemMatch> items = [.. Matches(one.Items, other.Items)];
        return new ApplicationComparison(Relation(one, other, decisionPoints >= rules.DecisionThreshold, items), workerPoints, decisionPoints, worker, decision, items);
    }

    private static DisputeRelation Relation(ComparableApplication one, ComparableApplication other, bool sameDecision, List<ItemMatch> items)
    {
        if (!sameDecision || items.Count == 0)
            return DisputeRelation.SameWorker;
        var all = one.Items.All(i => items.Exists(m => m.ItemId == i.Item.Id)) && other.Items.All(i => items.Exists(m => m.OtherItemId == i.Item.Id));
        if (!all)
            return DisputeRelation.OverlappingItems;
        return SamePaper(one.Application, other.Application) ? DisputeRelation.SameFiling : DisputeRelation.SameDispute;
    }

    private static bool SamePaper(ImrApplication one, ImrApplication other)
        => one.Priority == other.Priority && one.Signature?.SignedBy == other.Signature?.SignedBy && one.Signature?.SignedOn == other.Signature?.SignedOn;

    /// <summary>Every pair that asks for the same: an item that stands twice in one application has two.</summary>
    private static IEnumerable<ItemMatch> Matches(IReadOnlyList<ReadItem> ones, IReadOnlyList<ReadItem> others)
        => from one in ones.Select((item, n) => (Item: item, Path: $"$.disputedItems[{n}]"))
           from other in others.Select((item, n) => (Item: item, Path: $"$.disputedItems[{n}]"))
           let found = ItemComparison.Compare(one.Item, other.Item)
           where found.Agreement is Agreement.Same or Agreement.Close
           select new ItemMatch(one.Item.Item.Id, other.Item.Item.Id, found.Agreement, one.Path, other.Path, found.Words);
}
