using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Matching;
using Imr.Core.Operations;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Matching;

namespace ImrFunctions.Operations.Import;

/// <summary>The reviewer who has an imported case: she was chosen elsewhere, so what our own matching would object to is said and not decided.</summary>
public sealed class ImportReviewers(ReviewerPanel panel, AssignmentStore assignments, CaseStorage storage)
{
    /// <summary>Before every attempt of ours.</summary>
    private const int Attempt = 0;

    internal async Task CheckAsync(
        ImportedCase imported, string reviewerId, string path, List<ApplicationProblem> problems, List<string> warnings, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await panel.TryGetAsync(reviewerId, cancellation) is not { } member)
        {
            problems.Add(new ApplicationProblem(path + ".reviewerId", "is not on the panel", "a reviewer's id; import the panel first"));
            return;
        }

        var application = imported.Application;
        var (ids, unidentified) = PartyIdentifiers.Of(application);
        var request = new MatchRequest(new ReviewKey(imported.CaseNumber, 1), 1, PacificTime.LegalDay(now), CaseTreatments.Of(application), ids, unidentified, [])
        {
            PartyRules = PartyIdentifiers.RulesOf(application),
        };
        var failures = ReviewerMatcher.Match(request, [member.Reviewer], new Dictionary<string, int>(StringComparer.Ordinal)).Candidates.SelectMany(c => c.Failures).Select(f => f.Rule).Distinct().ToList();
        if (failures.Count > 0)
            warnings.Add($"Our own matching objects to the reviewer: {string.Join(", ", failures)}.");
    }

    /// <summary>Gives the reviewer the case: a place, the assignment, and what was true of her on the day. Safe to repeat.</summary>
    internal async Task AssignAsync(ImportedCase imported, string reviewerId, DateOnly on, CancellationToken cancellation)
    {
        var review = new ReviewKey(imported.CaseNumber, 1);
        var at = PacificTime.StartOfDay(on);
        PanelMember member;
        do
            member = await panel.TryGetAsync(reviewerId, cancellation) ?? throw new InvalidOperationException("The reviewer left the panel during the import.");
        while (!await panel.TryReserveAsync(member, Assignment.KeyOf(review, Attempt), cancellation));
        await assignments.OfferAsync(
            new Assignment(
                Assignment.CurrentSchemaVersion, $"{review}-o{Attempt}", review, Attempt, reviewerId, at, at, [.. CaseTreatments.Of(imported.Application).Select(CaseTreatments.Describe)]),
            cancellation);
        await assignments.MoveAsync(reviewerId, review, Attempt, AssignmentState.Accepted, cancellation);
        // The panel may have changed since an earlier try: the first snapshot stands.
        await storage.ReviewerSnapshots.TryCreateAsync(
            $"{review.CaseNumber}/r{review.Round}/a{Attempt}.json", Imr.Core.Serialization.ImrJson.WriteBytes(member.Reviewer), "application/json", cancellation);
    }
}
