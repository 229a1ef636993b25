using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Evaluation;
using ImrFunctions.Matching;

namespace ImrFunctions.Review;

internal sealed partial class ReviewRun
{
    private readonly List<string> _excluded = [];
    private IReadOnlyList<WaitLimit> _determinationLimits = [];
    private int _offers;
    private bool _evaluated;

    /// <summary>
    /// Offers the case to one reviewer after the other until one accepts and attests that no conflict exists. A declined or unanswered offer excludes that
    /// reviewer. When nobody qualifies, an operator is asked.
    /// </summary>
    private async Task<ReviewStage?> FindReviewerAsync()
    {
        while (true)
        {
            var attempt = ++_offers;
            var offer = await StepAsync<OfferResult>(nameof(MatchingActivities.OfferCase), attempt: attempt, detail: string.Join(',', _excluded));
            if (offer is null)
                return Left();
            if (offer.ReviewerId is null)
            {
                var action = await AskOperatorAsync(_seq, nameof(MatchingActivities.OfferCase), "NoReviewer", "", canSkip: false);
                if (_end is null && action == OperatorAction.Cancel)
                    _end = CaseEnd.Cancelled;
                if (_end is not null)
                    return null;
                continue;
            }

            var arrival = await WaitAsync(offer.Limits, attempt, FactKind.OfferAnswer);
            if (arrival is null)
                return Left();
            var answer = await StepAsync<AnswerResult>(nameof(MatchingActivities.TakeAnswer), arrival.Fact, attempt, detail: offer.ReviewerId);
            if (answer is null)
                return Left();
            if (!answer.Accepted)
            {
                _excluded.Add(offer.ReviewerId);
                continue;
            }

            _determinationLimits = answer.Limits;
            // A draft for the reviewer: the review can go on without it, so it can be skipped. It does not depend on who reviews.
            if (!_evaluated)
                await StepAsync<StepResult>(nameof(EvaluationActivities.EvaluateGuidelines), canSkip: true);
            _evaluated = true;
            return _end is null ? ReviewStage.ClinicalReview : null;
        }
    }
}
