using System.Diagnostics.Metrics;

namespace Imr.Bench.Lists;

/// <summary>How long the table service took to answer, as the HTTP client saw it: what is not the app's own time.</summary>
internal sealed class StorageTime : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly int _port;
    private double _seconds;

    public StorageTime(int port)
    {
        _port = port;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Add(value, tags));
        _listener.Start();
    }

    /// <summary>Milliseconds since the last time this was asked. For one call at a time.</summary>
    public double Take() => Interlocked.Exchange(ref _seconds, 0) * 1000;

    public void Dispose() => _listener.Dispose();

    private void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, tag) in tags)
        {
            if (name == "server.port" && tag is int port && port == _port)
                Interlocked.Exchange(ref _seconds, Volatile.Read(ref _seconds) + value);
        }
    }
}
