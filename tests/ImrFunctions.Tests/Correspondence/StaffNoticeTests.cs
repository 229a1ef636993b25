using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Correspondence;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Correspondence;

/// <summary>Staff is told of what must be seen, and somebody further until it is acknowledged.</summary>
public sealed class StaffNoticeTests : IAsyncLifetime
{
    private const string Director = "dev.ad.desk-1";
    private TestApp _app = null!;

    public async Task InitializeAsync()
        => _app = await TestApp.StartAsync(new TestAppOptions { Settings = { ["Correspondence:Schedule"] = "0 0 0 1 1 *", ["Reconcile:Schedule"] = "0 0 0 1 1 *", ["Reconcile:GraceSeconds"] = "0" } });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_breach_goes_to_the_operator_then_to_the_director_and_on_until_somebody_acknowledges_it()
    {
        var id = await NotedAsync("CM26-0007301", "Overdue:DL-DET-STD");
        (await MineAsync(Desk.Operator)).ShouldBe([id]);
        (await MineAsync(Director)).ShouldBeEmpty();
        (await EscalateAfterAsync(hours: 3)).ShouldBe(0);
        (await EscalateAfterAsync(hours: 1.1)).ShouldBe(1);
        (await MineAsync(Director)).ShouldBe([id]);
        (await EscalateAfterAsync(hours: 0)).ShouldBe(0);
        // Nobody says a word: again each day, and not for every day that the app was down.
        (await EscalateAfterAsync(hours: 24)).ShouldBe(1);
        (await EscalateAfterAsync(hours: 24 * 5)).ShouldBe(1);
        (await _app.Storage.Outgoing.NamesAsync($"notices/{id}")).Count.ShouldBe(4);

        var acknowledged = await _app.StateAsync(Director, $"/api/notices/{id}/acknowledge", new { });
        acknowledged.Json["acknowledgedBy"]!.GetValue<string>().ShouldBe("AdministrativeDirector:desk-1");
        // Who was told too may say so too: the first word stands.
        (await _app.StateAsync(Desk.Operator, $"/api/notices/{id}/acknowledge", new { })).Text.ShouldBe(acknowledged.Text);
        (await EscalateAfterAsync(hours: 24 * 30)).ShouldBe(0);
        (await MineAsync(Desk.Operator)).ShouldBeEmpty();
        (await MineAsync(Director)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_who_was_told_may_acknowledge()
    {
        var id = await NotedAsync("CM26-0007302", "Reminder:Release");
        (await MineAsync("dev.releaser.md-1")).ShouldBe([id]);
        foreach (var token in new[] { Director, "dev.reviewer.REV-0001", "dev.intake.desk-1", "dev.auditor.a-1" })
            (await _app.StateAsync(token, $"/api/notices/{id}/acknowledge", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _app.StateAsync("dev.releaser.md-1", "/api/notices/CM26-0007302.9999.0/acknowledge", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _app.StateAsync("dev.releaser.md-1", "/api/notices/nonsense/acknowledge", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_offer_is_told_to_its_reviewer_and_to_nobody_further_once_it_was_answered()
    {
        await _app.ImportPanelAsync();
        var play = new PlayedReview(_app, "CM26-0000102", "CM26-0007303");
        await play.ToOfferAsync();
        var notices = await _app.UntilAsync(play.ReviewerToken, "/api/notices", n => n["notices"]!.AsArray().Count == 1);
        var notice = notices["notices"]![0]!;
        ((string?)notice["kind"], (string?)notice["code"]).ShouldBe(("NewOffer", "CM26-0007303-o1"));
        await play.AcceptAsync();

        (await EscalateAfterAsync(hours: 25)).ShouldBe(0);
        (await MineAsync(play.ReviewerToken)).ShouldBeEmpty();
        (await MineAsync(Desk.Operator)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_notice_whose_message_comes_twice_does_not_come_back_after_it_was_acknowledged()
    {
        var id = await NotedAsync("CM26-0007304", "NeedsAttention:NoReviewer");
        var stored = await _app.Get<StaffNoticeStore>().FindAsync(id, default);
        await _app.Get<StaffNoticeDesk>().AcknowledgeAsync(id, new Principal(Role.Operator, "op-1", null), default);
        var review = ReviewKey.Parse("CM26-0007304");
        await _app.Get<NotificationDesk>().DeliverAsync(
            new Notification(1, id, review, StaffNoticeCause.MessageKind, [], new StaffNoticeCause(StaffNoticeKind.NeedsAttention, "NoReviewer", Priority.Standard, null).ToString(), stored!.Notice.CreatedAt), default);
        (await MineAsync(Desk.Operator)).ShouldBeEmpty();
        (await EscalateAfterAsync(hours: 48)).ShouldBe(0);
    }

    [Fact]
    public async Task Two_changes_at_one_step_are_two_notices()
    {
        var registered = await RegisteredCase.AddAsync(_app, "CM26-0007305");
        var step = registered.Change(2, ReviewStage.ClinicalReview).WithNote("NeedsAttention:NoReviewer").Send(new OutgoingMessage("Noarfi", ["Attorney"], null));
        await registered.AdvanceAsync(step);
        await registered.AdvanceAsync(registered.Change(2, ReviewStage.ClinicalReview).Between("n1").WithNote("Overdue:DL-DET-STD"));
        await registered.AdvanceAsync(registered.Change(2, ReviewStage.ClinicalReview).Between("n2").WithNote("Overdue:DL-DET-STD"));
        await _app.UntilAsync(Desk.Operator, "/api/notices", n => n["notices"]!.AsArray().Count(x => (string?)x!["caseNumber"] == "CM26-0007305" && (string?)x["kind"] != "ReturnedMail") == 3);
    }

    [Fact]
    public async Task Mail_that_comes_back_to_a_closed_case_is_watched_until_staff_is_told()
    {
        var review = await _app.CaseAsync("CM26-0007307");
        await _app.DeliverAsync(_app.Message(review));
        await _app.Get<MailRoom>().MakeAsync(now: true, default);
        (await _app.StateAsync(Director, "/api/cases/CM26-0007307/ad-finding", new { outcome = "Ineligible", reasonCodes = new[] { "INEL_UNSIGNED" } })).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync("CM26-0007307", "Closed");
        await _app.UntilAsync(Desk.Operator, "/api/cases/CM26-0007307/correspondence", c => c["items"]!.AsArray().Any(i => (string?)i!["kind"] == "Ineligible"));
        await _app.Get<Reconciler>().RunAsync(_app.Engine, default);
        (await ClosedAsync()).ShouldNotContain(review.CaseNumber);

        var item = (await _app.ItemsAsync(review)).Single(i => i is { Kind: "Noarfi", Recipient: "InjuredWorker" });
        (await _app.StateAsync(Desk.Intake, Desk.Address(item, "returned"), new { reason = "Moved" })).Status.ShouldBe(HttpStatusCode.OK);

        // A lost signal would be made up for: reconcile looks at the case again.
        (await ClosedAsync()).ShouldContain(review.CaseNumber);
        await _app.UntilAsync(Desk.Intake, "/api/notices", n => n["notices"]!.AsArray().Any(x => (string?)x!["code"] == item.ItemId));
        await _app.Get<Reconciler>().RunAsync(_app.Engine, default);
        (await ClosedAsync()).ShouldNotContain(review.CaseNumber);
    }

    private async Task<IReadOnlyList<CaseNumber>> ClosedAsync()
        => [.. (await _app.Get<CaseIndex>().ListAsync(CaseIndex.StagePartition(ReviewStage.Closed), 100, null, default)).Cases.Select(c => c.CaseNumber)];

    [Fact]
    public async Task Every_level_of_the_rules_is_a_role_or_the_reviewer()
    {
        foreach (var level in EscalationRules.Default.Rules.SelectMany(r => r.Levels))
            Enum.TryParse<Role>(level.To, out _).ShouldBeTrue(level.To);
        foreach (var rule in RouteTable.Rules.Where(r => r.Function == "GetNotices"))
            EscalationRules.Default.Rules.SelectMany(r => r.Levels).Select(l => Enum.Parse<Role>(l.To)).Except(rule.Roles).ShouldBeEmpty();
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Nothing_of_a_person_is_in_a_notice_a_queue_message_or_the_log()
    {
        await _app.ImportPanelAsync();
        var play = new PlayedReview(_app, "CM26-0000102", "CM26-0007306");
        await play.ToLetterAsync();
        await _app.UntilAsync(Desk.Operator, $"/api/cases/{play.CaseNumber}/correspondence", c => c["items"]!.AsArray().Any(i => (string?)i!["kind"] == "FinalDetermination"));
        await _app.Get<MailRoom>().MakeAsync(now: true, default);
        var worker = (await _app.ItemsAsync(ReviewKey.Parse(play.CaseNumber))).First(i => i.Recipient == "InjuredWorker");
        (await _app.StateAsync(Desk.Intake, Desk.Address(worker, "returned"), new { reason = "Moved" })).Status.ShouldBe(HttpStatusCode.OK);
        await _app.UntilAsync(Desk.Intake, "/api/notices", n => n["notices"]!.AsArray().Count == 1);

        var seen = string.Join('\n', _app.Log.All);
        await foreach (var row in _app.Storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {play.CaseNumber}")))
        {
            if (row.RowKey.StartsWith("out|", StringComparison.Ordinal) || row.RowKey.StartsWith("notice|", StringComparison.Ordinal) || row.RowKey.StartsWith("outgoing|", StringComparison.Ordinal))
                seen += string.Join('\n', row.Select(p => p.Value));
        }

        foreach (var name in await _app.Storage.Outgoing.NamesAsync("notices/"))
            seen += await _app.BlobAsync(name);
        foreach (var row in await IndexAsync())
            seen += string.Join('\n', row.Select(p => p.Value));
        var application = JsonNode.Parse(File.ReadAllText(Imr.Testing.RepoRoot.Combine("samples", "cases", "CM26-0000102", "application.json")))!;
        string[] secret =
        [
            (string)application["injuredWorker"]!["lastName"]!, (string)application["injuredWorker"]!["address"]!["line1"]!, (string)application["claim"]!["claimNumber"]!,
            (string)application["requestingPhysician"]!["lastName"]!, (string)application["claimsAdministrator"]!["companyName"]!, (string)application["disputedItems"]![0]!["description"]!,
        ];
        secret.Where(s => seen.Contains(s, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        // The search works: the body has them.
        (await _app.BlobAsync(worker.Service.Body)).ShouldContain(secret[0]);
    }

    private async Task<IReadOnlyList<TableEntity>> IndexAsync()
    {
        var rows = new List<TableEntity>();
        await foreach (var row in _app.Storage.CaseIndex.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {"n"}")))
            rows.Add(row);
        return rows;
    }

    /// <summary>A change with this note, and the notice that came of it.</summary>
    private async Task<string> NotedAsync(string number, string note)
    {
        var registered = await RegisteredCase.AddAsync(_app, number, stage: ReviewStage.AwaitingRelease, arrived: _app.Clock.GetUtcNow());
        await registered.AdvanceAsync(new CaseChange(registered.Review, 1, ReviewStage.AwaitingRelease, _app.Clock.GetUtcNow()).Between("n1").WithNote(note));
        var id = number + ".0001n1.0";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await _app.Get<StaffNoticeStore>().FindAsync(id, limit.Token) is null)
            await Task.Delay(25, limit.Token);
        return id;
    }

    private async Task<IReadOnlyList<string>> MineAsync(string token)
        => [.. (await _app.GetAsync(token, "/api/notices")).Json["notices"]!.AsArray().Select(n => (string)n!["id"]!)];

    private Task<int> EscalateAfterAsync(double hours)
    {
        _app.Clock.Advance(TimeSpan.FromHours(hours));
        return _app.Get<StaffNoticeDesk>().EscalateAsync(default);
    }
}
