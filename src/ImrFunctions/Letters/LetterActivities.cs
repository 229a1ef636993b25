using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using Imr.Core.Determinations;
using Imr.Core.Letters;
using Imr.Core.Records;
using Imr.Core.Reviewers;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Determination;
using ImrFunctions.Intake;
using ImrFunctions.Matching;
using ImrFunctions.Review;

namespace ImrFunctions.Letters;

/// <summary>Release and issue: what was signed is what is released, or it goes back to the reviewer.</summary>
public sealed class LetterActivities(
    StepContext step, CaseRegister register, CaseSnapshots snapshots, DraftStore drafts, LetterFactory factory, LetterStore letters, ReviewerPanel panel)
{
    /// <summary>The reviewer no longer is what the letter attests.</summary>
    public const string ReviewerLapsed = "ReviewerLapsed";

    /// <summary>Accepted before the letter and not taken yet: its event is under way. The letter goes back, and the next wait takes it.</summary>
    private static readonly FactKind[] GoFirst = [FactKind.Withdrawal, FactKind.Authorization, FactKind.Recusal, FactKind.Reassignment, FactKind.AmendmentDecision];

    /// <summary>
    /// Issues the letter that the release names. A document that changed the records instead returns the case to the reviewer. Once the checks have passed, the
    /// letter is kept with the draft: from then on every try issues that very letter, and nothing is served before the register says that it is issued.
    /// </summary>
    [Function(nameof(IssueLetter))]
    public async Task<IssueResult> IssueLetter([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var snapshot = await snapshots.GetAsync(input.Review.CaseNumber, cancellation);
        var draft = await drafts.TryReadAsync(input.Review, input.Attempt, cancellation) ?? throw new InvalidOperationException("There is no draft to release.");
        var records = RecordsHash.Of(snapshot.Documents);
        if (input.Fact!.Kind == FactKind.Document)
            return records == draft.RecordsHash ? await UnchangedAsync(input, cancellation) : await ReturnAsync(input, snapshot.Record, "RecordsChanged", cancellation);
        if (input.Fact.Kind == FactKind.ReleaseReturn)
            return await ReturnAsync(input, snapshot.Record, "ReleaserReturned", cancellation);
        var fact = await step.FactAsync(input, cancellation);
        if (await drafts.TryReadLetterAsync(input.Review, input.Attempt, cancellation) is not { } decided)
        {
            var (model, why) = await DecideAsync(snapshot, draft, fact, records, cancellation);
            if (model is null)
                return await ReturnAsync(input, snapshot.Record, why!, cancellation);
            decided = await drafts.KeepLetterAsync(input.Review, input.Attempt, model, cancellation);
        }

        return await IssueAsync(input, snapshot, draft, fact, RenderedLetter.Render(decided), cancellation);
    }

    /// <summary>What was signed is what is released: the letter of the day of the release, or why it may not go out.</summary>
    private async Task<(LetterModel? Letter, string? Why)> DecideAsync(CaseSnapshot snapshot, Draft draft, StoredFact fact, ContentHash records, CancellationToken cancellation)
    {
        foreach (var kind in GoFirst.Where(kind => snapshot.OfKind(kind).Any(GoesFirst)))
            return (null, kind + "First");
        var release = fact.Read<Release>();
        var day = PacificTime.LegalDay(fact.At);
        var letter = await factory.MakeAsync(snapshot, draft, day, cancellation);
        if (letter.LetterHash != release.LetterHash || records != release.RecordsHash || records != draft.RecordsHash)
            return (null, "ReleaseMismatch");
        return await LapsedAsync(draft, day, cancellation) ? (null, ReviewerLapsed) : (letter.Model, null);
    }

    private static bool GoesFirst(StoredFact fact) => !fact.Consumed && (fact.Ref.Kind != FactKind.AmendmentDecision || fact.Read<AmendmentDecision>().Accepted);

    private async Task<IssueResult> IssueAsync(StepInput input, CaseSnapshot snapshot, Draft draft, StoredFact fact, RenderedLetter letter, CancellationToken cancellation)
    {
        var application = await step.InReviewAsync(snapshot.Record, cancellation, draft.Application);
        var change = step.Change(input, ReviewStage.Issued)
            .Issue(new IssuedLetter(letter.Model.Version, fact.At, letter.Model.Outcome, letter.LetterHash) { Round = input.Review.Round })
            .Draft(null)
            .Start(factory.Appeal(application, letter.Model.DecisionDate))
            .Send(new OutgoingMessage("FinalDetermination", EligibilityActivities.Parties(application), $"r{input.Review.Round}/v{letter.Model.Version}"));
        if (letter.Model.Outcome != CaseOutcome.Uphold)
            change.Start(step.Deadlines(application).Compute(DeadlineIds.ImplementAuthorization, fact.At));
        else if (snapshot.Record.Deadlines.Any(d => d.Deadline.RuleId == DeadlineIds.ImplementAuthorization))
            change.Drop(DeadlineIds.ImplementAuthorization);
        if (snapshot.Record.Deadlines.FirstOrDefault(d => d.Deadline.RuleId == RecordsActivities.DeterminationRule(application)) is { } due)
            change.Meet(due.Deadline, step.Now);
        var result = await register.AdvanceAsync(change, input.Entry, input.Tag, new IssueResult("", ReviewStage.Issued, IssueOutcome.Issued, null), cancellation);
        // A repeat of a step that returned the case then, and would issue now, writes no letter.
        if (result.Outcome == IssueOutcome.Issued)
            await letters.CreateAsync(input.Review, letter, cancellation);
        return result;
    }

    /// <summary>The document was in the signed set already: its event came late.</summary>
    private async Task<IssueResult> UnchangedAsync(StepInput input, CancellationToken cancellation)
    {
        var unchanged = await step.UnchangedAsync(input, cancellation);
        return new IssueResult(unchanged.Tag, unchanged.Stage, IssueOutcome.StillWaiting, null);
    }

    private async Task<IssueResult> ReturnAsync(StepInput input, CaseRecord record, string why, CancellationToken cancellation)
    {
        var change = step.Change(input, ReviewStage.ClinicalReview).WithNote(why).AwaitDetermination(input.Attempt + 1).Draft(null);
        if (record.Parts.Count > 0)
            change.SetParts([.. record.Parts.Select(p => p with { SignedFact = null })]);
        var result = new IssueResult("", ReviewStage.ClinicalReview, IssueOutcome.Returned, why == ReviewerLapsed ? why : null);
        return await register.AdvanceAsync(change, input.Entry, input.Tag, result, cancellation);
    }

    /// <summary>Qualifications are checked again on the day of issue: the letter attests them (domain.md §2.1).</summary>
    private async Task<bool> LapsedAsync(Draft draft, DateOnly day, CancellationToken cancellation)
    {
        foreach (var signer in draft.Signers)
        {
            if (await panel.TryGetAsync(signer, cancellation) is not { Reviewer: { Sanctioned: false } reviewer }
                || Credentials.Of(reviewer, day) is not { MoreThanFiveYears: true, AtLeast24Hours: true, LicensureStates.Count: > 0, Specialties.Count: > 0 })
                return true;
        }

        return false;
    }
}
