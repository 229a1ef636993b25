using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations.Ledger;
using ImrFunctions.Tests.Hosting;
using ImrFunctions.Tests.Review;

namespace ImrFunctions.Tests.Operations;

/// <summary>Reviewers are taken off many cases at once, as off one (LC 139.5(d)).</summary>
public sealed class BulkReassignTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private const string Operator = "dev.operator.op-1";
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 16, 0, 0, TimeSpan.Zero);

    private TestApp App => review.App;

    [Fact]
    public async Task A_case_under_review_and_an_offered_one_go_to_other_reviewers_and_each_is_told_once()
    {
        var reviewing = new PlayedReview(App, ReviewActs.SampleB, "CM26-0062001");
        var offered = new PlayedReview(App, ReviewActs.SampleB, "CM26-0062002");
        await reviewing.ToClinicalReviewAsync();
        await offered.ToOfferAsync();
        string[] first = [reviewing.Reviewer, offered.Reviewer];

        var asked = new { action = "Reassign", cause = "Unavailable", filter = new { caseNumbers = new[] { reviewing.CaseNumber, offered.CaseNumber } }, reason = "Both are away." };
        var preview = await PreviewAsync(asked);
        preview["cases"]!.AsArray().Select(c => (string?)c!["reviewerId"]).ShouldBe(first);
        preview["cases"]!.AsArray().ShouldAllBe(c => c!["code"] == null && (int)c["attempt"]! == 0);
        var id = (string)preview["previewId"]!;
        var started = await App.StateAsync(Operator, "/api/bulk", new { asked.action, asked.cause, asked.filter, asked.reason, previewId = id }, null);
        started.Status.ShouldBe(HttpStatusCode.Accepted, started.Text);
        var report = await App.UntilAsync(Operator, "/api/bulk/" + id, r => r["doneAt"] is not null);

        report["cases"]!.AsArray().Select(c => (string?)c!["outcome"]).ShouldBe(["Done", "Done"]);
        ((string?)report["cause"]).ShouldBe("Unavailable");
        PlayedReview[] plays = [reviewing, offered];
        for (var n = 0; n < plays.Length; n++)
        {
            await App.UntilNotedAsync(plays[n].CaseNumber, "Reassigned:Unavailable");
            await App.UntilOfferedAsync(plays[n].CaseNumber, attempt: 2);
            await plays[n].OfferedAsync();
            plays[n].Reviewer.ShouldNotBe(first[n]);
            var fact = (await App.FactsAsync(ReviewKey.Parse(plays[n].CaseNumber), FactKind.Reassignment)).ShouldHaveSingleItem();
            fact.By.ShouldBe("Operator:op-1");
            fact.Read<Reassignment>().ShouldBe(new Reassignment(1, "Operator:op-1", first[n], ReviewerChangeCause.Unavailable, "Both are away."));
        }

        // The same again, now that others have the cases: answered as the first was.
        (await App.StateAsync(Operator, "/api/bulk", new { asked.action, asked.cause, asked.filter, asked.reason, previewId = id }, null)).Text.ShouldBe(started.Text);
    }

    [Fact]
    public async Task A_preview_leaves_alone_what_nobody_has_and_what_several_have()
    {
        await WithReviewerAsync("CM26-0062101", "REV-0001");
        await RegisteredCase.AddAsync(App, "CM26-0062102", stage: ReviewStage.RecordsRequested);
        await RegisteredCase.AddAsync(App, "CM26-0062103", stage: ReviewStage.ClinicalReview);
        var shared = await RegisteredCase.AddAsync(App, "CM26-0062104", stage: ReviewStage.ClinicalReview);
        await shared.AdvanceAsync(shared.Change(1, ReviewStage.ClinicalReview).Between("n1").SetParts([Part(1, "REV-0001"), Part(2, "REV-0002")]).ApproveParts(true));

        var preview = await PreviewAsync(new { action = "Reassign", cause = "Conflict", filter = new { caseNumbers = new[] { "CM26-0062101", "CM26-0062102", "CM26-0062103", "CM26-0062104", "CM26-0062199" } }, reason = "x" });

        preview["cases"]!.AsArray().Select(c => ((string?)c!["caseNumber"], (string?)c["reviewerId"])).ShouldBe([("CM26-0062101", "REV-0001")]);
        preview["left"]!.AsArray().Select(c => (string?)c!["why"]).ShouldBe(
            [
                "No reviewer has the case or an offer.",
                "No reviewer has the case or an offer.",
                "Several reviewers have it: it must be said for this case which one is taken off.",
                "There is no such case.",
            ]);
    }

    [Fact]
    public async Task By_code_only_cases_that_need_attention_and_have_a_reviewer_are_meant()
    {
        await App.InTroubleAsync("CM26-0062201", "ReviewerLapsed", Start);
        var reviewed = await WithReviewerAsync("CM26-0062202", "REV-0003");
        await reviewed.AdvanceAsync(reviewed.Change(1, ReviewStage.ClinicalReview).Between("n2").NeedAttention(Troubles.State("ReviewerLapsed", Start)));
        await WithReviewerAsync("CM26-0062203", "REV-0003");

        var preview = await PreviewAsync(new { action = "Reassign", cause = "QualificationLapsed", filter = new { code = "ReviewerLapsed" }, reason = "x" });

        preview["cases"]!.AsArray().Select(c => (string?)c!["caseNumber"]).ShouldBe(["CM26-0062202"]);
        preview["left"]!.AsArray().Select(c => ((string?)c!["caseNumber"], (string?)c["why"])).ShouldBe([("CM26-0062201", "No reviewer has the case or an offer.")]);
    }

    [Fact]
    public async Task Another_reviewer_since_the_preview_is_not_taken_off()
    {
        var reviewed = await WithReviewerAsync("CM26-0062301", "REV-0001");
        var asked = new { action = "Reassign", cause = "Scope", filter = new { caseNumbers = new[] { "CM26-0062301" } }, reason = "x" };
        var id = (string)(await PreviewAsync(asked))["previewId"]!;
        await reviewed.AdvanceAsync(reviewed.Change(1, ReviewStage.ClinicalReview).Between("n2").Assign("REV-0002", new DateOnly(2026, 5, 5)));
        (await App.StateAsync(Operator, "/api/bulk", new { asked.action, asked.cause, asked.filter, asked.reason, previewId = id }, null)).Status.ShouldBe(HttpStatusCode.Conflict);

        // As when the reviewer changed after the bulk was taken and before its turn.
        var now = (string)(await PreviewAsync(asked))["previewId"]!;
        var ledger = App.Get<OperationLedger>();
        var request = new ImrFunctions.Operations.Bulk.BulkRequest(1, ImrFunctions.Operations.Bulk.BulkAction.Reassign, null, null, null, [reviewed.Review.CaseNumber], "x", null) { Cause = ReviewerChangeCause.Scope };
        var operation = new Operation(Operation.CurrentSchemaVersion, now, OperationKind.Bulk, "Operator:op-1", Start, "hash", Imr.Core.Serialization.ImrJson.Write(request), null, null);
        await ledger.StartAsync(operation, [new OperationCase(reviewed.Review.CaseNumber, 0, null, null, "REV-0001")], default);
        var report = await App.UntilAsync(Operator, "/api/bulk/" + now, r => r["doneAt"] is not null);
        ((string?)report["cases"]![0]!["outcome"]).ShouldBe("Changed");
        (await App.FactsAsync(reviewed.Review, FactKind.Reassignment)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"action":"Reassign","filter":{"code":"X"},"reason":"x"}""")]
    [InlineData("""{"action":"Reassign","filter":{"code":"X"},"reason":"x","cause":"Boredom"}""")]
    [InlineData("""{"action":"Retry","filter":{"code":"X"},"reason":"x","cause":"Scope"}""")]
    public async Task The_cause_belongs_to_this_action_and_is_one_that_is_known(string body)
    {
        using var content = new StringContent(body);
        var answer = await App.SendAsync(HttpMethod.Post, Operator, "/api/bulk/preview", content);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json["errors"]!.AsArray().Select(e => (string?)e!["path"]).ShouldBe(["$.cause"]);
    }

    private static ReviewPart Part(int number, string reviewerId) => new(number, [$"item-{number}"], reviewerId, new DateOnly(2026, 5, 4), null);

    private async Task<RegisteredCase> WithReviewerAsync(string number, string reviewerId)
    {
        var registered = await RegisteredCase.AddAsync(App, number, stage: ReviewStage.ClinicalReview);
        await registered.AdvanceAsync(registered.Change(1, ReviewStage.ClinicalReview).Between("n1").Assign(reviewerId, new DateOnly(2026, 5, 4)));
        return registered;
    }

    private async Task<JsonObject> PreviewAsync(object asked)
    {
        var answer = await App.StateAsync(Operator, "/api/bulk/preview", asked, null);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }
}
