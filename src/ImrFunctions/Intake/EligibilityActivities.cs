using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Core.Eligibility.Duplicates;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake.Duplicates;
using ImrFunctions.Review;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Intake;

/// <summary>Preliminary review (8 CCR 9792.10.3): screening proposes, the Administrative Director's finding decides.</summary>
public sealed class EligibilityActivities(StepContext step, CaseRegister register, CaseSnapshots snapshots, DocumentStore documents, RelatedCases related, IOptions<ReviewOptions> options)
{
    /// <summary>Who accepts an eligible proposal without a person.</summary>
    public const string AutoAccept = "system:auto-accept";

    /// <summary>Detail of screening: do not wait for listed documents any longer.</summary>
    public const string Settled = "Settled";

    /// <summary>Detail of screening after a person deferred the case: only a person's next finding decides.</summary>
    public const string Deferred = "Deferred";

    /// <summary>Accepts what was uploaded and proposes. Detail: null, <see cref="Settled"/> or <see cref="Deferred"/>.</summary>
    [Function(nameof(ScreenEligibility))]
    public async Task<ScreeningResult> ScreenEligibility([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var hash = input.Fact is { Kind: FactKind.Application } ? (await step.FactAsync(input, cancellation)).Read<ApplicationArrived>().Sha256 : input.Application;
        var application = await step.ApplicationAsync(input.Review.CaseNumber, hash, cancellation);
        var uploads = await documents.AcceptUploadsAsync(input.Review, application, cancellation);
        var settleBy = input.Entry.FirstArrival.AddMinutes(options.Value.SettleMinutes);
        if (input.Detail is null && step.Now < settleBy && RecordsCompleteness.Assess(application, uploads).MissingListed.Count > 0)
        {
            var unchanged = await step.UnchangedAsync(input, cancellation);
            return new ScreeningResult(unchanged.Tag, unchanged.Stage, hash, EligibilityOutcome.InformationPending, settleBy, []);
        }

        // A case that was never screened has no statements that screening could hear of.
        var snapshot = input.From == ReviewStage.Received ? null : await snapshots.GetAsync(input.Review.CaseNumber, cancellation);
        var facts = snapshot is null
            ? new ScreeningFacts(input.Entry.FirstArrival, uploads.Any(d => d is { InRecord: true, Kind: DocumentKind.UrDecision }))
            : Screenings.FactsOf(snapshot, Screenings.Question(snapshot.Record));
        var proposal = EligibilityScreening.Screen(application, facts, StepContext.Rules(application), step.Calendar);
        proposal = DuplicateScreening.Propose(proposal, await related.EarlierAsync(input.Review, input.Entry.FirstArrival, hash, application, cancellation), StepContext.Rules(application));
        // An item that screening would leave out needs a named person, as a case does; and who has found or asked once finds again.
        var accepted = proposal.Outcome == EligibilityOutcome.Eligible && proposal.Items.All(i => i.Outcome == EligibilityOutcome.Eligible)
            && options.Value.AutoAcceptEligible && input.Detail != Deferred && (snapshot is null || !Screenings.IsInPersonsHands(snapshot));
        if (input.Fact is { Kind: FactKind.Document } && await register.RepeatedAsync<ScreeningResult>(input.Review, input.Seq, input.From, cancellation) is { } repeated)
            return repeated;
        if (input.Fact is { Kind: FactKind.Document } && IsProposed(snapshot, proposal))
        {
            var same = await step.UnchangedAsync(input, cancellation);
            return new ScreeningResult(same.Tag, same.Stage, hash, Waited(proposal, accepted), null, []);
        }

        var change = step.Change(input, ReviewStage.EligibilityReview)
            .WithNote("Proposed:" + proposal.Outcome)
            .ReceiveApplication(hash)
            .Propose(proposal);
        if (proposal.FilingDeadline is { } filing)
            change.Meet(filing, PacificTime.StartOfDay(proposal.ReceivedOn));
        if (accepted)
            change.FindEligibility(EligibilityOutcome.Eligible).WithRow(AutoFinding(input));
        else if (input.Fact is { Kind: FactKind.Application } && input.Detail != Deferred)
            change.ClearEligibility();
        foreach (var item in input.Fact is { Kind: FactKind.Application } ? application.DisputedItems : [])
            change.WithRow(CaseRegister.ItemRow(input.Review, item));
        var result = new ScreeningResult("", ReviewStage.EligibilityReview, hash, Waited(proposal, accepted), null, FindingLimits(application));
        return await register.AdvanceAsync(change, input.Entry, input.Tag, result, cancellation);
    }

    /// <summary>Eligible but not accepted by itself: wait for the finding as for any other proposal.</summary>
    private static EligibilityOutcome Waited(EligibilityProposal proposal, bool accepted)
        => proposal.Outcome == EligibilityOutcome.Eligible && !accepted ? EligibilityOutcome.InformationPending : proposal.Outcome;

    /// <summary>A document that changes nothing about the proposal leaves no entry.</summary>
    private static bool IsProposed(CaseSnapshot? snapshot, EligibilityProposal proposal)
        => snapshot?.Record.Proposal is { } earlier && ImrJson.Write(earlier) == ImrJson.Write(proposal);

    /// <summary>Takes the Administrative Director's finding: it decides, whatever was proposed. What takes something from a worker must be a named person's.</summary>
    [Function(nameof(ApplyFinding))]
    public async Task<FindingResult> ApplyFinding([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var fact = await step.FactAsync(input, cancellation);
        var finding = fact.Read<AdFinding>();
        if (finding.TakesAway && !(AdFinding.IsByPerson(fact.By) && AdFinding.IsByPerson(finding.FoundBy)))
            throw new InvalidDataException("A finding against a worker is no named person's.");
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        var application = await step.InReviewAsync(input, cancellation);
        if (finding.Application is { } foundOn && foundOn != input.Application)
        {
            // A correction overtook it: whoever found looked at another application, and finds again.
            var overtaken = step.Change(input, ReviewStage.EligibilityReview).WithNote("FindingOnEarlierApplication");
            var pending = new FindingResult("", ReviewStage.EligibilityReview, EligibilityOutcome.InformationPending, FindingLimits(application));
            return await register.AdvanceAsync(overtaken, input.Entry, input.Tag, pending, cancellation);
        }

        var change = step.Change(input, ReviewStage.EligibilityReview).WithNote("Found:" + finding.Outcome).FindEligibility(finding.Outcome);
        // Decided on what is there: an open question is waited for no longer.
        if (Screenings.Question(record) is { } asked)
            change.AskInformation(null).Drop(asked.Due.RuleId);
        var left = finding.Outcome == EligibilityOutcome.Eligible ? finding.IneligibleItems ?? [] : [];
        if (finding.Outcome == EligibilityOutcome.Ineligible)
        {
            change.Send(new OutgoingMessage("Ineligible", Parties(application), null))
                .Start(step.Deadlines(application).Compute(DeadlineIds.AppealOfIneligibility, step.Now));
        }

        var result = new FindingResult("", ReviewStage.EligibilityReview, finding.Outcome, []);
        if (left.Count > 0)
        {
            var today = PacificTime.LegalDay(step.Now);
            var ineligible = record.Closing(left.Where(i => !i.Deferred).Select(i => i.ItemId), ItemEnd.Ineligible, today);
            var closed = (record with { ClosedItems = ineligible }).Closing(left.Where(i => i.Deferred).Select(i => i.ItemId), ItemEnd.Deferred, today);
            change.CloseItems(closed);
            if (left.Any(i => !i.Deferred))
            {
                change.Send(new OutgoingMessage("PartiallyIneligible", Parties(application), input.Fact!.FactId))
                    .Start(step.Deadlines(application).Compute(DeadlineIds.AppealOfIneligibility, step.Now));
            }

            if (left.Any(i => i.Deferred))
                change.Send(new OutgoingMessage("PartiallyDeferred", Parties(application), input.Fact!.FactId));
            result = result with { ClosedItems = [.. closed.Select(c => c.ItemId)] };
        }

        return await register.AdvanceAsync(change, input.Entry, input.Tag, result, cancellation);
    }

    /// <summary>Who is told: the employee, the attorney if there is one, the requesting physician, the claims administrator.</summary>
    internal static IReadOnlyList<string> Parties(ImrApplication application)
        => application.Attorney is null
            ? ["InjuredWorker", "RequestingPhysician", "ClaimsAdministrator"]
            : ["InjuredWorker", "Attorney", "RequestingPhysician", "ClaimsAdministrator"];

    /// <summary>No law says how fast the finding must come: a reminder after one full business day, overdue after the five of an information request.</summary>
    private List<WaitLimit> FindingLimits(ImrApplication application)
    {
        var reminder = PacificTime.StartOfDay(step.Calendar.AddBusinessDays(PacificTime.LegalDay(step.Now), 2));
        var overdue = step.Deadlines(application).Compute(DeadlineIds.EligibilityInformation, step.Now);
        return [new WaitLimit("Reminder:AdFinding", reminder, false), new WaitLimit("Overdue:AdFinding", overdue.BreachedAt, false)];
    }

    private TableEntity AutoFinding(StepInput input)
    {
        var body = ImrJson.Write(new AdFinding(AdFinding.CurrentSchemaVersion, EligibilityOutcome.Eligible, [], null, AutoAccept));
        var key = new FactRef(FactRef.CurrentSchemaVersion, RowKeys.Fact(input.Review.Round, nameof(FactKind.AdFinding), 1, "system!auto"), FactKind.AdFinding, 1);
        return FactStore.ToRow(input.Review, key, AutoAccept, step.Now, FactStore.HashOf(body), body, consumed: true);
    }
}
