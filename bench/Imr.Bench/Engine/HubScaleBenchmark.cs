using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Imr.Bench.Engine;

/// <summary>A hub with many ended instances: start, pages, filters, purge, backup.</summary>
internal sealed class HubScaleBenchmark : IBenchmark
{
    private const int PageSize = 100;
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Name => "hub-scale";

    public string Sentence => "A hub with 100,000 ended instances: start of an engine, paging, filters, purge by filter, backup (--instances N).";

    public async Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        arguments.AllowOnly("--instances");
        var instances = arguments.Number("--instances", 100_000, 1000, 10_000_000);
        var directory = Directory.CreateTempSubdirectory("imr-hub-").FullName;
        try
        {
            var numbers = await MeasureAsync(Path.Combine(directory, "hub.db"), instances, cancellation);
            var table = new Table().AddColumn("what").AddColumn("value");
            foreach (var (what, value) in numbers)
                table.AddRow(what, $"{value}");
            console.Write(table);
            return numbers;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<JsonObject> MeasureAsync(string file, int instances, CancellationToken cancellation)
    {
        new HubFile(file).Dispose();
        Fill(file, instances);
        await using var services = new ServiceCollection().AddSingleton<IDurableFunctions, NoFunctions>().AddDurableEngine(o => o.HubFile = file).BuildServiceProvider();
        var engine = services.GetRequiredService<DurableEngine>();
        var watch = Stopwatch.StartNew();
        await engine.StartAsync(cancellation);
        var numbers = new JsonObject { ["instances"] = instances, ["fileMiB"] = Math.Round(new FileInfo(file).Length / 1048576.0, 1), ["startMs"] = Ms(watch) };
        var client = services.GetRequiredService<DurableTaskClient>();

        var pages = await PagesAsync(client, new OrchestrationQuery(PageSize: PageSize), int.MaxValue);
        numbers["pages"] = pages.Count;
        numbers["firstPagesMs"] = Median(pages.Take(50));
        numbers["lastPagesMs"] = Median(pages.TakeLast(50));
        numbers["worstPageMs"] = Math.Round(pages.Max(), 2);
        numbers["failedOnlyMs"] = Median(await PagesAsync(client, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed], PageSize: PageSize), 50));
        numbers["oneHourMs"] = Median(await PagesAsync(
            client, new OrchestrationQuery(CreatedFrom: s_start.AddSeconds(instances / 2), CreatedTo: s_start.AddSeconds((instances / 2) + 3600), PageSize: PageSize), 36));
        numbers["prefixMs"] = Median(await PagesAsync(client, new OrchestrationQuery(InstanceIdPrefix: "case-0005", PageSize: PageSize), 50));

        watch.Restart();
        LocalFunctions.Durable.Engine.Hub.Backup.HubBackup.Copy(file, file + ".copy");
        numbers["backupMs"] = Ms(watch);
        watch.Restart();
        var purge = client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: s_start.AddSeconds(instances / 2)), cancellation: cancellation);
        List<double> writes = [];
        while (!purge.IsCompleted)
        {
            var began = Stopwatch.GetTimestamp();
            await engine.SetMetaAsync("bench", "beside the purge");
            writes.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        var purged = await purge;
        numbers["purged"] = purged.PurgedInstanceCount;
        numbers["purgeMs"] = Ms(watch);
        numbers["writeBesidePurgeMs"] = Median(writes);
        return numbers;
    }

    private static void Fill(string file, int instances)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        using Sql sql = new(connection);
        var history = HistoryCodec.Encode([new TurnStarted(s_start.UtcDateTime), new ExecutionStarted("Case", "1.0.0", "{\"case\":1}", null, null, null), new ExecutionCompleted(InstanceStatus.Completed, "1", null)]);
        sql.Script("BEGIN IMMEDIATE");
        for (var n = 0; n < instances; n++)
        {
            var status = n % 100 == 0 ? InstanceStatus.Failed : InstanceStatus.Completed;
            sql.Execute(
                "INSERT INTO instances (id, execution, name, version, status, created, updated, input, output, historyBytes, schemaVersion) VALUES ($0, 'e', 'Case', '1.0.0', $1, $2, $2, '{}', '1', $3, 1)",
                $"case-{n:0000000}", (int)status, s_start.AddSeconds(n).UtcTicks, history.Length);
            sql.Execute("INSERT INTO history VALUES (last_insert_rowid(), 0, 1, $0)", history);
        }

        sql.Script("COMMIT");
    }

    private static async Task<List<double>> PagesAsync(DurableTaskClient client, OrchestrationQuery query, int most)
    {
        List<double> times = [];
        var began = Stopwatch.GetTimestamp();
        await foreach (var page in client.GetAllInstancesAsync(query).AsPages())
        {
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (page.Values.Count == 0 || times.Count >= most)
                break;
            began = Stopwatch.GetTimestamp();
        }

        return times;
    }

    private static double Ms(Stopwatch watch) => Math.Round(watch.Elapsed.TotalMilliseconds, 1);

    private static double Median(IEnumerable<double> values) => Math.Round(values.Order().ElementAt(values.Count() / 2), 2);

    private sealed class NoFunctions : IDurableFunctions
    {
        public bool HasOrchestrator(string name) => false;

        public bool HasActivity(string name) => false;

        public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => throw new NotSupportedException();

        public Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
