namespace LocalFunctions.Tests.Durable;

/// <summary>Assertions for use inside orchestrators: Shouldly's asynchronous ones leave the orchestrator's thread.</summary>
internal static class Orchestrators
{
    public static async Task<bool> IsCancelledAsync(Task task)
    {
        try
        {
            await task;
            return false;
        }
        catch (TaskCanceledException)
        {
            return true;
        }
    }
}
