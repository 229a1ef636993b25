using Imr.Core.Cases;
using Imr.Core.Eligibility;
using Imr.Core.Eligibility.Duplicates;
using ImrFunctions.Cases.Register;
using ImrFunctions.Review;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Intake.Duplicates;

/// <summary>A case that has to do with another one.</summary>
/// <param name="Comparison">From the case that was asked about.</param>
/// <param name="Earlier">Whether it arrived before that one.</param>
public sealed record RelatedCase(CaseRecord Record, ImrApplication Application, ApplicationComparison Comparison, bool Earlier);

/// <summary>Looks a case's application up in the index and holds what it finds against it.</summary>
public sealed class RelatedCases(DuplicateIndex index, CaseRegister register, StepContext step, IOptions<DuplicateOptions> options)
{
    /// <summary>The cases of the same worker, the nearest first.</summary>
    public async Task<IReadOnlyList<RelatedCase>> FindAsync(CaseNumber caseNumber, DateTimeOffset firstArrival, ImrApplication application, CancellationToken cancellation)
    {
        var candidates = await index.CandidatesAsync(caseNumber, application, cancellation);
        var mine = ComparableApplication.Of(application);
        var held = await Task.WhenAll(candidates.Select(c => HoldAsync(caseNumber, firstArrival, mine, c, cancellation)));
        return [.. held.OfType<RelatedCase>().OrderByDescending(r => r.Comparison.Relation).ThenBy(r => r.Record.FirstArrival)];
    }

    /// <summary>Keeps the index up to date and says which earlier cases have items of this application: what screening proposes by.</summary>
    /// <param name="hash">Of the application's accepted copy.</param>
    public async Task<IReadOnlyList<DuplicateFinding>> EarlierAsync(ReviewKey review, DateTimeOffset firstArrival, ContentHash hash, ImrApplication application, CancellationToken cancellation)
    {
        var apart = await index.KeepAsync(review.CaseNumber, hash, application, cancellation);
        if (!options.Value.Propose)
            return [];
        return
        [
            .. (await FindAsync(review.CaseNumber, firstArrival, application, cancellation))
                .Where(r => r.Earlier && r.Comparison.IsDuplicate && Covers(r.Record) && !apart.Contains(r.Record.Review.CaseNumber))
                .Select(r => new DuplicateFinding(r.Record.Review.CaseNumber, r.Comparison)),
        ];
    }

    /// <summary>Whether a case takes up, or took up, what it was filed for: one that was unsigned or withdrawn may be filed again (domain.md §1.6).</summary>
    internal static bool Covers(CaseRecord record) => record is { End: null, Eligibility: not EligibilityOutcome.Ineligible } or { End: CaseEnd.Issued or CaseEnd.Terminated };

    /// <summary>Held against one case, whether or not the index leads there.</summary>
    /// <returns>Null when there is nothing to compare, or another worker.</returns>
    public async Task<RelatedCase?> HoldAsync(CaseNumber caseNumber, DateTimeOffset firstArrival, ComparableApplication mine, CaseNumber other, CancellationToken cancellation)
    {
        if (await register.TryGetAsync(other, cancellation) is not { ApplicationHash: { } hash, Stage: not ReviewStage.Rejected } record)
            return null;
        var application = await step.ApplicationAsync(other, hash, cancellation);
        var comparison = ApplicationComparer.Compare(mine, ComparableApplication.Of(application), DuplicateRules.Default);
        var earlier = (record.FirstArrival, other.Value).CompareTo((firstArrival, caseNumber.Value)) < 0;
        return comparison.Relation == DisputeRelation.Different ? null : new RelatedCase(record, application, comparison, earlier);
    }
}
