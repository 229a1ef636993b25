using Imr.Core.Correspondence;
using Imr.Core.Serialization;
using Imr.Testing;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Matching;
using ImrFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace ImrFunctions.Tests.Review;

/// <summary>
/// The app is killed while an authorization, a recusal, an amendment and a remand are taken, and started again: each happened once. IMR_KILL_SEED repeats a
/// run's kills.
/// </summary>
public sealed class ChangeKillTests(ITestOutputHelper output)
{
    private const int OfEachKind = 3;

    private static readonly string[] s_begin = ["Received", "EligibilityReview Proposed:Eligible", "RecordsRequested NoarfiSent,RecordsComplete", "ReviewerAssignment", "ClinicalReview"];
    private static readonly string[] s_end = ["AwaitingRelease QualityPassed", "Issued", "Closed Issued"];

    /// <summary>What stands in a case's timeline, whatever happened to the app.</summary>
    private static readonly Dictionary<FactKind, string[]> s_timelines = new()
    {
        [FactKind.Authorization] = [.. s_begin, "ClinicalReview ItemsAuthorized", .. s_end],
        [FactKind.Recusal] = [.. s_begin, "ReviewerAssignment ReviewerRecused:Scope", "ReviewerAssignment", "ClinicalReview", .. s_end],
        [FactKind.AmendmentDecision] = [.. s_begin, "ClinicalReview AmendmentPending", "ReviewerAssignment Amended:ReviewerAssignment", "ReviewerAssignment", "ClinicalReview", .. s_end],
        [FactKind.Remand] = [.. s_begin, .. s_end, "ReviewerAssignment RemandOrdered", "ReviewerAssignment Resumed", "ReviewerAssignment", "ClinicalReview", .. s_end],
    };

    /// <summary>What is told besides the NOARFI and the letter, and what stands in the reviewers' lists.</summary>
    private static readonly Dictionary<FactKind, (string[] Messages, string[] Assignments)> s_traces = new()
    {
        [FactKind.Authorization] = (["ItemsAuthorized"], ["Ended"]),
        [FactKind.Recusal] = ([], ["TakenBack", "Ended"]),
        [FactKind.AmendmentDecision] = (["Amended"], ["TakenBack", "Ended"]),
        [FactKind.Remand] = (["Remanded", "FinalDetermination"], ["Ended", "Ended"]),
    };

    [Fact]
    public async Task What_changes_a_review_happens_once_though_the_app_is_killed_while_it_is_taken()
    {
        var seed = KillTests.Setting("IMR_KILL_SEED") ?? Random.Shared.Next();
        output.WriteLine($"IMR_KILL_SEED={seed}");
        var cases = Enumerable.Range(0, OfEachKind * KilledChanges.Kinds.Count).ToDictionary(n => $"CM26-4100{n:000}", n => KilledChanges.Kinds[n % KilledChanges.Kinds.Count], StringComparer.Ordinal);
        var (host, account) = (await AzuriteForTests.AccountAsync(), await AzuriteForTests.AccountAsync());
        await using var services = KillTests.Services(account);
        var storage = services.GetRequiredService<CaseStorage>();
        await storage.EnsureCreatedAsync(CancellationToken.None);
        await using var app = new AppUnderKill(host, account);
        app.Start();
        using var client = new HttpClient { BaseAddress = app.Address, Timeout = TimeSpan.FromSeconds(30) };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await KillTests.ImportPanelAsync(client, limit.Token);

        var changes = new KilledChanges(storage, cases);
        var people = new KilledCases(storage, client, [.. cases.Keys.Select(number => (number, ReviewActs.SampleB))], changes);
        await people.UploadAsync();
        var kills = KillAsync(app, storage, changes, new Random(seed), limit.Token);
        IReadOnlyList<CaseRecord> closed;
        try
        {
            closed = await people.PlayAsync(limit.Token);
            await kills;
            await KillTests.UntilHandedOutAsync(storage, limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ShouldAssertException)
        {
            output.WriteLine(app.LastOutput);
            throw;
        }

        foreach (var record in closed)
            await CheckAsync(services, record, cases[record.Review.CaseNumber.Value]);
        (await services.GetRequiredService<ReviewerPanel>().AllAsync(CancellationToken.None)).ShouldAllBe(m => m.Open.Count == 0);
        (await KillTests.NamesAsync(storage.Quarantine, "")).ShouldBeEmpty();
    }

    /// <summary>Kills the app a random moment after the first statement of each kind was written.</summary>
    private async Task KillAsync(AppUnderKill app, CaseStorage storage, KilledChanges changes, Random random, CancellationToken cancellation)
    {
        foreach (var kind in KilledChanges.Kinds)
        {
            while (!await IsSaidAsync(storage, kind, cancellation))
                await Task.Delay(5, cancellation);
            await Task.Delay(random.Next(120), cancellation);
            await app.KillAsync();
            output.WriteLine($"Killed after the first {kind}.");
            app.Start();
            changes.NextTurn();
        }
    }

    private static async Task<bool> IsSaidAsync(CaseStorage storage, FactKind kind, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey ge {"fact|"} and RowKey lt {"fact}"} and Kind eq {kind.ToString()}");
        await foreach (var _ in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            return true;
        return false;
    }

    private static async Task CheckAsync(ServiceProvider services, CaseRecord record, FactKind kind)
    {
        var (storage, number) = (services.GetRequiredService<CaseStorage>(), record.Review.CaseNumber.Value);
        record.End.ShouldBe(CaseEnd.Issued, number);
        var timeline = await services.GetRequiredService<CaseRegister>().TimelineAsync(record.Review.CaseNumber, CancellationToken.None);
        timeline.Select(t => t.Note is null ? $"{t.Stage}" : $"{t.Stage} {t.Note}").ShouldBe(s_timelines[kind], number);

        var rows = new List<TableEntity>();
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {number}")))
            rows.Add(row);
        var facts = rows.Where(r => r.RowKey.StartsWith("fact|", StringComparison.Ordinal) && r.GetString("Kind") == kind.ToString()).ToList();
        facts.ShouldHaveSingleItem(number).GetBoolean("Consumed").ShouldBe(true, number);
        string[] messages = ["Noarfi", "FinalDetermination", .. s_traces[kind].Messages];
        // What staff is told is another matter.
        rows.Where(r => r.RowKey.StartsWith("out|", StringComparison.Ordinal)).Select(r => ImrJson.Read<Notification>(r.GetString("Body")!).Kind).Where(k => k != StaffNoticeCause.MessageKind)
            .ShouldBe(messages, ignoreOrder: true, number);
        await KillTests.CheckMessagesAsync(storage, rows, number);

        var assignments = new List<TableEntity>();
        await foreach (var row in storage.Assignments.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey ge {number} and RowKey lt {number + "}"}")))
            assignments.Add(row);
        assignments.Select(a => a.GetString("State")!).ShouldBe(s_traces[kind].Assignments, ignoreOrder: true, number);
        assignments.Select(a => a.PartitionKey).ShouldBeUnique(number);
    }
}
