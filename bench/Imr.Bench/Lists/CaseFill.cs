using System.Diagnostics;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations.Watch;
using Spectre.Console;

namespace Imr.Bench.Lists;

/// <summary>
/// Puts cases into the tables as the app would have them, but in batches: the lists of organization and stage, the queue of those that need attention, the
/// oldest of each stage, and the register. A transaction takes rows of one partition only, so a case of the register is one of its own.
/// </summary>
internal sealed class CaseFill(CaseStorage storage, StageAges ages, IAnsiConsole console)
{
    private const int BatchSize = 100;
    private const int Callers = 4;
    private static readonly TimeSpan s_report = TimeSpan.FromSeconds(10);

    private int _cases;
    private int _registered;

    /// <summary>Rows of both tables.</summary>
    public long Rows { get; private set; }

    /// <summary>What the lists took in the last fill.</summary>
    public TimeSpan Lists { get; private set; }

    /// <summary>Goes on from where the fill before ended.</summary>
    /// <param name="register">How many of them have rows of the register, from the first on.</param>
    public async Task ToAsync(int cases, int register, CancellationToken cancellation)
    {
        var (from, registerFrom) = (_cases, _registered);
        (_cases, _registered) = (cases, Math.Max(registerFrom, Math.Min(cases, register)));
        var watch = Stopwatch.StartNew();
        await SendAsync("lists", storage.CaseIndex, Batches(Enumerable.Range(from, cases - from).SelectMany(ListRows)), cancellation);
        Lists = watch.Elapsed;
        await SendAsync("register", storage.Cases, Enumerable.Range(registerFrom, _registered - registerFrom).Select(RegisterRows), cancellation);
        foreach (var stage in Enum.GetValues<ReviewStage>().Where(s => s != ReviewStage.Closed))
        {
            var oldest = Enumerable.Range(0, cases).Where(n => ManyCases.IsOpen(n) && ManyCases.Stage(n) == stage).Take(StageAges.Kept)
                .Select(ManyCases.Record).Select(r => new StageAge(r.Review.CaseNumber, r.UpdatedAt));
            await ages.SeenAsync(stage, [.. oldest], first: true, last: true, cancellation);
        }
    }

    private static IEnumerable<TableEntity> ListRows(int n)
    {
        var record = ManyCases.Record(n);
        var entry = IndexEntry.Of(record);
        yield return CaseIndex.ToRow(CaseIndex.OrganizationPartition(entry.OrganizationId), entry, record.Stage, record.StageSeq, record.UpdatedAt);
        if (!record.Open)
            yield break;
        yield return CaseIndex.ToRow(CaseIndex.StagePartition(record.Stage), entry, record.Stage, record.StageSeq, record.UpdatedAt);
        if (record.Attention is not { } attention)
            yield break;
        var row = AttentionIndex.ToRow(AttentionEntry.Of(record), attention);
        yield return row;
        yield return new TableEntity(row.PartitionKey, "c|" + record.Review.CaseNumber.Value) { ["SchemaVersion"] = 1, ["Row"] = row.RowKey };
    }

    private static List<TableEntity> RegisterRows(int n)
    {
        var record = ManyCases.Record(n);
        var row = CaseColumns.NewRow(record);
        foreach (var running in record.Deadlines)
            row[CaseColumns.Deadline(running.Deadline.RuleId)] = ImrJson.Write(running);
        if (record.Attention is { } attention)
            row["Attention"] = ImrJson.Write(attention);
        if (record.End is { } end)
            row["End"] = end.ToString();
        return [row, .. ManyCases.Timeline(n).Select(e => CaseRegister.TimelineRow(record.Review, e.Seq, e.Stage, e.At, e.Note))];
    }

    /// <summary>By partition; what is left at the end too.</summary>
    private static IEnumerable<List<TableEntity>> Batches(IEnumerable<TableEntity> rows)
    {
        var open = new Dictionary<string, List<TableEntity>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var batch = open.GetValueOrDefault(row.PartitionKey) ?? (open[row.PartitionKey] = []);
            batch.Add(row);
            if (batch.Count < BatchSize)
                continue;
            open.Remove(row.PartitionKey);
            yield return batch;
        }

        foreach (var batch in open.Values)
            yield return batch;
    }

    private async Task SendAsync(string what, TableClient table, IEnumerable<List<TableEntity>> batches, CancellationToken cancellation)
    {
        var (sent, reported) = (0L, Environment.TickCount64);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(batches, limits, async (batch, token) =>
        {
            await table.SubmitTransactionAsync(batch.Select(r => new TableTransactionAction(TableTransactionActionType.Add, r)), token);
            var now = Interlocked.Add(ref sent, batch.Count);
            var last = Volatile.Read(ref reported);
            if (Environment.TickCount64 - last > s_report.TotalMilliseconds && Interlocked.CompareExchange(ref reported, Environment.TickCount64, last) == last)
                console.WriteLine($"  {what}: {now:N0} rows …");
        });
        Rows += sent;
    }
}
