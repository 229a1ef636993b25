using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Operations.Calendar;
using ImrFunctions.Operations.Ledger;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Operations;

/// <summary>When the State closes for a day, running clocks are planned anew: previewed, stored with who and why, told to each case once.</summary>
public sealed class ReplanTests
{
    private const string Operator = "dev.operator.op-1";
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 18, 0, 0, TimeSpan.Zero);
    private static readonly object[] Mourning = [new { date = "2026-04-01", name = "Day of mourning" }];

    [Fact]
    public async Task A_preview_shows_old_and_new_days_and_changes_nothing()
    {
        await using var app = await QuietAsync();
        await RunningAsync(app, "CM26-0062001");
        var met = await RunningAsync(app, "CM26-0062002");
        await met.AdvanceAsync(met.Change(3, ReviewStage.ClinicalReview).Meet(Determination(), Start.AddDays(3)));

        var preview = (await app.StateAsync(Operator, "/api/replan/preview", new { closures = Mourning })).Json;
        var one = preview["cases"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)one["caseNumber"], (int?)preview["casesSeen"]).ShouldBe(("CM26-0062001", 2));
        var shift = one["deadlines"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)shift["ruleId"], (string?)shift["oldDueOn"], (string?)shift["newDueOn"]).ShouldBe(("DL-DET-STD", "2026-04-01", "2026-04-02"));

        (await app.GetAsync(Operator, "/api/closures")).Json["closures"]!.AsArray().ShouldBeEmpty();
        (await app.FactsAsync(ReviewKey.Parse("CM26-0062001"), FactKind.DeadlinesChanged)).ShouldBeEmpty();
        (await app.StateAsync(Operator, "/api/replan/preview", new { })).Json["cases"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_closure_is_kept_with_who_and_why_and_each_case_is_told_once()
    {
        await using var app = await QuietAsync();
        await RunningAsync(app, "CM26-0062101");
        var preview = (await app.StateAsync(Operator, "/api/replan/preview", new { closures = Mourning })).Json;
        var body = new { closures = Mourning, reason = "Executive order N-1-26.", previewId = (string)preview["previewId"]! };
        var started = await app.StateAsync(Operator, "/api/replan", body);
        started.Status.ShouldBe(HttpStatusCode.Accepted);
        var report = await DoneAsync(app, body.previewId);
        ((string?)report["cases"]!.AsArray().ShouldHaveSingleItem()!["outcome"], (string?)report["by"]).ShouldBe(("Told", "Operator:op-1"));
        (await app.StateAsync(Operator, "/api/replan", body)).Text.ShouldBe(started.Text);

        var fact = (await app.FactsAsync(ReviewKey.Parse("CM26-0062101"), FactKind.DeadlinesChanged)).ShouldHaveSingleItem();
        var changed = fact.Read<DeadlinesChanged>();
        (changed.Reason, changed.Deadlines.Single().DueOn, fact.By).ShouldBe(("Executive order N-1-26.", new DateOnly(2026, 4, 2), "Operator:op-1"));
        var closures = (await app.GetAsync("dev.auditor.a-1", "/api/closures")).Json;
        ((string?)closures["closures"]![0]!["date"]).ShouldBe("2026-04-01");
        var change = closures["changes"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)change["by"], (string?)change["reason"], (string?)change["operationId"]).ShouldBe(("Operator:op-1", body.reason, body.previewId));

        await app.RestartAsync();
        app.Get<Calendars>().InForce.HolidayOn(new DateOnly(2026, 4, 1)).ShouldBe("Day of mourning");
    }

    [Fact]
    public async Task A_clock_that_starts_afterwards_runs_by_the_closure()
    {
        await using var app = await QuietAsync();
        await app.ImportPanelAsync();
        var today = PacificTime.LegalDay(app.Clock.GetUtcNow());
        var due = new DeadlineCalculator(RuleSetLibrary.Default.ForUrDecision(today), BusinessCalendar.Default).Compute(DeadlineIds.RecordsElectronic, today).DueOn;
        object[] closures = [new { date = due.ToString("O"), name = "Flood" }];
        var id = (string)(await app.StateAsync(Operator, "/api/replan/preview", new { closures })).Json["previewId"]!;
        await app.StateAsync(Operator, "/api/replan", new { closures, reason = "Flood.", previewId = id });
        await DoneAsync(app, id);

        await app.UploadSampleAsync("CM26-0000102", "CM26-0062201");
        var stands = await app.UntilAsync(Operator, "/api/cases/CM26-0062201", c => c["deadlines"]!.AsArray().Any(d => (string?)d!["ruleId"] == "DL-REC-ELEC"));
        var records = stands["deadlines"]!.AsArray().Single(d => (string?)d!["ruleId"] == "DL-REC-ELEC")!;
        DateOnly.Parse((string)records["dueOn"]!).ShouldBeGreaterThan(due);
    }

    [Fact]
    public async Task A_closure_that_was_none_is_withdrawn_and_stays_in_the_record()
    {
        await using var app = await QuietAsync();
        var change = new ClosureChange("0123456789abcdef0123456789abcdef", "Operator:op-1", Start, "x", [new Closure(new DateOnly(2026, 4, 1), "Error")], []);
        await app.Get<Calendars>().ChangeAsync(change, default);
        (await app.Get<Calendars>().ChangeAsync(change, default)).Changes.Count.ShouldBe(1);
        await RunningAsync(app, "CM26-0062301", Replanning.Of([Determination()], RuleSetLibrary.Default, app.Get<Calendars>().InForce).Single().New);

        var asked = new { withdrawn = new[] { "2026-04-01" } };
        var preview = (await app.StateAsync(Operator, "/api/replan/preview", asked)).Json;
        ((string?)preview["cases"]![0]!["deadlines"]![0]!["newDueOn"]).ShouldBe("2026-04-01");
        var id = (string)preview["previewId"]!;
        await app.StateAsync(Operator, "/api/replan", new { asked.withdrawn, reason = "Was a rumour.", previewId = id });
        await DoneAsync(app, id);
        var closures = (await app.GetAsync(Operator, "/api/closures")).Json;
        closures["closures"]!.AsArray().ShouldBeEmpty();
        closures["changes"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_replan_that_was_killed_half_way_goes_on_and_tells_no_case_twice()
    {
        await using var app = await QuietAsync();
        await RunningAsync(app, "CM26-0062401");
        await RunningAsync(app, "CM26-0062402");
        var id = (string)(await app.StateAsync(Operator, "/api/replan/preview", new { closures = Mourning })).Json["previewId"]!;
        await app.StateAsync(Operator, "/api/replan", new { closures = Mourning, reason = "x", previewId = id });
        await DoneAsync(app, id);

        // As a kill leaves it: everybody told, nothing of the place and the end kept, the message lost.
        var ledger = app.Get<OperationLedger>();
        await ledger.MoveAsync((await ledger.TryReadAsync(id, default))! with { DoneAt = null }, null, default);
        await app.Storage.Operations.UpsertEntityAsync(new TableEntity("open", id) { ["At"] = Start }, TableUpdateMode.Replace);
        await app.RestartAsync();
        await app.Get<OperationLedger>().ResumeAsync(TimeSpan.FromMinutes(1), default);
        await DoneAsync(app, id);
        foreach (var number in new[] { "CM26-0062401", "CM26-0062402" })
            (await app.FactsAsync(ReviewKey.Parse(number), FactKind.DeadlinesChanged)).Count.ShouldBe(1, number);
        (await app.GetAsync(Operator, "/api/closures")).Json["changes"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_preview_that_another_change_has_overtaken_is_409()
    {
        await using var app = await QuietAsync();
        var id = (string)(await app.StateAsync(Operator, "/api/replan/preview", new { closures = Mourning })).Json["previewId"]!;
        await app.Get<Calendars>().ChangeAsync(new ClosureChange("x", "Operator:op-2", Start, "x", [new Closure(new DateOnly(2026, 5, 5), "Other")], []), default);
        (await app.StateAsync(Operator, "/api/replan", new { closures = Mourning, reason = "x", previewId = id })).Status.ShouldBe(HttpStatusCode.Conflict);

        object[] other = [new { date = "2026-04-02", name = "Other day" }];
        var again = (string)(await app.StateAsync(Operator, "/api/replan/preview", new { closures = Mourning })).Json["previewId"]!;
        (await app.StateAsync(Operator, "/api/replan", new { closures = other, reason = "x", previewId = again })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_bad_request_lists_every_problem_and_changes_nothing()
    {
        await using var app = await QuietAsync();
        object[] closures = [new { date = "01.04.2026", name = "x" }, new { date = "2026-04-01", name = "" }, new { date = "2026-04-01", name = "y" }];
        var answer = await app.StateAsync(Operator, "/api/replan", new { closures, withdrawn = new[] { "never" }, previewId = "rubbish" });
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json["errors"]!.AsArray().Select(e => (string?)e!["path"]).ShouldBe(["$.previewId", "$.closures[0].date", "$.closures[1].name", "$.closures[2].date", "$.withdrawn[0]", "$.reason"]);
        (await app.StateAsync(Operator, "/api/replan/preview", new { continuation = "rubbish", limit = 0 })).Json["errors"]!.AsArray().Count.ShouldBe(2);
        (await app.GetAsync(Operator, "/api/replan/0123456789abcdef0123456789abcdef")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Deadline Determination() => new DeadlineCalculator(RuleSetLibrary.Default.ById("SB1160"), BusinessCalendar.Default).Compute(DeadlineIds.DeterminationStandard, Start);

    private static async Task<RegisteredCase> RunningAsync(TestApp app, string number, Deadline? deadline = null)
    {
        var registered = await RegisteredCase.AddAsync(app, number);
        await registered.AdvanceAsync(registered.Change(2, ReviewStage.ClinicalReview).Leave(ReviewStage.Received).Start(deadline ?? Determination()));
        return registered;
    }

    /// <summary>No timer runs by itself.</summary>
    private static Task<TestApp> QuietAsync() => TestApp.StartAsync(new TestAppOptions { Settings = { ["Reconcile:Schedule"] = "0 0 0 1 1 *" } });

    private static Task<JsonObject> DoneAsync(TestApp app, string id) => app.UntilAsync(Operator, "/api/replan/" + id, r => r["doneAt"] is not null);
}
