using System.Diagnostics.Metrics;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Tests.Correspondence;

/// <summary>Counts the storage operations of what the test calls itself: other tests, and the app's own triggers, run in other flows.</summary>
internal sealed class CountedOperations : IDisposable
{
    private static readonly AsyncLocal<CountedOperations?> Mine = new();

    private readonly MeterListener _listener = new();
    private int _count;

    public CountedOperations()
    {
        Mine.Value = this;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StorageMeter.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) =>
        {
            if (Mine.Value == this)
                Interlocked.Increment(ref _count);
        });
        _listener.Start();
    }

    public int Count => Volatile.Read(ref _count);

    public void Dispose()
    {
        Mine.Value = null;
        _listener.Dispose();
    }
}
