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
    private List<int> _openParts = [];
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
            int? part = _openParts.Count > 0 ? _openParts[0] : null;
            var offer = await StepAsync<OfferResult>(nameof(MatchingActivities.OfferCase), attempt: attempt, detail: string.Join(',', _excluded), part: part);
            if (offer is null)
                return Left();
            if (offer.Parts is not null)
            {
                if (offer.Limits.Count > 0)
                    _determinationLimits = offer.Limits;
                if (!await ApprovePartsAsync(attempt))
                    return Left();
                continue;
            }

            if (offer.ReviewerId is null)
            {
                var action = await AskOperatorAsync(_seq, nameof(MatchingActivities.OfferCase), "NoReviewer", "", canSkip: false);
                if (_end is null && action == OperatorAction.Cancel)
                    _end = CaseEnd.Cancelled;
                if (_end is not null || _goTo is not null || !await TakeHeldAsync())
                    return Left();
                continue;
            }

            var arrival = await WaitAsync(offer.Limits, attempt, FactKind.OfferAnswer);
            if (arrival is null)
                return Left();
            var answer = await StepAsync<AnswerResult>(nameof(MatchingActivities.TakeAnswer), arrival.Fact, attempt, detail: offer.ReviewerId, part: part);
            if (answer is null)
                return Left();
            if (!answer.Accepted)
            {
                _excluded.Add(offer.ReviewerId);
                continue;
            }

            _determinationLimits = answer.Limits;
            if (part is { } found)
                _openParts.Remove(found);
            if (_openParts.Count > 0)
                continue;
            // A draft for the reviewer: the review can go on without it, so it can be skipped. It does not depend on who reviews.
            if (!_evaluated)
                await StepAsync<StepResult>(nameof(EvaluationActivities.EvaluateGuidelines), canSkip: true);
            _evaluated = true;
            return _end is null && _goTo is null ? ReviewStage.ClinicalReview : Left();
        }
    }

    /// <summary>
    /// No one reviewer suits all items: the Administrative Director approves several (8 CCR 9792.10.6(c)), or an operator is asked. False: the review ended or
    /// goes on elsewhere.
    /// </summary>
    private async Task<bool> ApprovePartsAsync(int attempt)
    {
        var arrival = await WaitAsync(_determinationLimits, attempt, FactKind.SeveralReviewers);
        if (arrival is null || await StepAsync<PartsResult>(nameof(MatchingActivities.DecideParts), arrival.Fact, attempt) is not { } decided)
            return false;
        _openParts = [.. decided.Open];
        _parts = [.. decided.Open];
        if (_openParts.Count > 0)
            return true;
        var action = await AskOperatorAsync(_seq, nameof(MatchingActivities.DecideParts), "NoReviewer", "", canSkip: false);
        if (_end is null && action == OperatorAction.Cancel)
            _end = CaseEnd.Cancelled;
        return _end is null && _goTo is null && await TakeHeldAsync();
    }
}
