using System.Net;
using System.Text;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Tests.Hosting;
using ImrFunctions.Tests.Review;

namespace ImrFunctions.Tests.Cases;

/// <summary>Who reviews, and how far she is, stays inside the organization (LC 4610.6(f)): whatever a party asks for.</summary>
public sealed class PartyViewTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private static readonly string[] s_inner = ["ReviewerAssignment", "QualityReview", "AwaitingRelease"];

    private readonly TestApp _app = review.App;

    [Fact]
    public async Task A_party_is_told_the_same_stage_by_the_status_as_by_the_case()
    {
        foreach (var stage in Enum.GetValues<ReviewStage>().Where(s => s != ReviewStage.Closed))
        {
            var number = $"CM26-76010{(int)stage:00}";
            await RegisteredCase.AddAsync(_app, number, "ORG-P", stage);
            var staff = await _app.GetAsync(ReviewActs.Operator, $"/api/cases/{number}/status");
            ((string?)staff.Json["stage"]).ShouldBe(stage.ToString());
            foreach (var party in new[] { "dev.claims.u-1.ORG-P", "dev.applicant." + number })
            {
                var seen = await _app.GetAsync(party, $"/api/cases/{number}");
                var status = await _app.GetAsync(party, $"/api/cases/{number}/status");
                status.Status.ShouldBe(HttpStatusCode.Accepted);
                ((string?)status.Json["stage"]).ShouldBe((string?)seen.Json["stage"]);
                ((string?)status.Json["stage"]).ShouldBe(s_inner.Contains(stage.ToString()) ? "ClinicalReview" : stage.ToString());
            }
        }
    }

    [Fact]
    public async Task A_statement_that_is_refused_tells_a_party_what_it_may_say_and_nothing_of_the_inside()
    {
        var parties = new Dictionary<string, (string Path, object Body)>(StringComparer.Ordinal)
        {
            ["dev.claims.u-1.ORG-P"] = ("information-answer", new { answer = "Then." }),
            ["dev.applicant."] = ("information-answer", new { answer = "Then." }),
        };
        foreach (var stage in s_inner)
        {
            var number = $"CM26-76011{(int)Enum.Parse<ReviewStage>(stage):00}";
            await RegisteredCase.AddAsync(_app, number, "ORG-P", Enum.Parse<ReviewStage>(stage));
            foreach (var (party, (path, body)) in parties)
            {
                var token = party.EndsWith('.') ? party + number : party;
                var refused = await _app.StateAsync(token, $"/api/cases/{number}/{path}", body, null);
                refused.Status.ShouldBe(HttpStatusCode.Conflict, refused.Text);
                foreach (var inner in s_inner)
                    refused.Text.ShouldNotContain(inner);
                refused.Json["possible"]!.AsArray().Select(p => (string?)p).ShouldBe([party.EndsWith('.') ? "Withdrawal" : "Authorization"]);
            }
        }
    }

    [Fact]
    public async Task Nothing_that_parties_get_of_a_question_names_the_reviewer()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-7602001");
        await play.ToClinicalReviewAsync();
        await _app.SayAsync(play.ReviewerToken, play.CaseNumber, "information-request", new { askedOf = new[] { "ClaimsAdministrator", "InjuredWorker" }, question = "When was the last examination?" });
        await _app.UntilNotedAsync(play.CaseNumber, "InformationRequested");
        string[] parties = ["dev.claims.u-1.CA-REDWOOD", "dev.applicant." + play.CaseNumber];
        var seen = new StringBuilder();
        foreach (var party in parties)
        {
            var asked = await _app.GetAsync(party, $"/api/cases/{play.CaseNumber}");
            ((string?)asked.Json["nextAction"]!["who"]).ShouldBe("ClaimsAdministrator");
            asked.Json["nextAction"]!["dueOn"].ShouldNotBeNull();
            seen.AppendLine(await EverythingAsync(party, play.CaseNumber));
        }

        await _app.SayAsync("dev.claims.u-1.CA-REDWOOD", play.CaseNumber, "information-answer", new { answer = "On September 3." });
        await _app.UntilNotedAsync(play.CaseNumber, "InformationAnswered:ClaimsAdministrator");
        await _app.SayAsync(play.ReviewerToken, play.CaseNumber, "decide-without", new { reason = "The report says it." });
        await _app.UntilNotedAsync(play.CaseNumber, "DecideWithout");
        foreach (var party in parties)
            seen.AppendLine(await EverythingAsync(party, play.CaseNumber));
        seen.AppendLine(await SentAsync(play.CaseNumber));

        var all = seen.ToString();
        // What is looked for is there: the search itself works.
        all.ShouldContain("When was the last examination?");
        all.ShouldContain("InformationAnswer");
        foreach (var name in new[] { play.Reviewer, "Panelwright", InventedPanel.NpiOf(play.Reviewer).Value, "decide-without", "The report says it." })
            all.ShouldNotContain(name, Case.Insensitive);
    }

    /// <summary>Every answer that a party can get about the case.</summary>
    private async Task<string> EverythingAsync(string party, string number)
    {
        var all = new StringBuilder();
        foreach (var path in new[] { "", "/status", "/information" })
            all.AppendLine((await _app.GetAsync(party, $"/api/cases/{number}{path}")).Text);
        all.AppendLine((await _app.GetAsync(party, "/api/cases?limit=200")).Text);
        foreach (var path in new[] { "/documents", "/correspondence", "/amendments", "/notes", "/review", "/quality", "/release" })
            (await _app.GetAsync(party, $"/api/cases/{number}{path}")).Status.ShouldBe(HttpStatusCode.NotFound, path);
        return all.ToString();
    }

    /// <summary>What was sent to parties: the messages, and the notices as they were made.</summary>
    private async Task<string> SentAsync(string number)
    {
        var all = new StringBuilder();
        await foreach (var row in _app.Storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {number} and RowKey ge {"out|"} and RowKey lt {"out}"}")))
        {
            // The reviewer is told of her offer, too: that goes to no party.
            if (ImrJson.Read<Notification>(row.GetString("Body")!).Kind != StaffNoticeCause.MessageKind)
                all.AppendLine(row.GetString("Body"));
        }

        await foreach (var blob in _app.Storage.Outgoing.GetBlobsAsync(prefix: number))
            all.AppendLine((await _app.Storage.Outgoing.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString());
        return all.ToString();
    }
}
