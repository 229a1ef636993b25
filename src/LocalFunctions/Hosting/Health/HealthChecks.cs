using LocalFunctions.Durable.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting;

/// <summary>What the app needs to do its work, looked at now. The words are fixed: no id, no name, no address.</summary>
internal sealed class HealthChecks(HostPlan plan, TriggerListeners listeners, IServiceProvider services)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Each part and whether it works; a part that the app does not use is left out.</summary>
    public async Task<IReadOnlyDictionary<string, bool>> LookAsync(CancellationToken cancellation)
    {
        var parts = new Dictionary<string, bool> { ["listeners"] = listeners.AreAlive };
        var hub = plan.Functions.UsesDurable ? HubWritesAsync() : null;
        var storage = StorageCheck.Names(plan.Functions).Count > 0 ? StorageCheck.AnswersAsync(plan, services, Limit, cancellation) : null;
        if (hub is not null) parts["hub"] = await hub;
        if (storage is not null) parts["storage"] = await storage;
        return parts;
    }

    /// <summary>A write of its own goes the way of every other: a writer that is stuck, or a disk that is full, shows.</summary>
    private async Task<bool> HubWritesAsync()
    {
        try
        {
            var engine = services.GetRequiredService<DurableEngine>();
            await engine.SetMetaAsync("health", engine.Time.GetUtcNow().ToString("O")).WaitAsync(Limit);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or SqliteException or IOException or InvalidOperationException)
        {
            return false;
        }
    }
}
