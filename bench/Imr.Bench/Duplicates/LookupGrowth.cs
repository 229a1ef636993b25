using System.Diagnostics;
using Imr.Bench.Cases;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility.Duplicates;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;
using ImrFunctions.Intake.Duplicates;
using Spectre.Console;

namespace Imr.Bench.Duplicates;

/// <param name="Whole">Milliseconds of each look at the related cases: keys, rows, candidates, comparison.</param>
/// <param name="OfApp">The same without the storage, measured on what was read before.</param>
/// <param name="Operations">Storage operations of each.</param>
internal sealed record MeasuredLookups(int Cases, long Rows, TimeSpan Fill, IReadOnlyList<double> Whole, IReadOnlyList<double> OfApp, IReadOnlyList<double> Operations, int Found);

/// <summary>Looks up duplicates of registered cases while the index grows. The cases that are looked for are registered whole; of the others the index's rows are there.</summary>
internal sealed class LookupGrowth(CaseStorage storage, CaseRegister register, DuplicateIndex index, RelatedCases related, StorageCounts counts, InventedFilings invented, IAnsiConsole console)
{
    private const int BatchSize = 100;
    private const int Callers = 4;
    private const string Function = "Lookup";

    private readonly HashSet<int> _registered = [];
    private int _cases;
    private long _rows;

    public async Task<MeasuredLookups> MeasureAsync(int cases, int lookups, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await FillAsync(cases, cancellation);
        var probes = Probes(cases, lookups);
        foreach (var (of, _) in probes.Where(p => _registered.Add(p.Of)))
            await RegisterAsync(of, cancellation);
        var fill = watch.Elapsed;
        var (whole, ofApp, operations, found) = (new List<double>(), new List<double>(), new List<double>(), 0);
        // The first call of a size pays for connections and, at the first size, for the JIT.
        await LookAsync(probes[0].Typed, cancellation);
        foreach (var (of, typed) in probes)
        {
            counts.Clear();
            var began = Stopwatch.GetTimestamp();
            var seen = await FunctionScope.AsAsync(Function, () => LookAsync(typed, cancellation));
            whole.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            operations.Add(counts.Take().Where(o => o.Key.Function == Function).Sum(o => o.Value));
            found += seen.Any(r => r.Record.Review.CaseNumber == InventedFilings.Number(of) && r.Comparison.IsDuplicate) ? 1 : 0;
            began = Stopwatch.GetTimestamp();
            var mine = ComparableApplication.Of(typed);
            foreach (var key in BlockingKeys.Of(typed))
                key.Hash([]);
            foreach (var one in seen)
                ApplicationComparer.Compare(mine, ComparableApplication.Of(one.Application), DuplicateRules.Default);
            ofApp.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new MeasuredLookups(cases, _rows, fill, whole, ofApp, operations, found);
    }

    /// <summary>Filings of a number that nobody has, each a duplicate of a registered one.</summary>
    private List<(int Of, ImrApplication Typed)> Probes(int cases, int lookups)
    {
        var filings = invented.Take(cases);
        List<int> originals = [.. Enumerable.Range(0, cases).Where(n => filings[n].Of is null)];
        return [.. Enumerable.Range(0, lookups).Select(p =>
        {
            var of = originals[(int)((long)p * originals.Count / lookups)];
            return (of, InventedFilings.Typed(filings[of].Application with { CaseNumber = CaseNumber.Parse($"CM99-{p:D7}") }, new Random(p)).Typed);
        })];
    }

    private Task<IReadOnlyList<RelatedCase>> LookAsync(ImrApplication typed, CancellationToken cancellation)
        => related.FindAsync(typed.CaseNumber, DateTimeOffset.MaxValue, typed, cancellation);

    private async Task RegisterAsync(int n, CancellationToken cancellation)
    {
        var application = invented.Take(n + 1)[n].Application;
        var bytes = ImrJson.WriteBytes(application);
        var hash = ContentHash.Of(bytes);
        await storage.Records.CreateAsync(RecordCopier.RecordName(application.CaseNumber, hash), bytes, "application/json", cancellation);
        var arrived = new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);
        var record = CaseRecord.New(new ReviewKey(application.CaseNumber, 1), ReviewStage.RecordsRequested, arrived, PacificTime.LegalDay(arrived), arrived) with { ApplicationHash = hash, OrganizationId = "ORG-01" };
        await register.RegisterAsync(record, application.DisputedItems, cancellation);
    }

    private async Task FillAsync(int cases, CancellationToken cancellation)
    {
        var rows = invented.Take(cases).Skip(_cases).SelectMany(f => index.RowsOf(f.Application.CaseNumber, f.Application));
        var (sent, reported) = (0L, Environment.TickCount64);
        await Parallel.ForEachAsync(Batches(rows), new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellation }, async (batch, token) =>
        {
            await storage.DuplicateKeys.SubmitTransactionAsync(batch.Select(r => new TableTransactionAction(TableTransactionActionType.UpsertReplace, r)), token);
            var now = Interlocked.Add(ref sent, batch.Count);
            if (Environment.TickCount64 - Volatile.Read(ref reported) > 10_000 && Interlocked.Exchange(ref reported, Environment.TickCount64) != 0)
                console.WriteLine($"  {now:N0} rows …");
        });
        _rows += sent;
        _cases = cases;
    }

    private static IEnumerable<List<TableEntity>> Batches(IEnumerable<TableEntity> rows)
    {
        var open = new Dictionary<string, List<TableEntity>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var batch = open.TryGetValue(row.PartitionKey, out var begun) ? begun : open[row.PartitionKey] = [];
            batch.Add(row);
            if (batch.Count < BatchSize)
                continue;
            open.Remove(row.PartitionKey);
            yield return batch;
        }

        foreach (var batch in open.Values)
            yield return batch;
    }
}
