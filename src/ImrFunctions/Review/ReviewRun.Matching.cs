using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Evaluation;
using ImrFunctions.Matching;

namespace ImrFunctions.Review;

internal sealed partial class ReviewRun
{
    private IReadOnlyList<WaitLimit> _determinationLimits = [];

    /// <summary>
    /// Offers the case to one reviewer after the other until one accepts and attests that no conflict exists. A declined or unanswered offer excludes that
    /// reviewer. When nobody qualifies, an operator is asked.
    /// </summary>
    public async Task<bool> FindReviewerAsync()
    {
        var excluded = new List<string>();
        for (var attempt = 1; ; attempt++)
        {
            var offer = await StepAsync<OfferResult>(nameof(MatchingActivities.OfferCase), attempt: attempt, detail: string.Join(',', excluded));
            if (offer is null)
                return false;
            if (offer.ReviewerId is null)
            {
                var action = await AskOperatorAsync(_seq, nameof(MatchingActivities.OfferCase), "NoReviewer", "", canSkip: false);
                if (_end is null && action == OperatorAction.Cancel)
                    _end = CaseEnd.Cancelled;
                if (_end is not null)
                    return false;
                continue;
            }

            var arrival = await WaitAsync(offer.Limits, attempt, FactKind.OfferAnswer);
            if (arrival is null)
                return false;
            var answer = await StepAsync<AnswerResult>(nameof(MatchingActivities.TakeAnswer), arrival.Fact, attempt, detail: offer.ReviewerId);
            if (answer is null)
                return false;
            if (!answer.Accepted)
            {
                excluded.Add(offer.ReviewerId);
                continue;
            }

            _determinationLimits = answer.Limits;
            // A draft for the reviewer: the review can go on without it, so it can be skipped.
            await StepAsync<StepResult>(nameof(EvaluationActivities.EvaluateGuidelines), canSkip: true);
            return _end is null;
        }
    }
}
