using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Determination;
using ImrFunctions.Letters;

namespace ImrFunctions.Review;

internal sealed partial class ReviewRun
{
    private IReadOnlyList<WaitLimit> _informationLimits = [];
    private IReadOnlyList<int> _parts = [];
    private int _attempt;

    /// <summary>
    /// The reviewer's provisional outcome and determination, quality checks, release by a second person, letter. What fails a check, what the second person
    /// gives back, and what changed between signature and release, goes back to the reviewer as the next attempt.
    /// </summary>
    private async Task<ReviewStage?> DetermineAsync()
    {
        // By group of items; a review by one reviewer has the one group 0.
        var signed = new SortedDictionary<int, FactRef>();
        while (true)
        {
            // A reviewer who starts anew, too: what was signed before counts no more.
            var attempt = ++_attempt;
            while (signed.Count < Math.Max(1, _parts.Count))
            {
                // What one reviewer has signed is not carried on.
                ReviewStage? anewAt = signed.Count == 0 ? ReviewStage.ClinicalReview : null;
                var arrival = await WaitAsync(anewAt, [.. _determinationLimits.Concat(_informationLimits).OrderBy(l => l.At)], attempt, FactKind.Determination);
                if (arrival is null)
                    return Left();
                signed[arrival.Fact!.Part ?? 0] = arrival.Fact;
            }

            var quality = await StepAsync<QualityResult>(nameof(QualityActivities.CheckQuality), signed.Values.First(), attempt, facts: _parts.Count > 0 ? [.. signed.Values] : null);
            if (quality is null)
                return Left();
            if (!quality.MayBeReleased)
            {
                foreach (var part in quality.Returned ?? [.. signed.Keys])
                    signed.Remove(part);
                continue;
            }

            IssueResult? issued;
            do
            {
                // The determination's clock runs on until the letter is out.
                List<WaitLimit> limits = [.. quality.Limits.Concat(_determinationLimits).OrderBy(l => l.At)];
                var released = await WaitAsync(limits, attempt, FactKind.Release, FactKind.ReleaseReturn, FactKind.Document);
                if (released is null)
                    return Left();
                issued = await StepAsync<IssueResult>(nameof(LetterActivities.IssueLetter), released.Fact, attempt);
                if (issued is null)
                    return Left();
            }
            while (issued.Outcome == IssueOutcome.StillWaiting);

            if (issued.Problem is { } problem && await AskOperatorAsync(_seq, nameof(LetterActivities.IssueLetter), problem, "", canSkip: false) == OperatorAction.Cancel)
                _end ??= CaseEnd.Cancelled;
            if (_end is not null || _goTo is not null)
                return Left();
            if (issued.Outcome != IssueOutcome.Issued)
            {
                // The records or the letter changed: every signature names them.
                signed.Clear();
                continue;
            }

            _end = CaseEnd.Issued;
            return null;
        }
    }
}
