using Imr.Core.Serialization;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Operations.Watch;

/// <summary>Cases that do not move.</summary>
public sealed class WatchFunctions(StageWatch watch)
{
    [Function(nameof(GetWatch))]
    public async Task<IResult> GetWatch([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/watch")] HttpRequest request, CancellationToken cancellation)
        => Results.Json(await watch.LookAsync(cancellation), ImrJson.Options);

    /// <summary>Each quarter of an hour: the alerts into the log, the ages into the metric.</summary>
    [Function(nameof(WatchStages))]
    public Task WatchStages([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellation) => watch.LogAsync(cancellation);
}
