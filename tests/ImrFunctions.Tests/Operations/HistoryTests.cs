using System.Text.Json.Nodes;
using Imr.Testing;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Operations;

/// <summary>What stands in an instance's history: the version it runs by, one serializer, ids and no words of the case.</summary>
public sealed class HistoryTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task A_history_has_the_default_version_camel_case_payloads_and_no_name()
    {
        await new PlayedReview(shared.App, "CM26-0000102", "CM26-0009001").ToLetterAsync();
        var text = shared.App.HistoryOf("CM26-0009001");
        var events = JsonNode.Parse(text)!["events"]!.AsArray();
        var version = (string)JsonNode.Parse(await File.ReadAllTextAsync(RepoRoot.Combine("host.json")))!["extensions"]!["durableTask"]!["defaultVersion"]!;
        var start = events.Single(e => (string?)e!["k"] == "start")!.AsObject();
        start.Single(p => p.Key.Equals("version", StringComparison.OrdinalIgnoreCase)).Value!.GetValue<string>().ShouldBe(version);

        var payloads = events.SelectMany(e => e!.AsObject().Select(p => p.Value)).OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var s) ? s : "").Where(s => s.StartsWith('{')).ToList();
        payloads.Count.ShouldBeGreaterThan(15);
        payloads.SelectMany(p => Names(JsonNode.Parse(p))).Where(n => char.IsUpper(n[0])).ShouldBeEmpty();
        payloads.Where(p => p.Contains("schemaVersion", StringComparison.Ordinal)).ShouldNotBeEmpty();
        foreach (var word in new[] { "Ruvalcaba", "Anselmo", "lumbar", "progress-report", "Okafor", "Redwood Crest" })
            text.ShouldNotContain(word, Case.Insensitive);
    }

    private static IEnumerable<string> Names(JsonNode? node)
        => node switch
        {
            JsonObject o => o.SelectMany(p => Names(p.Value).Prepend(p.Key)),
            JsonArray a => a.SelectMany(Names),
            _ => [],
        };
}
