using System.Security.Cryptography;
using System.Text;
using Imr.Core.Reviewers;

namespace Imr.Core.Matching;

/// <summary>
/// Finds the reviewer to offer a case to. Every reviewer is held against every rule, and each failure is reported; those without one are ranked:
/// specialty (preferred before acceptable), California licence (LC 139.5(d)(4)(B)), fewer open cases, and then the draw.
/// <para>
/// The draw is the SHA-256 of <c>{case number}|{round}|{reviewer id}</c> in lower-case hex, lowest first. It depends on nothing else: every attempt of a round,
/// every machine and every order of the panel gives the same, and nobody can draw again until it suits. The attempt is left out on purpose.
/// </para>
/// </summary>
public static class ReviewerMatcher
{
    /// <param name="openCases">Open cases by reviewer id; a reviewer not in it has none.</param>
    /// <returns>Candidates with the best first, then those with failures by id. Nobody is chosen when a treatment's family is unknown or a party unidentified.</returns>
    /// <exception cref="ArgumentException">Two reviewers have the same id.</exception>
    public static MatchResult Match(MatchRequest request, IReadOnlyList<Reviewer> reviewers, IReadOnlyDictionary<string, int> openCases)
    {
        if (reviewers.DistinctBy(r => r.Id, StringComparer.Ordinal).Count() != reviewers.Count)
            throw new ArgumentException("Every reviewer stands once in the panel.", nameof(reviewers));

        var held = reviewers.Select(r => Hold(request, r, openCases.GetValueOrDefault(r.Id))).ToList();
        var qualified = held.Where(h => h.Failures.Count == 0)
            .OrderBy(h => h.SpecialtyRank).ThenBy(h => h.Californian ? 0 : 1).ThenBy(h => h.OpenCases).ThenBy(h => h.Draw, StringComparer.Ordinal)
            .Select((h, index) => new Candidate(h.Id, [], index + 1, h.Draw)).ToList();
        var failed = held.Where(h => h.Failures.Count > 0).OrderBy(h => h.Id, StringComparer.Ordinal).Select(h => new Candidate(h.Id, h.Failures, null, null));
        return new MatchResult(MatchResult.CurrentSchemaVersion, qualified.FirstOrDefault()?.ReviewerId, [.. qualified, .. failed]);
    }

    private static Held Hold(MatchRequest request, Reviewer reviewer, int open)
        => new(
            reviewer.Id,
            [.. QualificationRules.Failures(reviewer, request.On), .. CaseRules.Failures(request, reviewer, open)],
            CaseRules.SpecialtyRank(request, reviewer),
            reviewer.Licenses.Any(l => Credentials.IsGood(l, request.On) && string.Equals(l.State, "CA", StringComparison.OrdinalIgnoreCase)),
            open,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Review.CaseNumber.Value}|{request.Review.Round}|{reviewer.Id}"))));

    private sealed record Held(string Id, IReadOnlyList<MatchFailure> Failures, int? SpecialtyRank, bool Californian, int OpenCases, string Draw);
}
