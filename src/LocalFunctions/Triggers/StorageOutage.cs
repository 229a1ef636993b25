using System.Net.Sockets;
using Azure;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>
/// Says once that a storage does not answer, and once that all who missed it have it again. A server that stops serves some connections while it refuses others,
/// so it counts as back only after some seconds without a failure. Thread-safe.
/// </summary>
internal sealed class StorageOutage(string server, string connection, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly HashSet<StorageObserver> _without = [];
    private bool _isOut;
    private long _failed;

    public void Failed(StorageObserver observer, Exception exception)
    {
        lock (_lock)
        {
            _without.Add(observer);
            _failed = time.GetTimestamp();
            if (_isOut) return;
            _isOut = true;
        }

        logger.LogWarning("The storage at {Server} (setting {Connection}) does not do as asked ({Code}); trying again until it does.", server, connection, CodeOf(exception));
    }

    public void Answered(StorageObserver observer)
    {
        lock (_lock)
        {
            _without.Remove(observer);
            if (!_isOut || _without.Count > 0 || time.GetElapsedTime(_failed) < Calm) return;
            _isOut = false;
        }

        logger.LogInformation("The storage at {Server} (setting {Connection}) answers again.", server, connection);
    }

    /// <summary>A word for what went wrong; never a message, which may repeat what was asked for.</summary>
    public static string CodeOf(Exception exception)
    {
        if (exception is AggregateException { InnerException: { } first }) return CodeOf(first);
        if (exception is RequestFailedException { ErrorCode: { Length: > 0 } code }) return code;
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket) return socket.SocketErrorCode.ToString();
        }

        return exception.GetType().Name;
    }
}

/// <summary>One who uses a storage again and again: its failures and successes follow each other.</summary>
internal sealed class StorageObserver(StorageOutage outage)
{
    public void Failed(Exception exception) => outage.Failed(this, exception);

    public void Answered() => outage.Answered(this);
}
