namespace ImrFunctions.Operations;

/// <summary>Each minute (<see cref="ReconcileOptions.Schedule"/>): finds what a trigger missed, in every hosting.</summary>
public sealed class ReconcileTimer(Reconciler reconciler)
{
    [Function(nameof(Reconcile))]
    public Task Reconcile([TimerTrigger("%Reconcile:Schedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
        => reconciler.RunAsync(client, cancellation);
}
