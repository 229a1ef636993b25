using LocalFunctions.Middleware;

namespace LocalFunctions.Hosting;

/// <summary>The middleware of the app in the order added; built once around the step that runs the function.</summary>
internal sealed class MiddlewarePipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _steps = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> step) => _steps.Add(step);

    public FunctionExecutionDelegate Build(FunctionExecutionDelegate last) =>
        Enumerable.Reverse(_steps).Aggregate(last, (next, step) => step(next));
}
