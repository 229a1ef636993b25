using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Review;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Intake;

/// <summary>Preliminary review (8 CCR 9792.10.3): screening proposes, the Administrative Director's finding decides.</summary>
public sealed class EligibilityActivities(StepContext step, CaseRegister register, DocumentStore documents, IOptions<ReviewOptions> options)
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

        var attached = uploads.Any(d => d is { InRecord: true, Kind: DocumentKind.UrDecision });
        var proposal = EligibilityScreening.Screen(application, input.Entry.FirstArrival, attached, StepContext.Rules(application), step.Calendar);
        // An item that screening would leave out needs a named person, as a case does.
        var accepted = proposal.Outcome == EligibilityOutcome.Eligible && proposal.Items.All(i => i.Outcome == EligibilityOutcome.Eligible)
            && options.Value.AutoAcceptEligible && input.Detail != Deferred;
        if (input.Fact is { Kind: FactKind.Document } && await register.RepeatedAsync<ScreeningResult>(input.Review, input.Seq, input.From, cancellation) is { } repeated)
            return repeated;
        if (input.Fact is { Kind: FactKind.Document } && await IsProposedAsync(input, proposal, cancellation))
        {
            var same = await step.UnchangedAsync(input, cancellation);
            return new ScreeningResult(same.Tag, same.Stage, hash, Waited(proposal, accepted), null, []);
        }

        var change = step.Change(input, ReviewStage.EligibilityReview)
            .WithNote("Proposed:" + proposal.Outcome)
            .ReceiveApplication(hash)
            .Propose(proposal)
            .Meet(proposal.FilingDeadline, PacificTime.StartOfDay(proposal.ReceivedOn));
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
    private async Task<bool> IsProposedAsync(StepInput input, EligibilityProposal proposal, CancellationToken cancellation)
        => (await register.GetAsync(input.Review.CaseNumber, cancellation)).Proposal is { } earlier && ImrJson.Write(earlier) == ImrJson.Write(proposal);

    /// <summary>Takes the Administrative Director's finding.</summary>
    [Function(nameof(ApplyFinding))]
    public async Task<FindingResult> ApplyFinding([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var finding = (await step.FactAsync(input, cancellation)).Read<AdFinding>();
        var application = await step.InReviewAsync(input, cancellation);
        var change = step.Change(input, ReviewStage.EligibilityReview).WithNote("Found:" + finding.Outcome).FindEligibility(finding.Outcome);
        var left = finding.Outcome == EligibilityOutcome.Eligible ? finding.IneligibleItems ?? [] : [];
        if (finding.Outcome == EligibilityOutcome.Ineligible)
        {
            change.Send(new OutgoingMessage("Ineligible", Parties(application), null))
                .Start(step.Deadlines(application).Compute(DeadlineIds.AppealOfIneligibility, step.Now));
        }

        var result = new FindingResult("", ReviewStage.EligibilityReview, finding.Outcome, []);
        if (left.Count > 0)
        {
            var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
            var closed = record.Closing(left.Select(i => i.ItemId), ItemEnd.Ineligible, PacificTime.LegalDay(step.Now));
            change.CloseItems(closed)
                .Send(new OutgoingMessage("PartiallyIneligible", Parties(application), input.Fact!.FactId))
                .Start(step.Deadlines(application).Compute(DeadlineIds.AppealOfIneligibility, step.Now));
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
