using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Core.Matching;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;
using ImrFunctions.Matching;

namespace ImrFunctions.Review.Changes;

/// <summary>
/// A person decided on an amended application. Taken, everything that hangs on it follows: eligibility is screened anew, running clocks are counted anew, the
/// reviewer is held against the parties and treatments again, and what was signed goes back.
/// </summary>
public sealed class AmendmentActivity(StepContext step, CaseRegister register, CaseSnapshots snapshots, CaseIndex index, ReviewerPanel panel, ReviewerPlaces places)
{
    [Function(nameof(ApplyAmendment))]
    public async Task<ChangeResult> ApplyAmendment([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var fact = await step.FactAsync(input, cancellation);
        var decision = fact.Read<AmendmentDecision>();
        var snapshot = await snapshots.GetAsync(input.Review.CaseNumber, cancellation);
        var record = snapshot.Record;
        if (record.PendingAmendment is not { } pending || pending != decision.Amendment)
        {
            var unchanged = await step.UnchangedAsync(input, cancellation);
            return new ChangeResult(unchanged.Tag, unchanged.Stage);
        }

        if (!decision.Accepted)
            return await register.AdvanceAsync(step.Change(input, input.From).WithNote("AmendmentRefused").SettleAmendment(), input.Entry, input.Tag, new ChangeResult("", input.From), cancellation);

        var before = await step.ApplicationAsync(input.Review.CaseNumber, input.Application, cancellation);
        var after = await step.ApplicationAsync(input.Review.CaseNumber, pending, cancellation);
        var amended = new AppliedAmendment(AppliedAmendment.CurrentSchemaVersion, fact.By, decision.Reason, fact.At, input.Application, pending, ApplicationChanges.Between(before, after));
        var entry = input.Entry with
        {
            OrganizationId = after.ClaimsAdministrator.OrganizationId,
            Priority = record.Priority == Priority.Expedited ? Priority.Expedited : after.Priority,
        };
        var (stage, change, result) = Follow(input with { Entry = entry }, snapshot, after, await ConflictAsync(record, after, entry, cancellation));
        change.SettleAmendment().ReceiveApplication(pending).Belong(entry.OrganizationId).Prioritize(entry.Priority)
            .WithRow(AmendmentStore.ToRow(input.Review, input.Seq, amended))
            .Send(new OutgoingMessage("Amended", EligibilityActivities.Parties(after), input.Fact!.FactId));
        foreach (var item in after.DisputedItems)
            change.WithRow(CaseRegister.ItemRow(input.Review, item));
        if (stage is ReviewStage.EligibilityReview or ReviewStage.ReviewerAssignment && (record.Reviewers.Any() || record.Offer is not null))
            await places.GiveBackAsync(input.Review, AssignmentState.TakenBack, cancellation);
        var applied = await register.AdvanceAsync(change, entry, input.Tag, result with { Application = pending, Entry = entry }, cancellation);
        // The row in the other organization's list would show it a case that is not its own.
        if (record.OrganizationId != entry.OrganizationId)
            await index.DeleteAsync(CaseIndex.OrganizationPartition(record.OrganizationId), IndexEntry.Of(record), cancellation);
        return applied;
    }

    /// <summary>Where the amended case stands, and what changes with it.</summary>
    private (ReviewStage Stage, CaseChange Change, ChangeResult Result) Follow(StepInput input, CaseSnapshot snapshot, ImrApplication after, bool conflict)
    {
        var record = snapshot.Record;
        var attached = snapshot.Documents.Any(d => d.Kind == DocumentKind.UrDecision);
        var proposal = EligibilityScreening.Screen(after, record.FirstArrival, attached, StepContext.Rules(after), step.Calendar);
        var stage = proposal.Outcome != EligibilityOutcome.Eligible ? ReviewStage.EligibilityReview
            : conflict ? ReviewStage.ReviewerAssignment
            : input.From == ReviewStage.AwaitingRelease ? ReviewStage.ClinicalReview
            : input.From;
        var change = step.Change(input, stage).WithNote(stage == input.From ? "Amended" : "Amended:" + stage).Propose(proposal);
        if (stage == ReviewStage.EligibilityReview)
            change.ClearEligibility();
        if (stage is ReviewStage.EligibilityReview or ReviewStage.ReviewerAssignment)
            change.TakeOff(record);
        else if (stage != input.From)
            change.Draft(null).AwaitDetermination(record.DeterminationAttempt + 1);
        var clocks = CountAnew(record, InReview.Of(after, input.Entry.Priority, record.ClosedItemIds), change);
        return (stage, change, new ChangeResult("", stage) { GoTo = stage == input.From ? null : stage, Clocks = clocks, OpenParts = Reopened(stage, record) });
    }

    /// <summary>Running clocks by the rules of the amended UR decision, from the event that started each.</summary>
    private List<ClockLimits> CountAnew(CaseRecord record, ImrApplication after, CaseChange change)
    {
        var law = step.Deadlines(after);
        var clocks = new List<ClockLimits>();
        if (Clocks.DeterminationDeadline(record) is { } determination && RecordsActivities.DeterminationRule(after) is var rule)
        {
            var due = law.Compute(rule, determination.StartedAt);
            if (record.ExtensionDays > 0)
                due = law.Extend(due, record.ExtensionDays);
            if (rule != determination.RuleId)
                change.Drop(determination.RuleId);
            change.Start(due);
            clocks.Add(new ClockLimits(Clocks.Determination, Clocks.Watch(due)));
        }
        else if (record.Deadlines.FirstOrDefault(d => d.MetAt is null && d.Deadline.RuleId.StartsWith(Clocks.Records, StringComparison.Ordinal))?.Deadline is { } records)
        {
            var due = law.Compute(after.Priority == Priority.Expedited ? DeadlineIds.RecordsExpedited : records.RuleId, records.StartedAt);
            if (due.RuleId != records.RuleId)
                change.Drop(records.RuleId);
            change.Start(due);
            clocks.Add(new ClockLimits(Clocks.Records, Clocks.Until(due)));
        }

        return clocks;
    }

    /// <summary>Without reviewers, every group needs one again.</summary>
    private static List<int>? Reopened(ReviewStage stage, CaseRecord record)
        => record.Parts.Count > 0 && stage is ReviewStage.EligibilityReview or ReviewStage.ReviewerAssignment ? [.. record.Parts.Select(p => p.Number)] : null;

    /// <summary>Whether somebody who has the case or an offer may not have it any more: a conflict with a party, or a treatment out of scope.</summary>
    private async Task<bool> ConflictAsync(CaseRecord record, ImrApplication after, IndexEntry entry, CancellationToken cancellation)
    {
        var (ids, unidentified) = PartyIdentifiers.Of(after);
        foreach (var reviewerId in record.Reviewers.Append(record.Offer?.ReviewerId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var hers = InReview.Of(after, entry.Priority, record.ClosedItemIds).OfPart(record.PartOf(reviewerId));
            var request = new MatchRequest(record.Review, 1, PacificTime.LegalDay(step.Now), CaseTreatments.Of(hers), ids, unidentified, []) { PartyRules = PartyIdentifiers.RulesOf(after) };
            if (await panel.TryGetAsync(reviewerId, cancellation) is not { } member
                || ReviewerMatcher.Match(request, [member.Reviewer], new Dictionary<string, int>(StringComparer.Ordinal)).Chosen is null)
                return true;
        }

        return false;
    }
}
