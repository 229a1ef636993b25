using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting;

/// <summary>One invocation. Its scope of services is made when first asked for and ends with it.</summary>
internal sealed class LocalFunctionContext(
    FunctionDescriptor function, IServiceScopeFactory scopes, object? input, IReadOnlyDictionary<string, object?> bindingData, CancellationToken cancellation)
    : FunctionContext, IAsyncDisposable
{
    private AsyncServiceScope? _scope;
    private IServiceProvider? _services;

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Id;

    public override FunctionDefinition FunctionDefinition => function;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken => cancellation;

    public override TraceContext TraceContext { get; } = new ActivityTrace(Activity.Current);

    public override BindingContext BindingContext { get; } = new Data(bindingData);

    public override RetryContext RetryContext { get; } = new NoRetry();

    public override IServiceProvider InstanceServices
    {
        get
        {
            if (_services is not null) return _services;
            _scope = scopes.CreateAsyncScope();
            return _services = _scope.Value.ServiceProvider;
        }
        set => _services = value;
    }

    public FunctionDescriptor Function => function;

    /// <summary>What the trigger brought: a request, a blob, a message, an orchestration's context.</summary>
    public object? Input => input;

    public IReadOnlyDictionary<string, object?> BindingData => bindingData;

    public InvocationResult Result { get; } = new Returned();

    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class Returned : InvocationResult
    {
        public override object? Value { get; set; }
    }

    private sealed class Data(IReadOnlyDictionary<string, object?> values) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => values;
    }

    private sealed class NoRetry : RetryContext
    {
        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }

    private sealed class ActivityTrace(Activity? activity) : TraceContext
    {
        public override string TraceParent { get; } = activity?.Id ?? "";

        public override string TraceState { get; } = activity?.TraceStateString ?? "";
    }
}
