using System.Diagnostics;
using System.Text.Json.Nodes;
using Imr.Cli.Azurite;
using Spectre.Console;

namespace Imr.Bench.Tables;

/// <summary>The Tables client on a fresh Azurite: single rows by one caller and by many, batches of 100, and a scan.</summary>
internal sealed class TablesBenchmark : IBenchmark
{
    private const int BatchSize = 100;

    public string Name => "tables";

    public string Sentence => "The Tables client on Azurite: point reads, inserts, batches of 100 and a scan, rows a second (--rows N, --singles N, --callers N).";

    public async Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        arguments.AllowOnly("--rows", "--singles", "--callers");
        var rows = arguments.Number("--rows", 10_000, BatchSize, 1_000_000);
        var singles = arguments.Number("--singles", 2000, 1, 1_000_000);
        var callers = arguments.Number("--callers", 8, 1, 256);

        var account = AzuriteAccount.Named("imrbench");
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Accounts = [account] }, cancellation);
        var table = new TableClient(azurite.ConnectionString(account.Name), "Bench");
        await table.CreateAsync(cancellation);
        // The first requests pay for the JIT and the connections.
        await EachAsync(Math.Min(singles, 200), callers, (i, token) => table.UpsertEntityAsync(new BenchRow("warm", i), cancellationToken: token), cancellation);

        var report = new TablesReport(console, rows, singles, callers);
        report.Add("inserts, one caller", singles, await EachAsync(singles, 1, (i, token) => table.AddEntityAsync(new BenchRow("one", i), token), cancellation));
        report.Add($"inserts, {callers} callers", singles, await EachAsync(singles, callers, (i, token) => table.AddEntityAsync(new BenchRow("many", i), token), cancellation));
        report.Add("point reads, one caller", singles, await EachAsync(singles, 1, (i, token) => ReadAsync("one", i, token), cancellation));
        report.Add($"point reads, {callers} callers", singles, await EachAsync(singles, callers, (i, token) => ReadAsync("many", i, token), cancellation));
        report.Add("rows inserted in batches of 100", rows, await EachAsync(rows / BatchSize, 1, BatchAsync, cancellation));

        var watch = Stopwatch.StartNew();
        var read = 0;
        await foreach (var _ in table.QueryAsync<BenchRow>(row => row.PartitionKey == "batch", cancellationToken: cancellation)) read++;
        report.Add("rows scanned", read, watch.Elapsed);
        if (read != rows / BatchSize * BatchSize) throw new BenchException($"The scan found {read} rows of {rows}.");
        return report.Print();

        Task ReadAsync(string partition, int i, CancellationToken token) => table.GetEntityAsync<BenchRow>(partition, BenchRow.Key(i), cancellationToken: token);

        Task BatchAsync(int batch, CancellationToken token) => table.SubmitTransactionAsync(
            Enumerable.Range(batch * BatchSize, BatchSize).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new BenchRow("batch", i))), token);
    }

    private static async Task<TimeSpan> EachAsync(int count, int callers, Func<int, CancellationToken, Task> call, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, count), limits, async (i, token) => await call(i, token));
        return watch.Elapsed;
    }
}
