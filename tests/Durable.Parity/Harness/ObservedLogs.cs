using Microsoft.Extensions.Logging;

namespace Durable.Parity.Harness;

/// <summary>Notes the lines of one category: the host adds it to its logging.</summary>
public sealed class ObservedLogs : ILoggerProvider
{
    public const string Category = "parity.log";

    public ILogger CreateLogger(string categoryName) => new Notes(categoryName);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Notes(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => category == Category;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (category == Category)
                Observed.Add(Category, formatter(state, exception));
        }
    }
}
