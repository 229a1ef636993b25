using System.Text.Json;
using System.Text.Json.Nodes;
using Imr.Cli.Api;
using Imr.Cli.Cases;
using Imr.Cli.Demo;
using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Cli.Tests.Demo;

public sealed class CasePlayTests
{
    private const string Script = """
        {
          "provisional": {"items":[]},
          "determinations": [{"signedName":"First"}, {"signedName":"Second"}],
          "adFinding": {"outcome":"Eligible"}
        }
        """;

    private readonly BoardRow _row = new("A", changed: null);

    [Fact]
    public async Task Each_person_says_what_the_script_has_in_turn()
    {
        await using var app = await FakeApp.StartAsync("EligibilityReview");

        (await PlayAsync(app)).Outcome.ShouldBe("Issued");

        app.Said.ShouldBe(
        [
            """dev.ad.demo-ad /ad-finding {"outcome":"Eligible"}""",
            """dev.reviewer.REV-0002 /offers/o1/answer {"accepted":true,"noConflictAttested":true}""",
            """dev.reviewer.REV-0002 /provisional {"items":[]}""",
            """dev.reviewer.REV-0002 /determination {"signedName":"First","recordsHash":"hash-of-records"}""",
            """dev.releaser.demo-releaser /release {"letterHash":"hash-of-letter","recordsHash":"hash-of-records"}""",
        ]);
        _row.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_offer_is_declined_as_the_script_says_and_the_next_one_accepted_by_whom_it_was_made_to()
    {
        await using var app = await FakeApp.StartAsync("ReviewerAssignment");

        (await PlayAsync(app, Script.Replace("\"provisional\"", "\"declines\": [{\"accepted\":false,\"reason\":\"No time.\"}], \"provisional\"", StringComparison.Ordinal))).Outcome.ShouldBe("Issued");

        app.Said.Where(said => !said.Contains("release", StringComparison.Ordinal)).ShouldBe(
        [
            """dev.reviewer.REV-0002 /offers/o1/answer {"accepted":false,"reason":"No time."}""",
            """dev.reviewer.REV-0001 /offers/o2/answer {"accepted":true,"noConflictAttested":true}""",
            """dev.reviewer.REV-0001 /provisional {"items":[]}""",
            """dev.reviewer.REV-0001 /determination {"signedName":"First","recordsHash":"hash-of-records"}""",
        ]);
    }

    [Fact]
    public async Task A_determination_that_a_quality_check_sends_back_is_followed_by_the_next()
    {
        await using var app = await FakeApp.StartAsync("ReviewerAssignment");
        app.SentBack = "First";

        await PlayAsync(app);

        app.Said.Where(said => said.Contains("/determination", StringComparison.Ordinal)).Select(said => said.Contains("First", StringComparison.Ordinal)).ShouldBe([true, false]);
        _row.Notes.ShouldBe(["quality check QC03 sends it back: the rationale cites no record"]);
    }

    [Fact]
    public async Task A_determination_that_is_not_yet_checked_is_not_followed_by_another()
    {
        await using var app = await FakeApp.StartAsync("ReviewerAssignment");
        app.ChecksQuality = false;
        using var limit = new CancellationTokenSource();
        app.Asked = path =>
        {
            // The second look at the quality report shows that the play goes on without a word.
            if (path.EndsWith("/quality", StringComparison.Ordinal) && app.Times(path) == 2)
                limit.Cancel();
        };

        await Should.ThrowAsync<OperationCanceledException>(() => PlayAsync(app, Script, limit.Token));

        app.Said.Count(said => said.Contains("/determination", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task The_director_can_end_the_case()
    {
        await using var app = await FakeApp.StartAsync("EligibilityReview");

        (await PlayAsync(app, """{"adFinding":{"outcome":"Ineligible"}}""")).Outcome.ShouldBe("Ineligible");

        app.Said.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_app_does_not_wait_for_yet_is_said_again()
    {
        await using var app = await FakeApp.StartAsync("ReviewerAssignment");
        app.Refusals = 2;

        (await PlayAsync(app)).Outcome.ShouldBe("Issued");
    }

    [Theory]
    [InlineData("EligibilityReview", """{"provisional":{},"determinations":[{}]}""", "has no adFinding")]
    [InlineData("ReviewerAssignment", """{"adFinding":{}}""", "its play script has none")]
    [InlineData("Rejected", Script, "$.priority: missing, expected Standard or Expedited")]
    [InlineData("ClinicalReview", Script, "whom the demo does not play")]
    public async Task What_no_script_says_is_not_invented(string stage, string script, string problem)
    {
        await using var app = await FakeApp.StartAsync(stage);

        (await Should.ThrowAsync<CliException>(() => PlayAsync(app, script))).Message.ShouldContain(problem);
    }

    [Fact]
    public async Task A_second_return_without_a_third_determination_ends_the_play()
    {
        await using var app = await FakeApp.StartAsync("ReviewerAssignment");
        app.SentBack = "First";

        var error = await Should.ThrowAsync<CliException>(() => PlayAsync(app, """{"provisional":{},"determinations":[{"signedName":"First"}]}"""));

        error.Message.ShouldContain("waits for determination 2");
    }

    [Fact]
    public async Task A_case_that_needs_attention_ends_the_play_with_its_reason()
    {
        await using var app = await FakeApp.StartAsync("ReviewerAssignment");
        app.NeedsAttention = new JsonObject { ["code"] = "no-reviewer" };

        (await Should.ThrowAsync<CliException>(() => PlayAsync(app))).Message.ShouldContain("no-reviewer");
    }

    [Fact]
    public async Task Letters_are_copied_as_they_were_served()
    {
        await using var app = await FakeApp.StartAsync("ReviewerAssignment");
        using var directory = new TemporaryDirectory();
        using var api = new ImrApi(app.Address);
        var closed = await PlayAsync(app);

        var result = await new DemoLetters(api, directory.Path).CopyAsync(Sample(Script), closed, _row, CancellationToken.None);

        result.Outcome.ShouldBe("Issued");
        result.LetterOutcome.ShouldBe("Overturn");
        foreach (var format in new[] { "txt", "html", "json" })
            File.ReadAllText(directory.Combine(FakeApp.Number, $"final-determination.{format}")).ShouldStartWith($"Letter as {format}");
    }

    private static DemoCase Sample(string script) => new(
        'A',
        new CaseDirectory("none", CaseNumber.Parse(FakeApp.Number), []),
        JsonSerializer.Deserialize<PlayScript>(script, ImrJson.Options)!);

    private async Task<CaseView> PlayAsync(FakeApp app, string script = Script, CancellationToken cancellation = default)
    {
        using var api = new ImrApi(app.Address);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        return await new CasePlay(api, Sample(script), ["REV-0001", "REV-0002"], _row).RunAsync(limit.Token);
    }
}
