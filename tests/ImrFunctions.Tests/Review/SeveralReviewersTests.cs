using System.Net;
using System.Text.Json.Nodes;
using ImrFunctions.Cases.Register;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>Items of different specialties with a reviewer each, which the Administrative Director must approve (8 CCR 9792.10.6(c)).</summary>
public sealed class SeveralReviewersTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await TestApp.StartAsync();
        var psychiatrists = InventedPanel.Csv(2, first: 40).Replace("PMR:ABPMR:2031-12-31;ORTHO:ABOS:2031-12-31", "PSYCH_MD:ABPN:2031-12-31", StringComparison.Ordinal);
        await _app.ImportPanelAsync(InventedPanel.Csv(2) + psychiatrists[(psychiatrists.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Each_group_of_items_has_its_reviewer_and_the_letter_has_them_all()
    {
        const string number = "CM26-2990101";
        var (first, second) = await ToClinicalReviewAsync(number);

        // Each sees and decides her own items only.
        var packet = (await _app.GetAsync(Token(second), $"/api/cases/{number}/review")).Json;
        packet["items"]!.AsArray().Select(i => (string?)i!["id"]).ShouldBe(["2"]);
        await ProvisionalAsync(number, first, "1", "Overturned");
        await ProvisionalAsync(number, second, "2", "Upheld");
        await DetermineFirstAsync(number, first);
        (await DetermineSecondAsync(number, first, Necessary)).Status.ShouldBe(HttpStatusCode.BadRequest, "her items are not the other's");

        // The decision and its last sentence disagree: it comes back to its reviewer only.
        (await DetermineSecondAsync(number, second, Necessary)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilNotedAsync(number, "QualityReturned");
        (await DetermineFirstAgainAsync(number, first)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await DetermineSecondAsync(number, second, NotNecessary)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(number, "AwaitingRelease");

        var play = new PlayedReview(_app, ReviewActs.SampleB, number);
        (await play.ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var closed = await _app.UntilStageAsync(number, "Closed");
        var text = (await _app.GetAsync(ReviewActs.Operator, (string)closed["letters"]![0]!["text"]!)).Text;
        text.ShouldContain("Credentials of expert reviewer 1, who decided item 1");
        text.ShouldContain("Credentials of expert reviewer 2, who decided item 2");
        text.ShouldContain("Psychiatry");
        text.ShouldContain("PARTIAL OVERTURN");
        (await _app.HoldersAsync(number)).ShouldBeEmpty();
    }

    [Fact]
    public async Task When_one_of_them_steps_down_only_her_items_get_another_reviewer()
    {
        const string number = "CM26-2990102";
        var (first, second) = await ToClinicalReviewAsync(number);
        (await _app.StateAsync(Token(second), $"/api/cases/{number}/recusal", new { cause = "Scope", reason = "Not my field." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        var third = (await _app.Get<CaseRegister>().UntilAsync(number, r => r.Offer is not null)).Offer!.ReviewerId;
        third.ShouldNotBe(second);
        third.ShouldNotBe(first);
        await AcceptAsync(number);
        var record = await _app.Get<CaseRegister>().UntilAsync(number, r => r.Offer is null && r.Stage == Imr.Core.Cases.ReviewStage.ClinicalReview);
        record.Parts.Select(p => p.ReviewerId).ShouldBe([first, third]);
    }

    [Fact]
    public async Task Without_the_approval_an_operator_is_asked()
    {
        const string number = "CM26-2990103";
        await ProposedAsync(number);
        (await _app.StateAsync(ReviewActs.Director, $"/api/cases/{number}/several-reviewers", new { approved = false, reason = "One must do." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        ((string?)(await _app.UntilAttentionAsync(number))["needsAttention"]!["code"]).ShouldBe("NoReviewer");
    }

    [Fact]
    public async Task The_determinations_breach_is_noted_while_the_approval_is_awaited_and_the_case_says_whose_it_is()
    {
        const string number = "CM26-2990104";
        await ProposedAsync(number);
        ((string?)(await _app.CaseAsync(number))["nextAction"]!["who"]).ShouldBe("AdministrativeDirector");
        await _app.AdvancePastAsync(number, "DL-DET-STD");
        await _app.UntilNotedAsync(number, "Overdue:DL-DET-STD");
    }

    [Fact]
    public async Task When_the_items_of_an_open_offer_are_authorized_the_review_begins_without_them()
    {
        const string number = "CM26-2990105";
        await ProposedAsync(number);
        (await _app.StateAsync(ReviewActs.Director, $"/api/cases/{number}/several-reviewers", new { approved = true, reason = "An image and a therapy." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        var first = await AcceptAsync(number);
        await _app.Get<CaseRegister>().UntilAsync(number, r => r.Offer is { } o && o.ReviewerId != first);
        (await _app.StateAsync(ReviewActs.Operator, $"/api/cases/{number}/authorization", new { itemIds = new[] { "2" }, authorizedOn = ReviewActs.Today(_app) }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(number, "ClinicalReview");
        (await _app.HoldersAsync(number)).ShouldBe([first]);
        await ProvisionalAsync(number, first, "1", "Overturned");
        await DetermineFirstAsync(number, first);
        await _app.UntilStageAsync(number, "AwaitingRelease");
    }

    [Fact]
    public async Task Groups_that_an_amendment_makes_untrue_are_made_anew()
    {
        const string number = "CM26-2990106";
        var (first, _) = await ToClinicalReviewAsync(number);
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, documents: _ => false);
        var pending = (await _app.Get<CaseRegister>().UntilAsync(number, r => r.PendingAmendment is not null)).PendingAmendment!;
        var body = new { amendment = pending.Value, accepted = true, reason = "The therapy was not asked for." };
        (await _app.StateAsync(ReviewActs.Operator, $"/api/cases/{number}/amendment-decision", body, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        var record = await _app.Get<CaseRegister>().UntilAsync(number, r => r.Offer is not null);
        record.Parts.ShouldBeEmpty();
        (await _app.HoldersAsync(number)).ShouldBe([record.Offer!.ReviewerId]);
        await AcceptAsync(number);
        record = await _app.Get<CaseRegister>().UntilAsync(number, r => r.Stage == Imr.Core.Cases.ReviewStage.ClinicalReview);
        (record.ReviewerId is not null, first.Length > 0).ShouldBe((true, true));
    }

    private const string Necessary = "The psychotherapy is medically necessary and appropriate.";
    private const string NotNecessary = "The psychotherapy is not medically necessary.";

    private static string Token(string reviewer) => "dev.reviewer." + reviewer;

    private async Task ProposedAsync(string number)
    {
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, change: a => a["disputedItems"]!.AsArray().Add(new JsonObject
        {
            ["id"] = "2",
            ["description"] = "Psychotherapy, 6 sessions",
            ["codes"] = new JsonArray(),
            ["urOutcome"] = "Denied",
        }));
        await _app.UntilNotedAsync(number, "SeveralReviewersProposed");
    }

    private async Task<(string First, string Second)> ToClinicalReviewAsync(string number)
    {
        await ProposedAsync(number);
        (await _app.StateAsync(ReviewActs.Director, $"/api/cases/{number}/several-reviewers", new { approved = true, reason = "An image and a therapy." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        var first = await AcceptAsync(number);
        var second = await AcceptAsync(number, besides: first);
        await _app.UntilStageAsync(number, "ClinicalReview");
        return (first, second);
    }

    private async Task<string> AcceptAsync(string number, string? besides = null)
    {
        var offer = (await _app.Get<CaseRegister>().UntilAsync(number, r => r.Offer is { } o && o.ReviewerId != besides)).Offer!;
        (await _app.StateAsync(Token(offer.ReviewerId), $"/api/cases/{number}/offers/{offer.OfferId}/answer", new { accepted = true, noConflictAttested = true }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        return offer.ReviewerId;
    }

    private async Task ProvisionalAsync(string number, string reviewer, string itemId, string decision)
    {
        var body = new { items = new[] { new { itemId, decision, criteria = new[] { new { text = "Weakness in the leg that grew worse", outcome = "Met" } } } } };
        var answer = await _app.StateAsync(Token(reviewer), $"/api/cases/{number}/provisional", body, null);
        answer.Status.ShouldBe(HttpStatusCode.Accepted, answer.Text);
    }

    private async Task DetermineFirstAsync(string number, string reviewer)
    {
        var answer = await DetermineFirstAgainAsync(number, reviewer);
        answer.Status.ShouldBe(HttpStatusCode.Accepted, answer.Text);
    }

    private async Task<Answer> DetermineFirstAgainAsync(string number, string reviewer)
    {
        var script = JsonNode.Parse(await File.ReadAllTextAsync(Imr.Testing.RepoRoot.Combine("samples", "play", ReviewActs.SampleB + ".json")))!["determinations"]![0]!.DeepClone().AsObject();
        script["recordsHash"] = await RecordsAsync(number, reviewer);
        return await _app.StateAsync(Token(reviewer), $"/api/cases/{number}/determination", script, null);
    }

    private async Task<Answer> DetermineSecondAsync(string number, string reviewer, string conclusion)
    {
        var body = new
        {
            clinicalCaseSummary = "The injured worker has low back pain spreading down the left leg since March 9, 2026. No complaint of mood or sleep is documented.",
            items = new[]
            {
                new
                {
                    itemId = "2", decision = "Upheld", guidelineText = "MTUS: psychological treatment in chronic pain",
                    rationale = "The guideline supports psychotherapy for chronic pain when a screening shows fear of movement, depression or poor coping. None of the reports of June 11, July 9 and August 12, 2026 "
                        + "documents a screening, a mood complaint or a goal of the 6 sessions that were asked for. Weakness of the left leg is what limits the worker, and another treatment is planned for it. " + conclusion,
                },
            },
            recordsHash = await RecordsAsync(number, reviewer),
            signedName = "Signed electronically by the assigned physician",
        };
        return await _app.StateAsync(Token(reviewer), $"/api/cases/{number}/determination", body, null);
    }

    private async Task<string?> RecordsAsync(string number, string reviewer) => (string?)(await _app.GetAsync(Token(reviewer), $"/api/cases/{number}/review")).Json["recordsHash"];
}
