using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;
using ImrFunctions.Matching;

namespace ImrFunctions.Review.Changes;

/// <summary>The claims administrator authorizes what is disputed (8 CCR 9792.10.6(a)): the items leave the review; without any left it is terminated.</summary>
public sealed class AuthorizationActivity(StepContext step, CaseRegister register, ReviewerPlaces places)
{
    [Function(nameof(ApplyAuthorization))]
    public async Task<ChangeResult> ApplyAuthorization([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        if (await register.RepeatedAsync<ChangeResult>(input.Review, input.Seq, input.From, cancellation) is { } repeated)
            return repeated;
        var fact = await step.FactAsync(input, cancellation);
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        var application = await step.InReviewAsync(input, cancellation);
        var authorized = fact.Read<Authorization>().ItemIds.Intersect(application.DisputedItems.Select(i => i.Id), StringComparer.Ordinal).ToList();
        var closed = record.Closing(authorized, ItemEnd.Authorized, PacificTime.LegalDay(fact.At));
        var none = application.DisputedItems.All(i => authorized.Contains(i.Id));
        // A group without items needs no reviewer and no determination.
        List<ReviewPart> parts = [.. record.Parts.Where(p => p.ItemIds.Any(id => closed.All(c => c.ItemId != id)))];
        // What was signed covers items that are not in dispute any more: it must be signed again.
        var returned = !none && authorized.Count > 0
            && (input.From == ReviewStage.AwaitingRelease || (input.From == ReviewStage.ClinicalReview && parts.Count < record.Parts.Count));
        var unneeded = !none && input.From == ReviewStage.ReviewerAssignment && record.PartsApproved && Offered(record) is { } offered && parts.TrueForAll(p => p.Number != offered.Number);
        var begins = unneeded && parts.TrueForAll(p => p.ReviewerId is not null);
        var stage = returned || begins ? ReviewStage.ClinicalReview : input.From;
        var change = step.Change(input, stage).WithNote(none ? "AllAuthorized" : authorized.Count > 0 ? "ItemsAuthorized" : "NothingAuthorized").CloseItems(closed);
        if (authorized.Count > 0 && !none)
            change.Send(new OutgoingMessage("ItemsAuthorized", EligibilityActivities.Parties(application), input.Fact!.FactId));
        if (returned)
            change.Draft(null).AwaitDetermination(record.DeterminationAttempt + 1);
        if (unneeded)
            change.Offer(null);
        if (unneeded && record.Offer is { } offer)
            await places.GiveBackAsync(input.Review, AssignmentState.TakenBack, cancellation, [offer.ReviewerId]);
        if (record.Parts.Count > 0)
            change.SetParts([.. parts.Select(p => returned ? p with { SignedFact = null } : p)]);
        var result = new ChangeResult("", stage)
        {
            ClosedItems = [.. closed.Select(c => c.ItemId)],
            End = none ? CaseEnd.Terminated : null,
            GoTo = returned || unneeded ? stage : null,
            Parts = record.Parts.Count > 0 ? [.. parts.Select(p => p.Number)] : null,
        };
        return await register.AdvanceAsync(change, input.Entry, input.Tag, result, cancellation);
    }

    /// <summary>The group that is offered now: the first one without a reviewer. Without its items nobody is needed for it.</summary>
    private static ReviewPart? Offered(CaseRecord record) => record.Parts.FirstOrDefault(p => p.ReviewerId is null);
}
