namespace ImrFunctions.Operations;

/// <summary>Which trigger a function has: middleware is chosen by it.</summary>
internal static class Triggers
{
    public static bool IsHttp(FunctionContext context) => Has(context, "httpTrigger");

    /// <summary>Middleware runs around every replay too, where it must not go asynchronous by itself.</summary>
    public static bool IsOrchestrator(FunctionContext context) => Has(context, "orchestrationTrigger");

    private static bool Has(FunctionContext context, string type)
        => context.FunctionDefinition.InputBindings.Values.Any(b => string.Equals(b.Type, type, StringComparison.OrdinalIgnoreCase));
}
