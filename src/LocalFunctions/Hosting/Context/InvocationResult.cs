using LocalFunctions.Hosting;

namespace LocalFunctions;

/// <summary>What a function returned; middleware may replace it after <c>next</c>.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
}

/// <summary>What a function returned; middleware may replace it after <c>next</c>.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>Gets or sets the result; for a <c>Task&lt;T&gt;</c> the awaited value.</summary>
    public abstract T? Value { get; set; }
}

/// <summary>The result of an invocation, for middleware.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The result of this invocation; its value is null before the function has run.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) => ((LocalFunctionContext)context).Result;
}
