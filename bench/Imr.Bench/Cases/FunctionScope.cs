using Imr.Core.Correspondence;

namespace Imr.Bench.Cases;

/// <summary>Knows which function runs, so that its storage operations can be told apart.</summary>
internal sealed class FunctionScope : IFunctionsWorkerMiddleware
{
    /// <summary>A document's own trigger: the application's is <c>CaseFileArrived</c>.</summary>
    public const string DocumentArrived = "CaseFileArrived (document)";

    /// <summary>A message for staff: the parties' are <c>DeliverNotification</c>.</summary>
    public const string StaffNoticeDelivered = "DeliverNotification (staff)";

    private static readonly AsyncLocal<string?> s_function = new();

    public static string Current => s_function.Value ?? "";

    /// <summary>What is called counts as a function's, though the benchmark calls it.</summary>
    public static async Task<T> AsAsync<T>(string function, Func<Task<T>> call)
    {
        s_function.Value = function;
        return await call();
    }

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        s_function.Value = context.FunctionDefinition.Name switch
        {
            "CaseFileArrived" when Says("name", "/documents/") => DocumentArrived,
            "DeliverNotification" when Says("QueueTrigger", $"\"{StaffNoticeCause.MessageKind}\"") => StaffNoticeDelivered,
            var name => name,
        };
        await next(context);

        bool Says(string data, string part) => context.BindingContext.BindingData.TryGetValue(data, out var value) && value?.ToString()?.Contains(part, StringComparison.Ordinal) == true;
    }
}
