namespace LocalFunctions;

/// <summary>One invocation of a function: what it is, what started it, and the services it may use.</summary>
public abstract class FunctionContext
{
    /// <summary>Gets the id of this invocation: another one for each attempt and each replay.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Gets the id of the function, the same for all its invocations.</summary>
    public abstract string FunctionId { get; }

    /// <summary>Gets the distributed-tracing identity of this invocation.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>Gets the values that came with the trigger, such as the parts of a route or of a blob's path.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Gets how often this invocation has been retried by a retry policy of the function.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>Gets or sets the services of this invocation's own scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>Gets the description of the function.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Gets or sets what middleware and function share during this invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Gets the features of this invocation, by type.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Gets the token that is cancelled when the host gives up waiting for this invocation.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
