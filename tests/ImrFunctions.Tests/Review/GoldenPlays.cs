using System.Net;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>The reviews whose histories are kept. Each plays one case to its end.</summary>
internal static class GoldenPlays
{
    /// <summary>In this order: the last one needs the panel exhausted.</summary>
    public static IReadOnlyList<(string Name, Func<TestApp, Task<string>> Play)> All { get; } =
    [
        ("overturn-straight", StraightAsync),
        ("quality-return", QualityReturnAsync),
        ("ineligible", IneligibleAsync),
        ("withdrawn", WithdrawnAsync),
        ("declined-offer", DeclinedAsync),
        ("records-changed", RecordsChangedAsync),
        ("records-overdue", RecordsOverdueAsync),
        ("attention-retry", AttentionRetryAsync),
    ];

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
