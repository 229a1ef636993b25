using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using Imr.Core.Matching;
using Imr.Core.Reviewers;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;
using ImrFunctions.Intake.Duplicates;
using ImrFunctions.Review;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Matching;

/// <summary>Finding an expert reviewer: match, offer, answer (8 CCR 9792.10.6(b)(1); LC 139.5(d)).</summary>
public sealed class MatchingActivities(
    StepContext step, CaseRegister register, ReviewerPanel panel, AssignmentStore assignments, CaseStorage storage, ConsolidationDesk consolidations, IOptions<ReviewOptions> options)
{
    /// <summary>Matches and offers the case to the best reviewer who has a place.</summary>
    [Function(nameof(OfferCase))]
    public async Task<OfferResult> OfferCase([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var whole = await step.InReviewAsync(input, cancellation);
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        var application = whole.OfPart(input.Part is null ? null : record.Parts.First(p => p.Number == input.Part));
        // Its own clock runs while somebody is asked: it is watched, and noted once.
        var overdue = Clocks.Watch(Clocks.DeterminationDeadline(record));
        var treatments = CaseTreatments.Of(application);
        var key = Assignment.KeyOf(input.Review, input.Attempt);
        var joined = await consolidations.ReviewerOfGroupAsync(record, cancellation);
        var chosen = await ReserveAsync(input, application, treatments, key, input.Part is null ? [] : [.. record.Reviewers], joined, cancellation);
        if (chosen is null && input.Part is null && await GroupsAsync(input, whole, cancellation) is { Count: > 1 } groups)
        {
            // More than one reviewer needs the Administrative Director's written approval (9792.10.6(c)).
            var proposed = step.Change(input, ReviewStage.ReviewerAssignment).WithNote("SeveralReviewersProposed").ProposeParts(groups);
            return await register.AdvanceAsync(proposed, input.Entry, input.Tag, new OfferResult("", ReviewStage.ReviewerAssignment, null, overdue) { Parts = groups.Count }, cancellation);
        }

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
        List<WaitLimit> limits = [.. overdue.Append(new WaitLimit("Silent:Offer", offer.AnswerBy, Ends: true)).OrderBy(l => l.At)];
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new OfferResult("", ReviewStage.ReviewerAssignment, chosen, limits), cancellation);
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
        List<ReviewPart> parts = [.. record.Parts.Select(p => p.Number == input.Part ? p with { ReviewerId = reviewerId, AssignedOn = today, SignedFact = null } : p)];
        // The review begins when every group of items has its reviewer.
        var stage = parts.TrueForAll(p => p.ReviewerId is not null) ? ReviewStage.ClinicalReview : ReviewStage.ReviewerAssignment;
        var change = step.Change(input, stage).Offer(null);
        if (input.Part is null)
            change.Assign(reviewerId, today);
        else
            change.SetParts(parts);
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new AnswerResult("", stage, true, Clocks.Watch(Clocks.DeterminationDeadline(record))), cancellation);
    }

    /// <summary>The Administrative Director approved or refused several reviewers.</summary>
    [Function(nameof(DecideParts))]
    public async Task<PartsResult> DecideParts([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var decision = (await step.FactAsync(input, cancellation)).Read<SeveralReviewersDecision>();
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        var change = step.Change(input, ReviewStage.ReviewerAssignment).WithNote(decision.Approved ? "SeveralReviewersApproved" : "SeveralReviewersRefused").ApproveParts(decision.Approved);
        if (!decision.Approved)
            change.SetParts([]);
        var result = new PartsResult("", ReviewStage.ReviewerAssignment, decision.Approved ? [.. record.Parts.Select(p => p.Number)] : []);
        return await register.AdvanceAsync(change, input.Entry, input.Tag, result, cancellation);
    }

    /// <summary>Groups of items that each have somebody; none when one reviewer could have them all and only has no place.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<string>>> GroupsAsync(StepInput input, ImrApplication application, CancellationToken cancellation)
    {
        if (application.DisputedItems.Count < 2)
            return [];
        var members = await panel.AllAsync(cancellation);
        var open = members.ToDictionary(m => m.Reviewer.Id, m => m.Open.Count, StringComparer.Ordinal);
        var request = Request(input, application, CaseTreatments.Of(application), (input.Detail ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries));
        return ReviewerGroups.Propose(request, [.. application.DisputedItems.Select(i => (i.Id, CaseTreatments.Of(i)))], [.. members.Select(m => m.Reviewer)], open);
    }

    private MatchRequest Request(StepInput input, ImrApplication application, IReadOnlyList<Treatment> treatments, IReadOnlyList<string> excluded)
    {
        var (ids, unidentified) = PartyIdentifiers.Of(application);
        return new MatchRequest(input.Review, input.Attempt, PacificTime.LegalDay(step.Now), treatments, ids, unidentified, excluded) { PartyRules = PartyIdentifiers.RulesOf(application) };
    }

    /// <summary>Detail: reviewers who declined or did not answer in this round.</summary>
    /// <param name="joined">Who has a case that is decided together with this one: asked before all others, if she may have it.</param>
    private async Task<string?> ReserveAsync(
        StepInput input, ImrApplication application, IReadOnlyList<Treatment> treatments, string key, IReadOnlyList<string> ofOtherParts, string? joined, CancellationToken cancellation)
    {
        string[] excluded = [.. (input.Detail ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries), .. ofOtherParts];
        while (true)
        {
            var members = await panel.AllAsync(cancellation);
            // A repeat after a crash: this attempt holds its place already.
            if (members.FirstOrDefault(m => m.Open.Contains(key)) is { } holder)
                return holder.Reviewer.Id;
            var request = Request(input, application, treatments, excluded);
            var open = members.ToDictionary(m => m.Reviewer.Id, m => m.Open.Count, StringComparer.Ordinal);
            var match = ReviewerMatcher.Match(request, [.. members.Select(m => m.Reviewer).Where(r => r.Id == joined)], open);
            if (match.Chosen is null)
                match = ReviewerMatcher.Match(request, [.. members.Select(m => m.Reviewer)], open);
            if (match.Chosen is null)
                return null;
            if (await panel.TryReserveAsync(members.First(m => m.Reviewer.Id == match.Chosen), key, cancellation))
                return match.Chosen;
        }
    }
}
