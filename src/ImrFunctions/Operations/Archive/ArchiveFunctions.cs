using Imr.Core.Serialization;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Operations.Archive;

/// <summary>Archive of reviews that ended.</summary>
public sealed class ArchiveFunctions(Archiver archiver)
{
    private const int RunsPerNight = 25;

    [Function(nameof(PreviewArchive))]
    public async Task<IResult> PreviewArchive([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/archive/preview")] HttpRequest request, CancellationToken cancellation)
        => Results.Json(await archiver.PreviewAsync(cancellation), ImrJson.Options);

    [Function(nameof(RunArchive))]
    public async Task<IResult> RunArchive(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/archive/run")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
        => Results.Json(await archiver.RunAsync(client, cancellation), ImrJson.Options);

    /// <summary>Each night in California (<see cref="ArchiveOptions.Schedule"/>).</summary>
    [Function(nameof(ArchiveNightly))]
    public async Task ArchiveNightly([TimerTrigger("%Archive:Schedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        for (var run = 0; run < RunsPerNight && (await archiver.RunAsync(client, cancellation)).More; run++)
        {
            // The next of the night.
        }
    }
}
