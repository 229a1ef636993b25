using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Triggers;

/// <summary>Keeps what is logged: level, colon, message.</summary>
internal sealed class LogLines : ILogger
{
    private readonly Channel<bool> _added = Channel.CreateUnbounded<bool>();

    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Waits for a further line.</summary>
    public async Task NextAsync(CancellationToken cancellation) => await _added.Reader.ReadAsync(cancellation);

    public ILoggerProvider Provider() => new All(this);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue($"{logLevel}: {formatter(state, exception)}{exception}");
        _added.Writer.TryWrite(true);
    }

    private sealed class All(LogLines lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => lines;

        public void Dispose()
        {
        }
    }
}
