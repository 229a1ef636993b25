using System.Diagnostics.Metrics;
using System.Text.Json;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Operations.Watch;

/// <param name="Since">When the case came to the place.</param>
public sealed record StageAge(CaseNumber CaseNumber, DateTimeOffset Since);

/// <summary>
/// The cases that stand longest at each stage (table <c>CaseIndex</c>, partition <c>watch</c>). Reconcile reads every open case in turn anyway: what it sees in one
/// sweep over a stage becomes the stage's list, so the watch reads a row a stage and never the cases. Also the metric <c>imr.stage.oldest_age</c>.
/// </summary>
public sealed class StageAges : IDisposable
{
    public const string MeterName = "Imr.Watch";

    /// <summary>Cases kept of a stage.</summary>
    public const int Kept = 20;

    private const string Partition = "watch";

    private readonly CaseStorage _storage;
    private readonly Meter _meter = new(MeterName);
    private volatile IReadOnlyDictionary<string, DateTimeOffset> _oldest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);

    public StageAges(CaseStorage storage, TimeProvider time)
    {
        _storage = storage;
        _meter.CreateObservableGauge(
            "imr.stage.oldest_age",
            () => _oldest.Select(o => new Measurement<double>((time.GetUtcNow() - o.Value).TotalSeconds, new KeyValuePair<string, object?>("stage", o.Key))),
            "s",
            "How long the case that stands longest at a stage has stood there");
    }

    /// <summary>What the metric says from now on, by place.</summary>
    public void Measure(IReadOnlyDictionary<string, DateTimeOffset> oldest) => _oldest = oldest;

    /// <summary>One page of a sweep over a stage was seen.</summary>
    public async Task SeenAsync(ReviewStage stage, IReadOnlyList<StageAge> seen, bool first, bool last, CancellationToken cancellation)
    {
        var earlier = first ? [] : await ReadRowAsync("sweep|" + stage, cancellation);
        List<StageAge> oldest = [.. earlier.Concat(seen).OrderBy(a => a.Since).ThenBy(a => a.CaseNumber.Value, StringComparer.Ordinal).DistinctBy(a => a.CaseNumber).Take(Kept)];
        if (!last)
            await WriteRowAsync("sweep|" + stage, oldest, cancellation);
        else if (!oldest.SequenceEqual(await ReadRowAsync("stage|" + stage, cancellation)))
            await WriteRowAsync("stage|" + stage, oldest, cancellation);
    }

    /// <summary>The longest standing first, as of the last whole sweep.</summary>
    public Task<IReadOnlyList<StageAge>> OldestAsync(ReviewStage stage, CancellationToken cancellation) => ReadRowAsync("stage|" + stage, cancellation);

    public void Dispose() => _meter.Dispose();

    private async Task<IReadOnlyList<StageAge>> ReadRowAsync(string key, CancellationToken cancellation)
    {
        var row = await _storage.CaseIndex.GetEntityIfExistsAsync<TableEntity>(Partition, key, cancellationToken: cancellation);
        return row is { HasValue: true, Value: { } value } ? JsonSerializer.Deserialize<List<StageAge>>(value.GetString("Cases") ?? "[]", ImrJson.Options)! : [];
    }

    private async Task WriteRowAsync(string key, List<StageAge> ages, CancellationToken cancellation)
        => await _storage.CaseIndex.UpsertEntityAsync(new TableEntity(Partition, key) { ["SchemaVersion"] = 1, ["Cases"] = ImrJson.Write(ages) }, TableUpdateMode.Replace, cancellation);
}
