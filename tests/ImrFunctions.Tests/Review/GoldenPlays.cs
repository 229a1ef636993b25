using System.Net;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>A review whose history is kept.</summary>
/// <param name="Panel">Whom the case can be offered to.</param>
/// <param name="Play">Plays one case to its end; gives the id of the instance.</param>
internal sealed record GoldenPlay(string Name, string Panel, Func<TestApp, Task<string>> Play);

/// <summary>The reviews whose histories are kept.</summary>
internal static partial class GoldenPlays
{
    public static IReadOnlyList<GoldenPlay> All { get; } =
    [
        WithTwo("overturn-straight", StraightAsync),
        WithTwo("quality-return", QualityReturnAsync),
        WithTwo("ineligible", IneligibleAsync),
        WithTwo("withdrawn", WithdrawnAsync),
        WithTwo("declined-offer", DeclinedAsync),
        WithTwo("records-changed", RecordsChangedAsync),
        WithTwo("records-overdue", RecordsOverdueAsync),
        WithTwo("attention-retry", AttentionRetryAsync),
        WithTwo("authorized-all", AuthorizedAllAsync),
        WithTwo("item-authorized-at-release", ItemAuthorizedAtReleaseAsync),
        WithTwo("information-answered", InformationAnsweredAsync),
        WithTwo("information-not-given", InformationNotGivenAsync),
        WithTwo("recused", RecusedAsync),
        WithTwo("reassigned", ReassignedAsync),
        WithTwo("expedited", ExpeditedAsync),
        WithTwo("extended-overdue", ExtendedOverdueAsync),
        WithTwo("amended-rescreened", AmendedRescreenedAsync),
        WithTwo("released-returned", ReleasedReturnedAsync),
        new GoldenPlay("several-reviewers", SeveralReviewersPlay.Panel, SeveralReviewersAsync),
        WithTwo("partially-ineligible", PartiallyIneligibleAsync),
        WithTwo("remand", RemandAsync),
        WithTwo("correction", CorrectionAsync),
        WithTwo("begun-anew", BegunAnewAsync),
    ];

    /// <summary>With a panel of two, so that two offers exhaust it.</summary>
    private static GoldenPlay WithTwo(string name, Func<TestApp, Task<string>> play) => new(name, InventedPanel.Csv(2), play);

    private static async Task<string> StraightAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000101");
        await play.ToLetterAsync();
        return play.CaseNumber;
    }

    private static async Task<string> QualityReturnAsync(TestApp app)
    {
        var play = new PlayedReview(app, "CM26-0000101", "CM26-3000102");
        await play.ToClinicalReviewAsync();
        await play.StateProvisionalAsync();
        await DetermineAsync(play, 0);
        await app.UntilNotedAsync(play.CaseNumber, "QualityReturned");
        await DetermineAndReleaseAsync(app, play, 1);
        return play.CaseNumber;
    }

    /// <summary>So much is added to it that it goes on with a new history: what is kept is the last one.</summary>
    private static async Task<string> BegunAnewAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000123");
        await play.ToClinicalReviewAsync();
        await app.UploadManyAsync(play.CaseNumber, 40);
        await play.StateProvisionalAsync();
        await DetermineAndReleaseAsync(app, play, 0);
        return play.CaseNumber;
    }

    private static async Task<string> IneligibleAsync(TestApp app)
    {
        const string number = "CM26-3000103";
        await app.UploadSampleAsync("CM26-0000103", number);
        await app.UntilNotedAsync(number, "Proposed:Ineligible");
        app.AdvanceBusinessDays(2);
        await app.UntilNotedAsync(number, "Reminder:AdFinding");
        await app.FindAsync(number, "Ineligible", "INEL_UNSIGNED");
        return number;
    }

    private static async Task<string> WithdrawnAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000104");
        await play.ToClinicalReviewAsync();
        await app.WithdrawAsync(play.CaseNumber);
        return play.CaseNumber;
    }

    private static async Task<string> DeclinedAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000105");
        await app.UploadSampleAsync(ReviewActs.SampleB, play.CaseNumber);
        await app.DeclineAsync(await app.UntilOfferedAsync(play.CaseNumber));
        await app.UntilOfferedAsync(play.CaseNumber, attempt: 2);
        await ToEndAsync(app, play);
        return play.CaseNumber;
    }

    private static async Task<string> RecordsChangedAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000106");
        await play.ToReleaseAsync();
        await app.UploadAsync($"{play.CaseNumber}/documents/addendum.txt", "Addendum to the report."u8.ToArray());
        await app.UntilNotedAsync(play.CaseNumber, "RecordsChanged");
        await DetermineAndReleaseAsync(app, play, 0);
        return play.CaseNumber;
    }

    private static async Task<string> RecordsOverdueAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000107");
        await app.UploadSampleAsync(ReviewActs.SampleB, play.CaseNumber, documents: d => d != "letter-to-employee.txt");
        // What is listed and missing is waited for at first.
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await app.UntilStageAsync(play.CaseNumber, "RecordsRequested");
        await app.AdvancePastAsync(play.CaseNumber, "DL-REC-ELEC");
        await app.UntilOfferedAsync(play.CaseNumber);
        await ToEndAsync(app, play);
        return play.CaseNumber;
    }

    private static async Task<string> AttentionRetryAsync(TestApp app)
    {
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-3000108");
        await app.UploadSampleAsync(ReviewActs.SampleB, play.CaseNumber);
        await app.DeclineAsync(await app.UntilOfferedAsync(play.CaseNumber));
        await app.DeclineAsync(await app.UntilOfferedAsync(play.CaseNumber, attempt: 2));
        await app.UntilAttentionAsync(play.CaseNumber);
        await app.ImportPanelAsync(InventedPanel.Csv(1, first: 11));
        (await app.StateAsync(ReviewActs.Operator, $"/api/cases/{play.CaseNumber}/attention", new { action = "Retry", reason = "A reviewer joined." })).ShouldBe(HttpStatusCode.Accepted);
        await ToEndAsync(app, play);
        return play.CaseNumber;
    }

    private static async Task ToEndAsync(TestApp app, PlayedReview play)
    {
        await play.OfferedAsync();
        await play.AcceptAsync();
        await play.StateProvisionalAsync();
        await DetermineAndReleaseAsync(app, play, 0);
    }

    private static async Task DetermineAndReleaseAsync(TestApp app, PlayedReview play, int determination)
    {
        await DetermineAsync(play, determination);
        await app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        using var release = await play.ReleaseAsync();
        release.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await app.UntilStageAsync(play.CaseNumber, "Closed");
    }

    private static async Task DetermineAsync(PlayedReview play, int determination)
    {
        using var response = await play.DetermineAsync(determination);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }
}
