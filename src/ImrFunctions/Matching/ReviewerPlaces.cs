using Imr.Core.Cases;

namespace ImrFunctions.Matching;

/// <summary>The places on the panel that a review holds.</summary>
public sealed class ReviewerPlaces(ReviewerPanel panel, AssignmentStore assignments)
{
    /// <summary>Gives all of them back; safe to repeat.</summary>
    /// <param name="state">What stands in the reviewers' lists from now on.</param>
    /// <param name="only">Whose places; null: everybody's.</param>
    public async Task GiveBackAsync(ReviewKey review, AssignmentState state, CancellationToken cancellation, IReadOnlyCollection<string>? only = null)
    {
        foreach (var (reviewerId, attempt, member) in (await panel.HoldersAsync(review, cancellation)).Where(h => only is null || only.Contains(h.ReviewerId)))
        {
            // The place last: it is what a repeat after a crash finds the assignment by.
            await assignments.MoveAsync(reviewerId, review, attempt, state, cancellation);
            await panel.ReleaseAsync(member, Assignment.KeyOf(review, attempt), cancellation);
        }
    }
}
