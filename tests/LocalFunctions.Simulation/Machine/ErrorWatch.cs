using Microsoft.Extensions.Logging;

namespace LocalFunctions.Simulation.Machine;

/// <summary>A logger that remembers the first error that no simulated fault explains.</summary>
internal sealed class ErrorWatch : ILoggerFactory, ILogger
{
    public string? Violation { get; private set; }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null && !SimulatedFaults.Made(exception) && exception is not ObjectDisposedException)
            Violation ??= $"{formatter(state, exception)}: {exception}";
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
