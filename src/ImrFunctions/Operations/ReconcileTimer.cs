namespace ImrFunctions.Operations;

/// <summary>Each minute: finds what a trigger missed, in every hosting.</summary>
public sealed class ReconcileTimer(Reconciler reconciler)
{
    [Function(nameof(Reconcile))]
    public Task Reconcile([TimerTrigger("0 */1 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
        => reconciler.RunAsync(client, cancellation);
}
