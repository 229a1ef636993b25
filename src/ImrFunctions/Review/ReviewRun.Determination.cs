using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Determination;
using ImrFunctions.Letters;

namespace ImrFunctions.Review;

internal sealed partial class ReviewRun
{
    /// <summary>
    /// The reviewer's provisional outcome and determination, quality checks, release by a second person, letter. What fails a check, and what changed between
    /// signature and release, goes back to the reviewer as the next attempt.
    /// </summary>
    public async Task<bool> DetermineAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var arrival = await WaitAsync(_determinationLimits, attempt, FactKind.Determination);
            if (arrival is null)
                return false;
            var quality = await StepAsync<QualityResult>(nameof(QualityActivities.CheckQuality), arrival.Fact, attempt);
            if (quality is null)
                return false;
            if (!quality.MayBeReleased)
                continue;
            // The determination's clock runs on until the letter is out.
            List<WaitLimit> limits = [.. quality.Limits.Concat(_determinationLimits).OrderBy(l => l.At)];
            IssueResult? issued;
            do
            {
                var released = await WaitAsync(limits, attempt, FactKind.Release, FactKind.Document);
                if (released is null)
                    return false;
                issued = await StepAsync<IssueResult>(nameof(LetterActivities.IssueLetter), released.Fact, attempt);
                if (issued is null)
                    return false;
            }
            while (issued.Outcome == IssueOutcome.StillWaiting);

            if (issued.Problem is { } problem && await AskOperatorAsync(_seq, nameof(LetterActivities.IssueLetter), problem, "", canSkip: false) == OperatorAction.Cancel)
                _end ??= CaseEnd.Cancelled;
            if (_end is not null)
                return false;
            if (issued.Outcome != IssueOutcome.Issued)
                continue;
            _end = CaseEnd.Issued;
            return true;
        }
    }
}
