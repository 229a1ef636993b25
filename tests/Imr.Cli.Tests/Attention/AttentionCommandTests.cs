using System.Text.Json.Nodes;

namespace Imr.Cli.Tests.Attention;

public sealed class AttentionCommandTests
{
    [Fact]
    public async Task Every_page_of_the_queue_is_shown_in_its_order()
    {
        await using var app = await FakeApp.StartAsync("Received");
        app.Attention.Add([Row("CM26-0000201", "StorageUnavailable", "op-2"), Row("CM26-0000202", "NoReviewer", null)]);
        app.Attention.Add([Row("CM26-0000203", "TimedOut", null)]);

        var (exitCode, output, _) = await Imr.RunAsync("attention", "--url", $"{app.Address}");

        exitCode.ShouldBe(0);
        string[] rows = [.. output.Split('\n').Where(l => l.Contains("CM26-", StringComparison.Ordinal))];
        rows.Select(r => r[r.IndexOf("CM26-", StringComparison.Ordinal)..][..12]).ShouldBe(["CM26-0000201", "CM26-0000202", "CM26-0000203"]);
        foreach (var word in new[] { "StorageUnavailable", "CheckQuality", "QualityReview", "2026-05-04 16:00", "op-2", "ref-1" })
            rows[0].ShouldContain(word);
        output.ShouldContain("3 cases need attention.");
    }

    [Fact]
    public async Task As_json_the_rows_are_the_apis_own()
    {
        await using var app = await FakeApp.StartAsync("Received");
        app.Attention.Add([Row("CM26-0000201", "BadData", null)]);
        app.Attention.Add([Row("CM26-0000202", "BadData", null)]);

        var rows = JsonNode.Parse((await Imr.RunAsync("attention", "--json", "--url", $"{app.Address}")).Output)!.AsArray();

        rows.Select(r => (string?)r!["caseNumber"]).ShouldBe(["CM26-0000201", "CM26-0000202"]);
        ((string?)rows[0]!["newer"]).ShouldBe("kept");
    }

    [Fact]
    public async Task An_empty_queue_is_said()
    {
        await using var app = await FakeApp.StartAsync("Received");

        (await Imr.RunAsync("attention", "--url", $"{app.Address}")).Output.Trim().ShouldBe("No case needs attention.");
        (await Imr.RunAsync("attention", "--json", "--url", $"{app.Address}")).Output.Trim().ShouldBe("[]");
    }

    private static object Row(string number, string code, string? owner) => new
    {
        caseNumber = number,
        round = 1,
        stage = "QualityReview",
        organizationId = "ORG-X",
        priority = "Standard",
        attempt = 1,
        step = "CheckQuality",
        code,
        refId = "ref-1",
        canSkip = false,
        since = new DateTimeOffset(2026, 5, 4, 16, 0, 0, TimeSpan.Zero),
        owner,
        newer = "kept",
    };
}
