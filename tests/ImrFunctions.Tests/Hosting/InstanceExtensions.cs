using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Durable.Engine.History;

namespace ImrFunctions.Tests.Hosting;

internal static class InstanceExtensions
{
    /// <summary>Waits until the instance's custom status suits, within half a minute.</summary>
    public static async Task UntilInstanceAsync(this TestApp app, string id, Func<string, bool> suits)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!suits((await app.Engine.GetInstanceAsync(id, true, limit.Token))?.SerializedCustomStatus ?? ""))
            await Task.Delay(25, limit.Token);
    }

    /// <summary>Waits until the review has taken every fact, within half a minute.</summary>
    public static async Task UntilConsumedAsync(this TestApp app, ReviewKey review)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await app.Get<FactStore>().UnconsumedAsync(review, limit.Token)).Count > 0)
            await Task.Delay(25, limit.Token);
    }

    /// <summary>The instance's whole history as text.</summary>
    public static string HistoryOf(this TestApp app, string id) => HistoryExport.Export(app.Get<DurableEngine>(), id);
}
