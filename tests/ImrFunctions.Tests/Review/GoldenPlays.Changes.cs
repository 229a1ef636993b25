using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>Reviews that something changes on their way: what parties, reviewers, operators and the Administrative Director may say.</summary>
internal static partial class GoldenPlays
{
    private static async Task<string> AuthorizedAllAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000109");
        await play.ToClinicalReviewAsync();
        await app.SayAsync(ReviewActs.Operator, play.CaseNumber, "authorization", new { all = true, authorizedOn = ReviewActs.Today(app) });
        return play.CaseNumber;
    }

    private static async Task<string> ItemAuthorizedAtReleaseAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000110");
        await app.UploadSampleAsync(ReviewActs.SampleB, play.CaseNumber, change: ReviewChanges.WithSecondItem);
        await play.OfferedAsync();
        await play.AcceptAsync();
        await play.StateProvisionalAsync(ReviewChanges.WithSecondDecided);
        (await play.DetermineAsync(0, change: ReviewChanges.WithSecondDecided)).EnsureSuccessStatusCode();
        await app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        await app.SayAsync(ReviewActs.Operator, play.CaseNumber, "authorization", new { itemIds = new[] { ReviewChanges.SecondItem }, authorizedOn = ReviewActs.Today(app) });
        await app.UntilStageAsync(play.CaseNumber, "ClinicalReview");
        await DetermineAndReleaseAsync(app, play, 0);
        return play.CaseNumber;
    }

    private static async Task<string> InformationAnsweredAsync(TestApp app)
    {
        var play = await AskedAsync(app, "CM26-3000111", "ClaimsAdministrator", "RequestingPhysician");
        foreach (var party in new[] { "ClaimsAdministrator", "RequestingPhysician" })
        {
            await app.SayAsync(ReviewActs.Operator, play.CaseNumber, "information-answer", new { party, answer = "On September 3." });
            await app.UntilNotedAsync(play.CaseNumber, "InformationAnswered:" + party);
        }

        await DetermineAndReleaseAsync(app, play, 0);
        return play.CaseNumber;
    }

    private static async Task<string> InformationNotGivenAsync(TestApp app)
    {
        var play = await AskedAsync(app, "CM26-3000112", "InjuredWorker");
        await app.AdvancePastAsync(play.CaseNumber, "DL-MOREINFO");
        await app.UntilNotedAsync(play.CaseNumber, "InformationNotGiven");
        await DetermineAndReleaseAsync(app, play, 0);
        return play.CaseNumber;
    }

    private static async Task<string> RecusedAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000113");
        await play.ToClinicalReviewAsync();
        await play.StateProvisionalAsync();
        await app.SayAsync(play.ReviewerToken, play.CaseNumber, "recusal", new { cause = "Conflict", reason = "I know the employer." });
        await app.UntilNotedAsync(play.CaseNumber, "ReviewerRecused:Conflict");
        await ToEndAsync(app, play);
        return play.CaseNumber;
    }

    private static async Task<string> ReassignedAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000114");
        await play.ToReleaseAsync();
        await app.SayAsync(ReviewActs.Operator, play.CaseNumber, "reassign", new { cause = "QualificationLapsed", reason = "As reported." });
        await ToEndAsync(app, play);
        return play.CaseNumber;
    }

    private static async Task<string> ExpeditedAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000115");
        await play.ToClinicalReviewAsync();
        await app.ExpediteAsync(play.CaseNumber);
        await app.UntilNotedAsync(play.CaseNumber, "ConvertedToExpedited");
        await play.StateProvisionalAsync();
        await DetermineAndReleaseAsync(app, play, 0);
        return play.CaseNumber;
    }

    private static async Task<string> ExtendedOverdueAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000116");
        await play.ToClinicalReviewAsync();
        await app.SayAsync(ReviewActs.Director, play.CaseNumber, "extension", new { days = 3, reason = "A fire at the archive." });
        await app.UntilNotedAsync(play.CaseNumber, "Extended:3");
        await app.AdvancePastAsync(play.CaseNumber, "DL-DET-STD");
        await app.UntilNotedAsync(play.CaseNumber, "Overdue:DL-DET-STD");
        await play.StateProvisionalAsync();
        await DetermineAndReleaseAsync(app, play, 0);
        return play.CaseNumber;
    }

    private static async Task<string> AmendedRescreenedAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000117");
        await play.ToClinicalReviewAsync();
        await app.AmendAsync(play.CaseNumber, a => a["liabilityDispute"]!["disputed"] = true);
        await app.DecideAmendmentAsync(play.CaseNumber, accepted: true);
        await app.UntilNotedAsync(play.CaseNumber, "Amended:EligibilityReview");
        await app.FindAsync(play.CaseNumber, "Eligible");
        await ToEndAsync(app, play);
        return play.CaseNumber;
    }

    private static async Task<string> ReleasedReturnedAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000118");
        await play.ToReleaseAsync();
        await app.SayAsync(ReviewActs.Releaser, play.CaseNumber, "release-return", new { reason = "The summary names no date of the visit." });
        await app.UntilNotedAsync(play.CaseNumber, "ReleaserReturned");
        await DetermineAndReleaseAsync(app, play, 0);
        return play.CaseNumber;
    }

    private static async Task<string> SeveralReviewersAsync(TestApp app)
    {
        const string number = "CM26-3000119";
        var shared = new SeveralReviewersPlay(app, number);
        await shared.ToClinicalReviewAsync();
        await shared.StateProvisionalAsync();
        await shared.ToReleaseAsync();
        (await new PlayedReview(app, ReviewActs.SampleB, number).ReleaseAsync()).EnsureSuccessStatusCode();
        await app.UntilStageAsync(number, "Closed");
        return number;
    }

    private static async Task<string> PartiallyIneligibleAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000120");
        await app.UploadSampleAsync(ReviewActs.SampleB, play.CaseNumber, change: ReviewChanges.WithApprovedItem);
        await app.UntilNotedAsync(play.CaseNumber, "Proposed:Eligible");
        var ineligibleItems = new[] { new { itemId = ReviewChanges.SecondItem, reasonCodes = new[] { "INEL_NOT_UR_MODIFY_DENY" } } };
        await app.SayAsync(ReviewActs.Director, play.CaseNumber, "ad-finding", new { outcome = "Eligible", ineligibleItems });
        await ToEndAsync(app, play);
        return play.CaseNumber;
    }

    private static async Task<string> RemandAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000121");
        await play.ToLetterAsync();
        await app.SayAsync(
            ReviewActs.Director, play.CaseNumber, "remand",
            new { ground = "PlainlyErroneousFact", wrongFact = "That no examination was documented.", orderedOn = ReviewActs.Today(app) });
        await ToEndAsync(app, play);
        return play.CaseNumber + "-r2";
    }

    private static async Task<string> CorrectionAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000122");
        await play.ToLetterAsync();
        await app.SayAsync(ReviewActs.Director, play.CaseNumber, "correction", new { reason = "The date of the visit was mistyped.", orderedOn = ReviewActs.Today(app) });
        await app.UntilNotedAsync(play.CaseNumber, "Resumed");
        await play.StateProvisionalAsync();
        await DetermineAndReleaseAsync(app, play, 0);
        return play.CaseNumber + "-r2";
    }

    private static async Task<PlayedReview> AskedAsync(TestApp app, string number, params string[] askedOf)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, number);
        await play.ToClinicalReviewAsync();
        await play.StateProvisionalAsync();
        await app.SayAsync(play.ReviewerToken, number, "information-request", new { askedOf, question = "When was the last examination?" });
        await app.UntilNotedAsync(number, "InformationRequested");
        return play;
    }
}
