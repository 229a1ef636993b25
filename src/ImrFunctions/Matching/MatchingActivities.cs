using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Matching;
using Imr.Core.Reviewers;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;
using ImrFunctions.Review;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Matching;

/// <summary>Finding an expert reviewer: match, offer, answer (8 CCR 9792.10.6(b)(1); LC 139.5(d)).</summary>
public sealed class MatchingActivities(
    StepContext step, CaseRegister register, ReviewerPanel panel, AssignmentStore assignments, CaseStorage storage, IOptions<ReviewOptions> options)
{
    /// <summary>Matches and offers the case to the best reviewer who has a place.</summary>
    [Function(nameof(OfferCase))]
    public async Task<OfferResult> OfferCase([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var application = await step.InReviewAsync(input, cancellation);
        var treatments = CaseTreatments.Of(application);
        var key = Assignment.KeyOf(input.Review, input.Attempt);
        var chosen = await ReserveAsync(input, application, treatments, key, cancellation);
        if (chosen is null)
        {
            var none = step.Change(input, ReviewStage.ReviewerAssignment).WithNote("NoReviewer");
            return await register.AdvanceAsync(none, input.Entry, input.Tag, new OfferResult("", ReviewStage.ReviewerAssignment, null, []), cancellation);
        }

        var now = step.Now;
        var hours = application.Priority == Priority.Expedited ? options.Value.OfferHoursExpedited : options.Value.OfferHours;
        var offer = new OfferState(OfferState.CurrentSchemaVersion, $"{input.Review}-o{input.Attempt}", input.Attempt, chosen, now, now.AddHours(hours));
        await assignments.OfferAsync(
            new Assignment(Assignment.CurrentSchemaVersion, offer.OfferId, input.Review, input.Attempt, chosen, offer.OfferedAt, offer.AnswerBy, [.. treatments.Select(CaseTreatments.Describe)]),
            cancellation);
        var change = step.Change(input, ReviewStage.ReviewerAssignment).Offer(offer);
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new OfferResult("", ReviewStage.ReviewerAssignment, chosen, [new WaitLimit("Silent:Offer", offer.AnswerBy, Ends: true)]), cancellation);
    }

    /// <summary>Takes the reviewer's answer; without a fact the offer was not answered in time. Detail: the reviewer.</summary>
    [Function(nameof(TakeAnswer))]
    public async Task<AnswerResult> TakeAnswer([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        var reviewerId = input.Detail ?? throw new InvalidOperationException("The step must name the reviewer.");
        var answer = input.Fact is null ? null : (await step.FactAsync(input, cancellation)).Read<OfferAnswer>();
        if (answer is not { Accepted: true, NoConflictAttested: true } || answer.ReviewerId != reviewerId || await panel.TryGetAsync(reviewerId, cancellation) is not { } member)
        {
            await assignments.MoveAsync(reviewerId, input.Review, input.Attempt, answer is null ? AssignmentState.Silent : AssignmentState.Declined, cancellation);
            await panel.ReleaseAsync(reviewerId, Assignment.KeyOf(input.Review, input.Attempt), cancellation);
            var declined = step.Change(input, ReviewStage.ReviewerAssignment).WithNote(answer is null ? "OfferUnanswered" : "OfferDeclined").Offer(null);
            return await register.AdvanceAsync(declined, input.Entry, input.Tag, new AnswerResult("", ReviewStage.ReviewerAssignment, false, []), cancellation);
        }

        // What was true of the reviewer on the day: apart from letters, never served to a party.
        var today = PacificTime.LegalDay(step.Now);
        await storage.ReviewerSnapshots.CreateJsonAsync($"{input.Review.CaseNumber}/r{input.Review.Round}/a{input.Attempt}.json", member.Reviewer, cancellation);
        await assignments.MoveAsync(reviewerId, input.Review, input.Attempt, AssignmentState.Accepted, cancellation);
        var change = step.Change(input, ReviewStage.ClinicalReview).Assign(reviewerId, today).Offer(null);
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new AnswerResult("", ReviewStage.ClinicalReview, true, Clocks.Watch(Clocks.DeterminationDeadline(record))), cancellation);
    }

    /// <summary>Detail: reviewers who declined or did not answer in this round.</summary>
    private async Task<string?> ReserveAsync(
        StepInput input, ImrApplication application, IReadOnlyList<Treatment> treatments, string key, CancellationToken cancellation)
    {
        var excluded = (input.Detail ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        while (true)
        {
            var members = await panel.AllAsync(cancellation);
            // A repeat after a crash: this attempt holds its place already.
            if (members.FirstOrDefault(m => m.Open.Contains(key)) is { } holder)
                return holder.Reviewer.Id;
            var (ids, unidentified) = PartyIdentifiers.Of(application);
            var request = new MatchRequest(input.Review, input.Attempt, PacificTime.LegalDay(step.Now), treatments, ids, unidentified, excluded) { PartyRules = PartyIdentifiers.RulesOf(application) };
            var open = members.ToDictionary(m => m.Reviewer.Id, m => m.Open.Count, StringComparer.Ordinal);
            var match = ReviewerMatcher.Match(request, [.. members.Select(m => m.Reviewer)], open);
            if (match.Chosen is null)
                return null;
            if (await panel.TryReserveAsync(members.First(m => m.Reviewer.Id == match.Chosen), key, cancellation))
                return match.Chosen;
        }
    }
}
