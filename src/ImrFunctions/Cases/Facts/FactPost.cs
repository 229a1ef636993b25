using Imr.Core.Cases;
using Imr.Core.Serialization;
using Microsoft.Extensions.Logging;

namespace ImrFunctions.Cases.Facts;

/// <summary>
/// States a fact: writes it, then raises its event (docs/decisions/0002). When the process dies or the engine fails in between, the fact stands and the
/// reconcile timer raises it again; so a failed raise is not the caller's error.
/// </summary>
public sealed class FactPost(FactStore facts, ILogger<FactPost> logger)
{
    public const string EventName = "Fact";

    public async Task<FactWrite> PostAsync<T>(DurableTaskClient client, FactToWrite<T> fact, CancellationToken cancellation)
        where T : IVersioned
    {
        var write = await facts.WriteAsync(fact, cancellation);
        if (write.Outcome == FactWriteOutcome.Created)
            await RaiseAsync(client, fact.Review, write.Fact, cancellation);
        return write;
    }

    public async Task RaiseAsync(DurableTaskClient client, ReviewKey review, FactRef fact, CancellationToken cancellation)
    {
        try
        {
            await client.RaiseEventAsync(review.ToString(), EventName, fact, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogWarning("The event of a {Kind} fact of {Review} was not raised ({Error}); reconcile will raise it.", fact.Kind, review, e.GetType().Name);
        }
    }
}
