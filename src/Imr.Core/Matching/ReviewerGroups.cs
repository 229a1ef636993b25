using Imr.Core.Reviewers;

namespace Imr.Core.Matching;

/// <summary>
/// When no one reviewer suits all items, the fewest groups of items that each have one (8 CCR 9792.10.6(c)): a proposal, which the Administrative Director
/// approves. The order of the panel does not matter.
/// </summary>
public static class ReviewerGroups
{
    /// <param name="request">As for the whole case; its treatments are replaced by each item's.</param>
    /// <param name="items">Items with their treatment, in the order of the application.</param>
    /// <returns>Ids of items by group; empty when an item has nobody, or when one reviewer suits all.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Propose(
        MatchRequest request, IReadOnlyList<(string ItemId, Treatment Treatment)> items, IReadOnlyList<Reviewer> reviewers, IReadOnlyDictionary<string, int> openCases)
    {
        var suited = items.ToDictionary(
            i => i.ItemId,
            i => ReviewerMatcher.Match(request with { Treatments = [i.Treatment] }, reviewers, openCases).Candidates.Where(c => c.Rank is not null).Select(c => c.ReviewerId).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
        if (suited.Values.Any(s => s.Count == 0))
            return [];
        var groups = new List<IReadOnlyList<string>>();
        var left = items.Select(i => i.ItemId).ToList();
        while (left.Count > 0)
        {
            // Whoever covers most of what is left; the same choice whatever order the panel has.
            var best = reviewers.Select(r => r.Id).Order(StringComparer.Ordinal).MaxBy(id => left.Count(item => suited[item].Contains(id)))!;
            List<string> group = [.. left.Where(item => suited[item].Contains(best))];
            groups.Add(group);
            left.RemoveAll(group.Contains);
        }

        return groups.Count > 1 ? groups : [];
    }
}
