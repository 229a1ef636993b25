using System.Text.Json.Nodes;
using Imr.Core.Serialization;
using Imr.Testing;
using ImrFunctions.Review;
using ImrFunctions.Tests.Hosting;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Replay;

namespace ImrFunctions.Tests.Review;

/// <summary>
/// Histories that instances in the field may have: today's orchestrator must repeat each of them, event for event (docs/determinism.md). A folder a version;
/// it stays while an instance of that version can live, byte for byte: UPDATE_GOLDEN=1 records only what is missing.
/// </summary>
public sealed class GoldenHistoryTests
{
    private const string Straight = "overturn-straight.json";

    /// <summary>The version that a review has that begins today.</summary>
    private const string Newest = "v1.1.0";

    private static readonly string s_root = RepoRoot.Combine("tests", "ImrFunctions.Tests", "Review", "Histories");

    public static TheoryData<string> Files { get; } =
        [.. Directory.EnumerateFiles(s_root, "*.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(s_root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_path_through_the_review_has_a_golden_history_of_the_newest_version()
        => Directory.EnumerateFiles(Path.Combine(s_root, Newest)).Select(f => Path.GetFileNameWithoutExtension(f)).ShouldBe(
            GoldenPlays.All.Select(p => p.Name),
            ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Files))]
    public void The_orchestrator_repeats_every_golden_history(string file) => Verify(Read(file));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_golden_history_holds_ids_and_is_short(string file)
    {
        var text = File.ReadAllText(Path.Combine(s_root, file));
        ((int?)JsonNode.Parse(text)!["historyBytes"])!.Value.ShouldBeLessThan(64 * 1024);
        text.ShouldNotContain("Ruvalcaba");
        text.ShouldNotContain("Whitcombe");
        text.ShouldNotContain("lumbar");
        foreach (var said in new[] { "Panelwright", "sychotherapy", "examination", "employer", "Changed", "archive", "adjuster" })
            text.ShouldNotContain(said);
    }

    [Fact]
    public void A_renamed_activity_is_refused_by_its_name()
    {
        var history = Read("v1.0.0/" + Straight);
        var last = Tasks(history).Last();
        last["Name"] = "CloseTheCase";
        Refused(history).RecordedEvent.ShouldBe($"TaskScheduled #{(int)last["Id"]!} 'CloseTheCase'");
    }

    [Theory]
    [InlineData("authorized-all", "ApplyAuthorization")]
    [InlineData("recused", "TakeBackReviewer")]
    [InlineData("amended-rescreened", "ApplyAmendment")]
    [InlineData("remand", "ResumeReview")]
    public void A_renamed_change_of_the_review_is_refused_by_its_name(string file, string activity)
    {
        var history = Read($"v1.0.0/{file}.json");
        var change = Tasks(history).First(t => (string?)t["Name"] == activity);
        change["Name"] = "ChangeTheReview";
        Refused(history).RecordedEvent.ShouldBe($"TaskScheduled #{(int)change["Id"]!} 'ChangeTheReview'");
    }

    [Fact]
    public void Swapped_calls_are_refused_at_the_first_of_them()
    {
        var history = Read("v1.0.0/" + Straight);
        var tasks = Tasks(history).ToList();
        var (first, second) = ((string)tasks[0]["Name"]!, (string)tasks[1]["Name"]!);
        tasks[0]["Name"] = second;
        tasks[1]["Name"] = first;
        Refused(history).RecordedEvent.ShouldBe($"TaskScheduled #{(int)tasks[0]["Id"]!} '{second}'");
    }

    [Fact]
    public void A_missing_call_is_refused_at_the_next_one()
    {
        var history = Read("v1.0.0/" + Straight);
        var events = history["events"]!.AsArray();
        var tasks = Tasks(history).ToList();
        var missing = (int)tasks[1]["Id"]!;
        // With it its number goes: the calls after it are numbered as if it had never been made.
        foreach (var gone in events.OfType<JsonObject>().Where(e => Is(e, "task", "task-done") && (int?)e["Id"] == missing).ToList())
            events.Remove(gone);
        foreach (var later in events.OfType<JsonObject>().Where(e => (int?)e["Id"] > missing))
            later["Id"] = (int)later["Id"]! - 1;
        Refused(history).RecordedEvent.ShouldBe($"TaskScheduled #{missing} '{(string)tasks[2]["Name"]!}'");
    }

    [Fact]
    public void An_extra_call_is_refused_by_its_name()
    {
        var history = Read("v1.0.0/" + Straight);
        var events = history["events"]!.AsArray();
        var last = Tasks(history).Last();
        var extra = last.DeepClone().AsObject();
        extra["Id"] = (int)last["Id"]! + 1;
        extra["Name"] = "WriteASecondLetter";
        events.Insert(events.IndexOf(last) + 1, extra);
        Refused(history).RecordedEvent.ShouldBe($"TaskScheduled #{(int)extra["Id"]!} 'WriteASecondLetter'");
    }

    [Fact]
    public void A_history_that_ends_otherwise_than_the_code_is_refused_at_its_end()
    {
        var history = Read("v1.0.0/" + Straight);
        var end = history["events"]!.AsArray().OfType<JsonObject>().Single(e => Is(e, "end"));
        end["Status"] = (int)InstanceStatus.Failed;
        Refused(history).RecordedEvent.ShouldBe("the end (Failed)");
    }

    [RecordingFact]
    public async Task Recording()
    {
        var folder = Path.Combine(s_root, Newest);
        // What older code recorded is what instances in the field have: it is never written anew.
        foreach (var golden in GoldenPlays.All.Where(p => !File.Exists(PathOf(p))))
        {
            await using var app = await TestApp.StartAsync();
            await app.ImportPanelAsync(golden.Panel);
            var instance = await golden.Play(app);
            await app.Engine.WaitForInstanceCompletionAsync(instance, CancellationToken.None);
            await File.WriteAllTextAsync(PathOf(golden), app.HistoryOf(instance).ReplaceLineEndings("\n") + "\n");
        }

        string PathOf(GoldenPlay golden) => Path.Combine(folder, golden.Name + ".json");
    }

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(s_root, file)))!.AsObject();

    private static bool Is(JsonObject recorded, params string[] kinds) => kinds.Contains((string?)recorded["k"], StringComparer.Ordinal);

    private static IEnumerable<JsonObject> Tasks(JsonObject history) => history["events"]!.AsArray().OfType<JsonObject>().Where(e => Is(e, "task"));

    private static void Verify(JsonObject history) => HistoryReplay.Verify(history.ToJsonString(), async context => await ReviewOrchestrator.Run(context), ImrJson.Options);

    private static NonDeterminismException Refused(JsonObject history) => Should.Throw<NonDeterminismException>(() => Verify(history));

    /// <summary>Runs only when golden histories are to be recorded.</summary>
    private sealed class RecordingFactAttribute : FactAttribute
    {
        public RecordingFactAttribute()
        {
            if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") != "1")
                Skip = "UPDATE_GOLDEN=1 records the golden histories.";
        }
    }
}
