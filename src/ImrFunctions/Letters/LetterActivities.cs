using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Determinations;
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

    /// <summary>Issues the letter that the release names. A document that arrived instead of a release returns the case to the reviewer.</summary>
    [Function(nameof(IssueLetter))]
    public async Task<IssueResult> IssueLetter([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var snapshot = await snapshots.GetAsync(input.Review.CaseNumber, cancellation);
        var draft = await drafts.TryReadAsync(input.Review, input.Attempt, cancellation) ?? throw new InvalidOperationException("There is no draft to release.");
        if (input.Fact!.Kind == FactKind.Document)
            return await ReturnAsync(input, "RecordsChanged", cancellation);
        var fact = await step.FactAsync(input, cancellation);
        var release = fact.Read<Release>();
        var day = PacificTime.LegalDay(fact.At);
        var letter = await factory.MakeAsync(snapshot, draft, day, cancellation);
        var records = RecordsHash.Of(snapshot.Documents);
        if (letter.LetterHash != release.LetterHash || records != release.RecordsHash || records != draft.RecordsHash)
            return await ReturnAsync(input, "ReleaseMismatch", cancellation);
        if (await LapsedAsync(draft, day, cancellation))
            return await ReturnAsync(input, ReviewerLapsed, cancellation);

        await letters.CreateAsync(input.Review, letter, cancellation);
        var application = await step.ApplicationAsync(input.Review.CaseNumber, draft.Application, cancellation);
        var change = step.Change(input, ReviewStage.Issued)
            .Issue(new IssuedLetter(letter.Model.Version, fact.At, letter.Model.Outcome, letter.LetterHash))
            .Draft(null)
            .Start(LetterFactory.Appeal(application, day))
            .Send(new OutgoingMessage("FinalDetermination", EligibilityActivities.Parties(application), $"r{input.Review.Round}/v{letter.Model.Version}"));
        if (letter.Model.Outcome != CaseOutcome.Uphold)
            change.Start(StepContext.Deadlines(application).Compute(DeadlineIds.ImplementAuthorization, fact.At));
        if (snapshot.Record.Deadlines.FirstOrDefault(d => d.Deadline.RuleId == RecordsActivities.DeterminationRule(application)) is { } due)
            change.Meet(due.Deadline, step.Now);
        return new IssueResult(await register.AdvanceAsync(change, input.Entry, input.Tag, cancellation), ReviewStage.Issued, true, null);
    }

    private async Task<IssueResult> ReturnAsync(StepInput input, string why, CancellationToken cancellation)
    {
        var change = step.Change(input, ReviewStage.ClinicalReview).WithNote(why).AwaitDetermination(input.Attempt + 1).Draft(null);
        return new IssueResult(await register.AdvanceAsync(change, input.Entry, input.Tag, cancellation), ReviewStage.ClinicalReview, false, why == ReviewerLapsed ? why : null);
    }

    /// <summary>Qualifications are checked again on the day of issue: the letter attests them (domain.md §2.1).</summary>
    private async Task<bool> LapsedAsync(Draft draft, DateOnly day, CancellationToken cancellation)
        => await panel.TryGetAsync(draft.ReviewerId, cancellation) is not { Reviewer: { Sanctioned: false } reviewer }
            || Credentials.Of(reviewer, day) is not { MoreThanFiveYears: true, AtLeast24Hours: true, LicensureStates.Count: > 0, Specialties.Count: > 0 };
}
