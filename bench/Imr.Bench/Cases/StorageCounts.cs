using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ImrFunctions.Cases.Storage;

namespace Imr.Bench.Cases;

/// <summary>A kind of storage operation and the function that made it; empty when the benchmark did.</summary>
/// <param name="Name">Such as <c>PUT</c>, <c>POST batch</c>, <c>GET list</c>.</param>
internal sealed record Operation(string Function, string Service, string Name, string Area)
{
    /// <summary>The benchmark's own run of what timer <c>SendCorrespondence</c> does: the mail batch.</summary>
    public const string MailBatch = "SendCorrespondence (mail batch)";

    /// <summary>The same of fax, e-mail and staff notices that go further.</summary>
    public const string HandOffs = "SendCorrespondence (hand-offs)";

    /// <summary>What runs by the clock, for all cases together.</summary>
    public bool ByClock => Function is "Reconcile" or "ResumeOperations" or "WatchStages" or "ArchiveNightly" or "SendCorrespondence" or MailBatch or HandOffs;

    /// <summary>The parties' outgoing items, made from messages.</summary>
    public bool OfItems => Function == "DeliverNotification";

    public bool OfStaffNotices => Function == FunctionScope.StaffNoticeDelivered;

    /// <summary>Bodies of documents and letters, and what is read once a document: they grow with the records, not with the case.</summary>
    public bool OfDocument
        => !ByClock
            && (Function == FunctionScope.DocumentArrived
                || (Service == "blob" && (Area is "CaseFiles" or "RecordText" or "Letters" || (Area == "Records" && Name == "PUT")) && !OfList));

    public bool OfList => Name.EndsWith(" list", StringComparison.Ordinal);

    /// <summary>On the path of a case: neither bodies nor lists of blobs, nor what runs by the clock, nor the benchmark's own.</summary>
    public bool OnPath => Function.Length > 0 && !ByClock && !OfDocument && !OfList;
}

/// <summary>Counts what meter <c>Imr.Storage</c> reports, by function.</summary>
internal sealed class StorageCounts : IDisposable
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(2);

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Operation, long> _counts = new();
    private long _last = Environment.TickCount64;

    public StorageCounts()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StorageMeter.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Add(value, tags));
        _listener.Start();
    }

    public void Clear() => _counts.Clear();

    public IReadOnlyDictionary<Operation, long> Take() => _counts.ToDictionary();

    /// <summary>Waits until no function has used storage for two seconds.</summary>
    public async Task QuietAsync(CancellationToken cancellation)
    {
        while (Environment.TickCount64 - Volatile.Read(ref _last) < s_quiet.TotalMilliseconds)
            await Task.Delay(100, cancellation);
    }

    public void Dispose() => _listener.Dispose();

    private void Add(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var operation = new Operation(FunctionScope.Current, Tag(tags, "service"), Tag(tags, "operation"), Tag(tags, "area"));
        _counts.AddOrUpdate(operation, value, (_, sum) => sum + value);
        Volatile.Write(ref _last, Environment.TickCount64);
    }

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
                return tag.Value?.ToString() ?? "";
        }

        return "";
    }
}
