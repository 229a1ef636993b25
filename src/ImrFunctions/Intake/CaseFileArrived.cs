using Azure.Storage.Blobs;

namespace ImrFunctions.Intake;

/// <summary>Something was uploaded. The content is not bound: a record can be 500 MB.</summary>
public sealed class CaseFileArrived(IntakeDesk desk)
{
    [Function(nameof(CaseFileArrived))]
    public Task Run(
        [BlobTrigger("%Storage:CaseFiles%/{name}", Source = BlobTriggerSource.EventGrid, Connection = "CaseFiles")] BlobClient blob,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
        => desk.ReceiveAsync(client, name, cancellation);
}
