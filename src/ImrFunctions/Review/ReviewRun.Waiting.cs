using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Determination;
using ImrFunctions.Intake;
using ImrFunctions.Matching;
using ImrFunctions.Review.Changes;

namespace ImrFunctions.Review;

internal sealed partial class ReviewRun
{
    /// <summary>What may be said whatever is waited for, with the step that takes it.</summary>
    private static readonly Dictionary<FactKind, string> s_changes = new()
    {
        [FactKind.Authorization] = nameof(AuthorizationActivity.ApplyAuthorization),
        [FactKind.Extension] = nameof(ClockActivities.ExtendDetermination),
        [FactKind.Expedite] = nameof(ClockActivities.ExpediteReview),
        [FactKind.DeadlinesChanged] = nameof(ClockActivities.ChangeDeadlines),
        [FactKind.AmendmentDecision] = nameof(AmendmentActivity.ApplyAmendment),
        [FactKind.Recusal] = nameof(ReviewerChangeActivity.TakeBackReviewer),
        [FactKind.Reassignment] = nameof(ReviewerChangeActivity.TakeBackReviewer),
        [FactKind.InformationRequest] = nameof(InformationActivities.AskParties),
        [FactKind.InformationAnswer] = nameof(InformationActivities.TakeInformation),
        [FactKind.DecideWithout] = nameof(InformationActivities.TakeInformation),
        [FactKind.LiabilityResolved] = nameof(LiabilityActivity.ResolveLiability),
        [FactKind.Merge] = nameof(MergeActivity.MergeCase),
    };

    /// <summary>
    /// Waits for one of the kinds, for this attempt. Reminders and overdue limits are noted in the timeline and waiting goes on; what may be said at any time
    /// is taken up at once. A withdrawal ends the review; what nobody waits for is acknowledged. Null: the review ended, or goes on elsewhere
    /// (<see cref="Left"/>).
    /// </summary>
    private Task<Arrival?> WaitAsync(IReadOnlyList<WaitLimit> limits, int attempt, params FactKind[] kinds) => WaitAsync(null, limits, attempt, kinds);

    /// <inheritdoc cref="WaitAsync(IReadOnlyList{WaitLimit}, int, FactKind[])"/>
    /// <param name="anewAt">The stage that a long review begins anew instead of waiting on; null where that would do something twice.</param>
    private async Task<Arrival?> WaitAsync(ReviewStage? anewAt, IReadOnlyList<WaitLimit> limits, int attempt, params FactKind[] kinds)
    {
        _context.SetCustomStatus(new ReviewStatus(1, _stage, _seq, string.Join(' ', kinds)));
        // Each is noted once, also when it passed outside of a wait: in a long step, at "needs attention".
        var ahead = limits.Where(l => l.Ends || !_noted.Contains(l)).ToList();
        var passed = 0;
        while (true)
        {
            if (anewAt is { } stage && IsTimeToStartAnew)
            {
                await StartAnewAsync(stage);
                return null;
            }

            var arrival = await _mail.NextAsync(_ => true, ahead, passed);
            ChangeResult? change = null;
            if (arrival.Passed is { } limit)
            {
                passed++;
                if (limit.Ends)
                    return arrival;
                _noted.Add(limit);
                if (!InformationActivities.IsDue(limit))
                {
                    await NoteAsync(limit.Code);
                    continue;
                }

                change = await StepAsync<ChangeResult>(nameof(InformationActivities.TakeInformation), detail: limit.Code);
            }
            else
            {
                var fact = arrival.Fact!;
                _consumed.Add(fact.FactId);
                if (fact.Kind == FactKind.Withdrawal)
                {
                    _end = CaseEnd.Withdrawn;
                    return null;
                }

                if (kinds.Contains(fact.Kind) && (fact.Kind is FactKind.Document or FactKind.Application or FactKind.AdFinding or FactKind.SeveralReviewers || fact.Attempt == attempt))
                    return arrival;
                if (!s_changes.TryGetValue(fact.Kind, out var activity))
                {
                    await AcknowledgeAsync(fact);
                    continue;
                }

                change = await StepAsync<ChangeResult>(activity, fact);
            }

            if (!Take(change))
                return null;
            if (change!.Clocks is not { } clocks)
                continue;
            ahead = [.. Renewed(limits, ahead.Skip(passed), clocks).Where(l => l.Ends || !_noted.Contains(l))];
            passed = 0;
        }
    }

    /// <summary>What something that was said did to the review. False: it ended, or goes on elsewhere.</summary>
    private bool Take(ChangeResult? change)
    {
        if (change is null)
            return false;
        _end = change.End ?? _end;
        _goTo = change.GoTo;
        // Also when it goes on elsewhere: the waits there watch the clocks as they are now.
        TakeClocks(change.Clocks ?? []);
        return _end is null && _goTo is null;
    }

    /// <summary>
    /// Takes up what was said while the case stood at "needs attention", before a step that no wait precedes: an authorization or an amendment may be what
    /// lets the step succeed. False: the review ended, or goes on elsewhere.
    /// </summary>
    private async Task<bool> TakeHeldAsync()
    {
        while (_mail.TryTake(f => f.Kind is FactKind.Withdrawal or FactKind.Application or FactKind.Amendment || s_changes.ContainsKey(f.Kind)) is { } fact)
        {
            _consumed.Add(fact.FactId);
            if (fact.Kind == FactKind.Withdrawal)
            {
                _end = CaseEnd.Withdrawn;
                return false;
            }

            if (!s_changes.TryGetValue(fact.Kind, out var activity))
                await AcknowledgeAsync(fact);
            else if (!Take(await StepAsync<ChangeResult>(activity, fact)))
                return false;
        }

        return true;
    }

    /// <summary>The determination's clock runs through several waits.</summary>
    private void TakeClocks(IReadOnlyList<ClockLimits> clocks)
    {
        if (clocks.FirstOrDefault(c => c.Family == Clocks.Determination) is { } determination)
            _determinationLimits = determination.Limits;
        if (clocks.FirstOrDefault(c => c.Family == Clocks.Information) is { } information)
            _informationLimits = information.Limits;
        if (clocks.FirstOrDefault(c => c.Family == Clocks.EligibilityInformation) is { } question)
            _questionLimits = question.Limits;
    }

    /// <summary>A wait that watches a clock watches the new one; a question's clock begins within the reviewer's wait.</summary>
    /// <param name="limits">What the wait began with: a clock that was overdue already is watched anew.</param>
    private static IEnumerable<WaitLimit> Renewed(IReadOnlyList<WaitLimit> limits, IEnumerable<WaitLimit> ahead, IReadOnlyList<ClockLimits> clocks)
    {
        var watched = clocks.Where(c => c.Family is Clocks.Information or Clocks.EligibilityInformation || limits.Any(l => Clocks.FamilyOf(l) == c.Family)).ToList();
        return ahead.Where(l => watched.TrueForAll(c => c.Family != Clocks.FamilyOf(l))).Concat(watched.SelectMany(c => c.Limits)).OrderBy(l => l.At);
    }
}
