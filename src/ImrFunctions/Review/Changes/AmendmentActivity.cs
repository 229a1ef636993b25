using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Core.Matching;
using Imr.Core.Serialization;
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
        if (await register.RepeatedAsync<ChangeResult>(input.Review, input.Seq, input.From, cancellation) is { } repeated)
        {
            if (repeated.Entry is { } taken)
                await LeaveOrganizationAsync(input.Entry, taken, cancellation);
            return repeated;
        }

        var fact = await step.FactAsync(input, cancellation);
        var decision = fact.Read<AmendmentDecision>();
        var snapshot = await snapshots.GetAsync(input.Review.CaseNumber, cancellation);
        var record = snapshot.Record;
        if (record.PendingAmendment is not { } pending || pending != decision.Amendment)
            return await step.NoChangeAsync(input, cancellation);

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
        // Groups were made for other items: who decides what is to be found anew.
        var regroup = record.Parts.Count > 0 && ImrJson.Write(before.DisputedItems) != ImrJson.Write(after.DisputedItems);
        var anew = await ConflictAsync(record, after, entry, cancellation) || regroup;
        var (change, result) = Follow(input with { Entry = entry }, snapshot, after, anew, regroup);
        change.SettleAmendment().ReceiveApplication(pending).Belong(entry.OrganizationId).Prioritize(entry.Priority)
            .WithRow(AmendmentStore.ToRow(input.Review, input.Seq, amended))
            .Send(new OutgoingMessage("Amended", EligibilityActivities.Parties(after), input.Fact!.FactId));
        foreach (var item in after.DisputedItems)
            change.WithRow(CaseRegister.ItemRow(input.Review, item));
        if (result.GoTo is ReviewStage.EligibilityReview or ReviewStage.ReviewerAssignment && (record.Reviewers.Any() || record.Offer is not null))
            await places.GiveBackAsync(input.Review, AssignmentState.TakenBack, cancellation);
        var applied = await register.AdvanceAsync(change, entry, input.Tag, result with { Application = pending, Entry = entry }, cancellation);
        await LeaveOrganizationAsync(input.Entry, entry, cancellation);
        return applied;
    }

    /// <summary>The row in the other organization's list would show it a case that is not its own.</summary>
    private async Task LeaveOrganizationAsync(IndexEntry before, IndexEntry after, CancellationToken cancellation)
    {
        if (before.OrganizationId != after.OrganizationId)
            await index.DeleteAsync(CaseIndex.OrganizationPartition(before.OrganizationId), before, cancellation);
    }

    /// <summary>Where the amended case stands, and what changes with it.</summary>
    /// <param name="anew">Whether somebody else must be found: a conflict, or groups that fit no more.</param>
    private (CaseChange Change, ChangeResult Result) Follow(StepInput input, CaseSnapshot snapshot, ImrApplication after, bool anew, bool regroup)
    {
        var record = snapshot.Record;
        var attached = snapshot.InRecord.Any(d => d.Kind == DocumentKind.UrDecision);
        var proposal = EligibilityScreening.Screen(after, record.FirstArrival, attached, StepContext.Rules(after), step.Calendar);
        var stage = proposal.Outcome != EligibilityOutcome.Eligible ? ReviewStage.EligibilityReview
            : anew ? ReviewStage.ReviewerAssignment
            : input.From == ReviewStage.AwaitingRelease ? ReviewStage.ClinicalReview
            : input.From;
        var change = step.Change(input, stage).WithNote(stage == input.From ? "Amended" : "Amended:" + stage).Propose(proposal);
        if (stage == ReviewStage.EligibilityReview)
            change.ClearEligibility();
        // An offer that suits the amended case stands; what was signed, or is being signed, was of the other one.
        var leaves = anew || stage == ReviewStage.EligibilityReview;
        var dissolves = record.Parts.Count > 0 && (regroup || stage == ReviewStage.EligibilityReview);
        if (leaves)
            change.TakeOff(record);
        else if (stage == ReviewStage.ClinicalReview)
            change.Draft(null).AwaitDetermination(record.DeterminationAttempt + 1);
        if (dissolves)
            change.SetParts([]).ApproveParts(false);
        else if (!leaves && record.Parts.Count > 0)
            change.SetParts([.. record.Parts.Select(p => p with { SignedFact = null })]);
        var clocks = CountAnew(record, InReview.Of(after, input.Entry.Priority, record.ClosedItemIds), change);
        var result = new ChangeResult("", stage)
        {
            GoTo = leaves || stage == ReviewStage.ClinicalReview ? stage
                // What the amended application lists may be here already.
                : stage is ReviewStage.RecordsRequested or ReviewStage.InsufficientRecords ? ReviewStage.RecordsRequested
                : null,
            Clocks = clocks,
            Parts = dissolves ? [] : null,
            OpenParts = dissolves ? [] : leaves && record.Parts.Count > 0 ? [.. record.Parts.Select(p => p.Number)] : null,
        };
        return (change, result);
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
