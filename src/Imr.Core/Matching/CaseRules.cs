using Imr.Core.Reviewers;

namespace Imr.Core.Matching;

/// <summary>The rules that hold a reviewer against one case: scope, conflicts of interest, exclusion, capacity (domain.md §2.1 Q9, Q11, §2.2).</summary>
internal static class CaseRules
{
    private const string Conflicts = "LC 139.5(d)(5)";

    public static IEnumerable<MatchFailure> Failures(MatchRequest request, Reviewer reviewer, int openCases)
        => Scope(request, reviewer).Concat(ConflictsOfInterest(request, reviewer)).Concat(Availability(request, reviewer, openCases));

    /// <summary>The worst over the treatments of the best rank of the reviewer's specialties; null when a treatment is covered by none.</summary>
    public static int? SpecialtyRank(MatchRequest request, Reviewer reviewer)
    {
        var ranks = request.Treatments.Select(t => Rank(t, reviewer, request.On)).ToList();
        return ranks.Count == 0 || ranks.Contains(null) ? null : ranks.Max();
    }

    private static int? Rank(Treatment treatment, Reviewer reviewer, DateOnly on)
        => TreatmentCatalog.Default.Find(treatment.Family) is { } family
            ? Credentials.CurrentSpecialties(reviewer, on).Min(s => family.RankOf(s, treatment))
            : null;

    private static IEnumerable<MatchFailure> Scope(MatchRequest request, Reviewer reviewer)
    {
        if (request.Treatments.Count == 0)
            yield return new("Q9", "the case has no treatment to match", "LC 139.5(d)(4)(A)");
        foreach (var treatment in request.Treatments.Distinct())
        {
            var family = TreatmentCatalog.Default.Find(treatment.Family);
            var specialties = Credentials.CurrentSpecialties(reviewer, request.On);
            if (family is null)
                yield return new("Q9", $"treatment family {treatment.Family ?? "not known"}: a person must say what the treatment is", "LC 139.5(d)(4)(A)");
            else if (Rank(treatment, reviewer, request.On) is null)
                yield return new("Q9", $"{family.Id}: {(specialties.Any(family.Barred.Contains) ? "barred by scope of practice" : "no suitable specialty")} ({string.Join(", ", specialties.Select(s => s.Code))})", "LC 139.5(d)(4)(A)");
        }
    }

    private static IEnumerable<MatchFailure> ConflictsOfInterest(MatchRequest request, Reviewer reviewer)
    {
        var rules = request.PartyRules.GroupBy(r => PartyIdentifiers.Normalize(r.Key), r => r.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var own = reviewer.AffiliatedIds.Append($"npi:{reviewer.Npi.Value}").Select(PartyIdentifiers.Normalize);
        foreach (var shared in own.Intersect(request.PartyIds.Select(PartyIdentifiers.Normalize), StringComparer.Ordinal))
            yield return new(rules.GetValueOrDefault(shared, "COI-PARTY"), shared, Conflicts);

        // Conflicts fail closed: who is not identified cannot be cleared, until a person says who it is and the request no longer lists the role.
        foreach (var role in request.UnidentifiedParties)
            yield return new("COI-UNIDENTIFIED", $"no identifier: {role}", Conflicts);
    }

    private static IEnumerable<MatchFailure> Availability(MatchRequest request, Reviewer reviewer, int openCases)
    {
        if (request.ExcludedReviewerIds.Contains(reviewer.Id, StringComparer.Ordinal))
            yield return new("Q11", $"excluded {reviewer.Id}", "LC 4610.6(i)");
        if (!reviewer.Active)
            yield return new("ACTIVE", "not active on the panel", "panel roster");
        if (openCases >= reviewer.CapacityPerWeek)
            yield return new("CAPACITY", $"{openCases} open cases, {reviewer.CapacityPerWeek} at most", "panel roster");
    }
}
