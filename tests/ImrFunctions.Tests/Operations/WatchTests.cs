using System.Diagnostics.Metrics;
using Imr.Core.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Operations.Watch;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Operations;

/// <summary>The case that stands longest at each stage is known without looking at all of them, and shown when it stands too long.</summary>
public sealed class WatchTests
{
    private const string Operator = "dev.operator.op-1";

    [Fact]
    public async Task The_oldest_case_of_a_stage_is_found_and_fires_its_alerts()
    {
        await using var app = await QuietAsync();
        var now = app.Clock.GetUtcNow();
        await EnteredAsync(app, "CM26-0064001", ReviewStage.AwaitingRelease, now.AddHours(-60));
        await EnteredAsync(app, "CM26-0064002", ReviewStage.AwaitingRelease, now.AddHours(-120));
        await EnteredAsync(app, "CM26-0064003", ReviewStage.ClinicalReview, now.AddHours(-1));
        await app.Get<Reconciler>().RunAsync(app.Engine, default);

        var watch = (await app.GetAsync(Operator, "/api/watch")).Json;
        watch["oldest"]!.AsArray().Select(o => ((string?)o!["place"], (string?)o["caseNumber"])).ShouldBe([("ClinicalReview", "CM26-0064003"), ("AwaitingRelease", "CM26-0064002")]);
        watch["alerts"]!.AsArray().Select(a => ((string?)a!["severity"], (string?)a["who"], (string?)a["caseNumber"], (int)a["cases"]!)).ShouldBe(
            [("Warning", "Releaser", "CM26-0064002", 2), ("Critical", "Releaser", "CM26-0064002", 1)]);
    }

    [Fact]
    public async Task Steps_within_a_stage_do_not_make_a_case_younger()
    {
        await using var app = await QuietAsync();
        var now = app.Clock.GetUtcNow();
        var registered = await EnteredAsync(app, "CM26-0064101", ReviewStage.ReviewerAssignment, now.AddHours(-200));
        await registered.AdvanceAsync(new CaseChange(registered.Review, 3, ReviewStage.ReviewerAssignment, now).Leave(ReviewStage.ReviewerAssignment));
        await app.Get<Reconciler>().RunAsync(app.Engine, default);
        var oldest = (await app.GetAsync(Operator, "/api/watch")).Json["oldest"]!.AsArray().ShouldHaveSingleItem()!;
        ((double)oldest["ageHours"]!).ShouldBeInRange(199.5, 200.5);
    }

    [Fact]
    public async Task A_sweep_over_many_pages_finds_the_oldest_of_all_and_one_that_moved_on_is_not_shown()
    {
        await using var app = await QuietAsync(("Reconcile:CasesPerPass", "2"));
        var now = app.Clock.GetUtcNow();
        for (var n = 0; n < 5; n++)
            await EnteredAsync(app, $"CM26-00642{n:D2}", ReviewStage.QualityReview, now.AddHours(-10 - ((n * 3) % 5)));
        for (var pass = 0; pass < 3; pass++)
            await app.Get<Reconciler>().RunAsync(app.Engine, default);
        (await app.Get<StageAges>().OldestAsync(ReviewStage.QualityReview, default)).Select(a => a.CaseNumber.Value).ShouldBe(
            ["CM26-0064203", "CM26-0064201", "CM26-0064204", "CM26-0064202", "CM26-0064200"]);

        var register = app.Get<CaseRegister>();
        var moved = await register.GetAsync(CaseNumber.Parse("CM26-0064203"), default);
        await register.AdvanceAsync(new CaseChange(moved.Review, 3, ReviewStage.AwaitingRelease, now).Leave(ReviewStage.QualityReview), IndexEntry.Of(moved), null, default);
        ((string?)(await app.GetAsync(Operator, "/api/watch")).Json["oldest"]![0]!["caseNumber"]).ShouldBe("CM26-0064201");
    }

    [Fact]
    public async Task Alerts_are_logged_by_case_number_and_measured()
    {
        await using var app = await QuietAsync();
        await app.InTroubleAsync("CM26-0064301", "StorageUnavailable", app.Clock.GetUtcNow().AddHours(-9));
        var measured = new List<(string Stage, double Seconds)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == StageAges.MeterName)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => measured.Add(((string)tags[0].Value!, value)));
        listener.Start();
        await app.Get<StageWatch>().LogAsync(default);
        listener.RecordObservableInstruments();

        app.Log.All.ShouldContain(l => l.Contains("Warning alert for Operator: CM26-0064301 has stood at NeedsAttention for 9 h", StringComparison.Ordinal));
        measured.ShouldContain(m => m.Stage == "NeedsAttention" && m.Seconds > 9 * 3600 - 60 && m.Seconds < 9 * 3600 + 600);
    }

    private static async Task<RegisteredCase> EnteredAsync(TestApp app, string number, ReviewStage stage, DateTimeOffset at)
    {
        var registered = await RegisteredCase.AddAsync(app, number, arrived: at.AddDays(-1));
        await registered.AdvanceAsync(new CaseChange(registered.Review, 2, stage, at).Leave(ReviewStage.Received));
        return registered;
    }

    private static Task<TestApp> QuietAsync(params (string Name, string Value)[] more)
    {
        var options = new TestAppOptions { Settings = { ["Reconcile:Schedule"] = "0 0 0 1 1 *" } };
        foreach (var (name, value) in more)
            options.Settings[name] = value;
        return TestApp.StartAsync(options);
    }
}
