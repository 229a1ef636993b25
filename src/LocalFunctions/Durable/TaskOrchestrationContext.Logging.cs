using Microsoft.Extensions.Logging;

namespace LocalFunctions.Durable;

public abstract partial class TaskOrchestrationContext
{
    private const int MaxWrappers = 10;

    private ILoggerFactory? _replaySafeFactory;

    /// <summary>A factory of replay-safe loggers; a context that wraps this one returns it as its own <see cref="LoggerFactory"/>.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => _replaySafeFactory ??= new ReplaySafeFactory(this);

    /// <summary>A logger that is silent during replay, so that each line appears once.</summary>
    public virtual ILogger CreateReplaySafeLogger(string categoryName)
        => new ReplaySafeLogger(this, InnermostFactory().CreateLogger(categoryName));

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    public virtual ILogger CreateReplaySafeLogger(Type type)
        => new ReplaySafeLogger(this, InnermostFactory().CreateLogger(type));

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    public virtual ILogger CreateReplaySafeLogger<T>()
        => new ReplaySafeLogger(this, InnermostFactory().CreateLogger<T>());

    private ILoggerFactory InnermostFactory()
    {
        ILoggerFactory factory = LoggerFactory;
        for (int depth = 0; factory is ReplaySafeFactory wrapped; depth++)
        {
            if (depth == MaxWrappers)
                throw new InvalidOperationException("A wrapping context's LoggerFactory leads back to itself: it must return the inner context's ReplaySafeLoggerFactory.");
            factory = wrapped.Underlying;
        }

        return factory;
    }

    private sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!context.IsReplaying)
                logger.Log(logLevel, eventId, state, exception, formatter);
        }
    }

    private sealed class ReplaySafeFactory(TaskOrchestrationContext context) : ILoggerFactory
    {
        public ILoggerFactory Underlying => context.LoggerFactory;

        public ILogger CreateLogger(string categoryName) => new ReplaySafeLogger(context, context.InnermostFactory().CreateLogger(categoryName));

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Providers are added to the host's logging, not to an orchestration's.");

        public void Dispose()
        {
            // The factory behind belongs to the host.
        }
    }
}
