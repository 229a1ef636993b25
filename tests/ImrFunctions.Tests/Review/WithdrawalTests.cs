using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>The applicant may withdraw at any stage before the letter (domain.md §1.12): no letter, and no reviewer keeps a place.</summary>
public sealed class WithdrawalTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = review.App;

    [Trait("Law", "WITHDRAWN")]
    [Fact]
    public async Task Withdrawn_while_listed_documents_are_awaited()
    {
        const string number = "CM26-2500101";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, documents: d => d.StartsWith("ur-decision", StringComparison.Ordinal));
        await _app.UntilStageAsync(number, "Received");
        await WithdrawnAsync(number);
    }

    [Fact]
    public async Task Withdrawn_in_preliminary_review()
    {
        const string number = "CM26-2500102";
        await _app.UploadSampleAsync("CM26-0000103", number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        await WithdrawnAsync(number);
    }

    [Fact]
    public async Task Withdrawn_while_records_are_requested()
    {
        const string number = "CM26-2500103";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, documents: d => !d.StartsWith("progress", StringComparison.Ordinal));
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        await _app.UntilStageAsync(number, "RecordsRequested");
        await WithdrawnAsync(number);
    }

    [Fact]
    public async Task Withdrawn_while_the_case_is_offered()
    {
        const string number = "CM26-2500104";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number);
        await _app.UntilOfferedAsync(number);
        (await _app.HoldersAsync(number)).ShouldHaveSingleItem();
        await WithdrawnAsync(number);
    }

    [Fact]
    public async Task Withdrawn_in_clinical_review()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2500105");
        await play.ToClinicalReviewAsync();
        (await _app.HoldersAsync(play.CaseNumber)).ShouldBe([play.Reviewer]);
        await WithdrawnAsync(play.CaseNumber);
    }

    [Fact]
    public async Task Withdrawn_while_the_letter_waits_for_release()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2500106");
        await play.ToReleaseAsync();
        await WithdrawnAsync(play.CaseNumber);
    }

    [Fact]
    public async Task Withdrawn_while_an_operator_is_asked()
    {
        const string number = "CM26-2500107";
        await using var app = await TestApp.StartAsync();
        await app.UploadSampleAsync(ReviewActs.SampleB, number);
        await app.UntilAttentionAsync(number);
        await app.WithdrawAsync(number);
        await app.ShouldBeClosedWithoutLetterAsync(number, "Withdrawn");
    }

    private async Task WithdrawnAsync(string number)
    {
        await _app.WithdrawAsync(number);
        await _app.ShouldBeClosedWithoutLetterAsync(number, "Withdrawn");
    }
}
