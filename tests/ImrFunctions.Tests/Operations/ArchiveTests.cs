using System.Net;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations;
using ImrFunctions.Operations.Archive;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Operations;

/// <summary>A review that ended long ago leaves the task hub, and nobody who asks for the case can tell.</summary>
public sealed class ArchiveTests
{
    private const string Operator = "dev.operator.op-1";

    [Fact]
    public async Task An_ended_review_is_archived_then_purged_and_its_answers_stay_the_same()
    {
        await using var app = await QuietAsync();
        await WithdrawnAsync(app, "CM26-0065001");
        (await app.StateAsync(Operator, "/api/archive/preview", new { })).Json["cases"]!.AsArray().ShouldBeEmpty();

        app.Clock.Advance(TimeSpan.FromDays(31));
        var status = await app.GetAsync(Operator, "/api/cases/CM26-0065001/status");
        var whole = await app.GetAsync(Operator, "/api/cases/CM26-0065001");
        var due = (await app.StateAsync(Operator, "/api/archive/preview", new { })).Json["cases"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)due["caseNumber"], (int?)due["round"]).ShouldBe(("CM26-0065001", 1));
        ((int?)(await app.StateAsync(Operator, "/api/archive/run", new { })).Json["archived"]).ShouldBe(1);

        (await app.Engine.GetInstanceAsync("CM26-0065001")).ShouldBeNull();
        (await app.GetAsync(Operator, "/api/cases/CM26-0065001/status")).Text.ShouldBe(status.Text);
        (await app.GetAsync(Operator, "/api/cases/CM26-0065001")).Text.ShouldBe(whole.Text);
        var archived = ImrJson.Read<ArchivedReview>((await app.Storage.Archive.TryReadAsync("CM26-0065001/r1.json", default))!.ToMemory().Span);
        // What the queue delivers comes perhaps later.
        archived.Rows.Select(r => r.RowKey.Split('|')[0]).Distinct().Except(["delivery", "outgoing", "notice"]).ShouldBe(["case", "doc", "fact", "item", "keys", "out", "stage"], ignoreOrder: true);
        archived.Rows.Single(r => r.RowKey == "case").Properties.ShouldContain(new ArchivedProperty("End", "String", "Withdrawn"));

        ((int?)(await app.StateAsync(Operator, "/api/archive/run", new { })).Json["archived"]).ShouldBe(0);
        await app.Get<Reconciler>().RunAsync(app.Engine, default);
        (await app.Engine.GetInstanceAsync("CM26-0065001")).ShouldBeNull();
    }

    [Fact]
    public async Task A_run_that_was_killed_between_archive_and_purge_goes_on()
    {
        await using var app = await QuietAsync();
        await WithdrawnAsync(app, "CM26-0065101");
        app.Clock.Advance(TimeSpan.FromDays(31));
        // As a kill leaves it: the archive written, the instance and the list as they were.
        await app.Storage.Archive.TryCreateAsync("CM26-0065101/r1.json", "{}"u8.ToArray(), "application/json", default);
        await app.RestartAsync();
        ((int?)(await app.StateAsync(Operator, "/api/archive/run", new { })).Json["archived"]).ShouldBe(1);
        (await app.Engine.GetInstanceAsync("CM26-0065101")).ShouldBeNull();
        (await app.Storage.Archive.TryReadAsync("CM26-0065101/r1.json", default))!.ToString().ShouldBe("{}");
    }

    [Fact]
    public async Task After_the_retention_date_a_tombstone_answers()
    {
        await using var app = await QuietAsync(("Archive:RetentionDays", "60"));
        await WithdrawnAsync(app, "CM26-0065201");
        app.Clock.Advance(TimeSpan.FromDays(59));
        (await app.GetAsync(Operator, "/api/cases/CM26-0065201/status")).Status.ShouldBe(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(2));
        foreach (var path in new[] { "", "/status" })
        {
            (await app.GetAsync(Operator, "/api/cases/CM26-0065201" + path)).Status.ShouldBe(HttpStatusCode.Gone);
            (await app.GetAsync("dev.claims.u-1.OTHER", "/api/cases/CM26-0065201" + path)).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    /// <summary>A real review that ended: it found no reviewer, and the applicant withdrew.</summary>
    private static async Task WithdrawnAsync(TestApp app, string number)
    {
        await app.UploadSampleAsync("CM26-0000102", number);
        await app.UntilAsync(Operator, "/api/cases/" + number, c => c["needsAttention"] is not null);
        (await app.StateAsync(Operator, $"/api/cases/{number}/withdrawal", new { reason = "Settled." })).Status.ShouldBe(HttpStatusCode.Accepted);
        await app.UntilStageAsync(number, "Closed");
        await app.Engine.WaitForInstanceCompletionAsync(number);
        await app.Get<Reconciler>().RunAsync(app.Engine, default);
    }

    private static Task<TestApp> QuietAsync(params (string Name, string Value)[] more)
    {
        var options = new TestAppOptions { Settings = { ["Reconcile:Schedule"] = "0 0 0 1 1 *", ["Reconcile:GraceSeconds"] = "0", ["Archive:Schedule"] = "0 0 0 1 1 *" } };
        foreach (var (name, value) in more)
            options.Settings[name] = value;
        return TestApp.StartAsync(options);
    }
}
