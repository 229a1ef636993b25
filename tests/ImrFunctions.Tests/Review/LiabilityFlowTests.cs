using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>A dispute of liability defers the review; when it is resolved the review goes on (LC 4610.5(h)(2), (k)).</summary>
public sealed class LiabilityFlowTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = review.App;

    [Trait("Law", "DL-APP-LIAB,DEFER_LIABILITY")]
    [Fact]
    public async Task A_case_that_only_screening_put_off_goes_on_by_itself_when_liability_is_resolved()
    {
        const string number = "CM26-2130101";
        await DisputedAsync(number);
        await _app.UntilNotedAsync(number, "Proposed:Deferred");
        (await ResolveAsync(number, "dev.operator.op-1")).Status.ShouldBe(HttpStatusCode.Accepted);

        await _app.UntilOfferedAsync(number);
        var view = await _app.CaseAsync(number);
        ReviewActs.Notes(view).ShouldContain("LiabilityResolved");
        ReviewActs.Deadlines(view)["DL-APP-LIAB"].ShouldBe("Met");
        ReviewActs.DueOn(view, "DL-APP-LIAB").ShouldBe(BusinessCalendar.Default.NextBusinessDayOnOrAfter(DateOnly.Parse(ReviewActs.Today(_app)).AddDays(30)));
        (await _app.SentAsync(number, "LiabilityResolved")).ShouldContain("InjuredWorker");
    }

    [Trait("Law", "DEFER_LIABILITY")]
    [Fact]
    public async Task A_case_that_the_Administrative_Director_deferred_waits_for_another_finding()
    {
        const string number = "CM26-2130102";
        await DisputedAsync(number);
        await _app.UntilNotedAsync(number, "Proposed:Deferred");
        await _app.FindAsync(number, "Deferred", "DEFER_LIABILITY");
        await _app.UntilNotedAsync(number, "Found:Deferred");
        _app.Clock.Advance(TimeSpan.FromDays(40));
        ((string?)(await _app.CaseAsync(number))["eligibility"]!["outcome"]).ShouldBe("Deferred");

        var first = await ResolveAsync(number, "dev.operator.op-1");
        first.Status.ShouldBe(HttpStatusCode.Accepted);
        var screened = await _app.UntilNotedAsync(number, "Proposed:Eligible");
        (await ResolveAsync(number, "dev.operator.op-1")).Text.ShouldBe(first.Text, "the same statement again changes nothing");
        ((string?)screened["stage"]).ShouldBe("EligibilityReview");
        ((bool?)screened["eligibility"]!["final"]).ShouldBe(false);
        // It is reminded of again, as any proposal is.
        _app.AdvanceBusinessDays(2);
        await _app.UntilNotedAsync(number, "Reminder:AdFinding");
        await _app.FindAsync(number, "Eligible");
        await _app.UntilOfferedAsync(number);
        (await _app.FactsAsync(new ReviewKey(CaseNumber.Parse(number), 1), FactKind.LiabilityResolved)).ShouldHaveSingleItem();
    }

    [Trait("Law", "INEL_NO_MED_NECESSITY_ISSUE")]
    [Fact]
    public async Task Without_liability_the_proposal_is_ineligible_and_a_person_decides()
    {
        const string number = "CM26-2130103";
        await DisputedAsync(number);
        await _app.UntilNotedAsync(number, "Proposed:Deferred");
        (await ResolveAsync(number, "dev.operator.op-1", liable: false)).Status.ShouldBe(HttpStatusCode.Accepted);
        var proposed = await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        proposed["eligibility"]!["reasons"]!.ToJsonString().ShouldContain("INEL_NO_MED_NECESSITY_ISSUE");
        ((string?)proposed["stage"]).ShouldBe("EligibilityReview");
    }

    [Fact]
    public async Task A_resolution_names_its_notice_and_items_of_the_case_and_comes_before_the_finding()
    {
        const string number = "CM26-2130104";
        await DisputedAsync(number);
        await _app.UntilNotedAsync(number, "Proposed:Deferred");
        var tomorrow = DateOnly.Parse(ReviewActs.Today(_app)).AddDays(1).ToString("yyyy-MM-dd");
        var bad = await _app.StateAsync(ReviewActs.Operator, $"/api/cases/{number}/liability-resolved", new { noticeServedOn = tomorrow, itemIds = new[] { "nine" } }, null);
        bad.Status.ShouldBe(HttpStatusCode.BadRequest);
        bad.Json["errors"]!.AsArray().Select(e => (string?)e!["path"]).ShouldBe(["$.liable", "$.noticeServedOn", "$.serviceMethod", "$.itemIds[0]"]);
        (await ResolveAsync(number, "dev.claims.u-1.ORG-OTHER")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ResolveAsync(number, "dev.applicant." + number)).Status.ShouldBe(HttpStatusCode.NotFound);

        await _app.FindAsync(number, "Eligible");
        await _app.UntilOfferedAsync(number);
        (await ResolveAsync(number, "dev.operator.op-1")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Trait("Law", "DEFER_LIABILITY")]
    [Fact]
    public async Task An_item_whose_liability_is_disputed_is_put_off_alone_and_the_others_are_reviewed()
    {
        const string number = "CM26-2130105";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, change: a =>
        {
            ReviewChanges.WithSecondItem(a);
            a["disputedItems"]!.AsArray()[^1]!["urDenialReason"] = "LiabilityDisputed";
        });
        var proposed = await _app.UntilNotedAsync(number, "Proposed:Eligible");
        ((bool?)proposed["eligibility"]!["final"]).ShouldBe(false, "an item is put off: a person decides");
        proposed["eligibility"]!["items"]!.AsArray().Select(i => (string?)i!["outcome"]).ShouldBe(["Eligible", "Deferred"]);
        await _app.SayAsync(ReviewActs.Director, number, "ad-finding", new { outcome = "Eligible", ineligibleItems = new[] { new { itemId = ReviewChanges.SecondItem, reasonCodes = new[] { "DEFER_LIABILITY" } } } });
        await _app.UntilOfferedAsync(number);

        var record = await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(number), default);
        record.ClosedItems.ShouldHaveSingleItem().End.ShouldBe(ItemEnd.Deferred);
        record.Deadlines.ShouldNotContain(d => d.Deadline.RuleId == "DL-APPEAL-INEL", "nothing was refused that could be appealed");
        (await _app.SentAsync(number, "PartiallyDeferred")).ShouldContain("InjuredWorker");
        (await _app.SentAsync(number, "PartiallyIneligible")).ShouldBeEmpty();
    }

    private Task DisputedAsync(string number) => _app.UploadSampleAsync(ReviewActs.SampleB, number, change: a => a["liabilityDispute"] = new JsonObject { ["disputed"] = true });

    private Task<Answer> ResolveAsync(string number, string token, bool liable = true)
        => _app.StateAsync(token, $"/api/cases/{number}/liability-resolved", new { liable, noticeServedOn = ReviewActs.Today(_app), serviceMethod = "Personal" }, null);
}
