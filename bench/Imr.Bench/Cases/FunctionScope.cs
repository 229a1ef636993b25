namespace Imr.Bench.Cases;

/// <summary>Knows which function runs, so that its storage operations can be told apart.</summary>
internal sealed class FunctionScope : IFunctionsWorkerMiddleware
{
    /// <summary>A document's own trigger: the application's is <c>CaseFileArrived</c>.</summary>
    public const string DocumentArrived = "CaseFileArrived (document)";

    private static readonly AsyncLocal<string?> s_function = new();

    public static string Current => s_function.Value ?? "";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var name = context.FunctionDefinition.Name;
        s_function.Value = name == "CaseFileArrived" && context.BindingContext.BindingData.TryGetValue("name", out var blob) && blob?.ToString()?.Contains("/documents/", StringComparison.Ordinal) == true
            ? DocumentArrived
            : name;
        await next(context);
    }
}
