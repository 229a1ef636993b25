using System.Collections.Immutable;

namespace LocalFunctions;

/// <summary>The values that came with the trigger.</summary>
public abstract class BindingContext
{
    /// <summary>Gets the values by name; names are compared without case.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

/// <summary>How often an invocation has been retried. (Durable retries have a <c>RetryContext</c> of their own.)</summary>
public abstract class RetryContext
{
    /// <summary>Gets the number of retries before this one; 0 at the first attempt.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Gets the largest number of retries; 0 without a retry policy.</summary>
    public abstract int MaxRetryCount { get; }
}

/// <summary>The distributed-tracing identity of an invocation (W3C Trace Context).</summary>
public abstract class TraceContext
{
    /// <summary>Gets the <c>traceparent</c>, empty if there is none.</summary>
    public abstract string TraceParent { get; }

    /// <summary>Gets the <c>tracestate</c>, empty if there is none.</summary>
    public abstract string TraceState { get; }

    /// <summary>Gets further attributes of the trace.</summary>
    public virtual IReadOnlyDictionary<string, string> Attributes => ImmutableDictionary<string, string>.Empty;

    /// <summary>Gets the baggage of the trace.</summary>
    public virtual IReadOnlyDictionary<string, string> Baggage => ImmutableDictionary<string, string>.Empty;
}
