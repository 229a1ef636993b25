using LocalFunctions.Durable.Management;

namespace LocalFunctions.Hosting;

/// <summary>The list of functions that the console shows at start.</summary>
internal static class StartList
{
    /// <param name="keyFile">The file with the key of the durable management API; null if the app has no durable functions. The key itself is never shown.</param>
    public static async Task WriteAsync(TextWriter output, HostPlan plan, string address, string? keyFile)
    {
        foreach (var group in plan.Functions.All.GroupBy(f => f.Trigger.Heading))
        {
            await output.WriteLineAsync($"{group.Key}:");
            foreach (var function in group) await output.WriteLineAsync($"  {function.Name}{Detail(function)}");
        }

        foreach (var function in plan.Functions.All)
        {
            if (function.Trigger.Warning(function) is { } warning) await output.WriteLineAsync($"Warning: {warning}");
        }

        if (keyFile is not null) await output.WriteLineAsync($"Durable management API: {address}{ManagementApi.BasePath} (its key is in {keyFile})");
        await output.WriteLineAsync($"Listening on {address}");
        await output.FlushAsync();
    }

    private static string Detail(FunctionDescriptor function) => function.Trigger.Describe(function) is { Length: > 0 } detail ? $": {detail}" : "";
}
