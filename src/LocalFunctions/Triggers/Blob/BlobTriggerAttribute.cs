using LocalFunctions.Extensions.Abstractions;

namespace LocalFunctions;

/// <summary>Starts a function when a blob is new or has changed.</summary>
/// <param name="blobPath">Container, slash, pattern of the blob's name with parts in braces: <c>case-files/{caseNumber}/application.json</c>.</param>
public sealed class BlobTriggerAttribute(string blobPath) : TriggerBindingAttribute
{
    /// <summary>Gets container and pattern.</summary>
    public string BlobPath => blobPath;

    /// <summary>Gets or sets the name of the setting with the storage connection; null is <c>AzureWebJobsStorage</c>.</summary>
    public string? Connection { get; set; }

    /// <summary>Gets or sets how changes are noticed. The local host polls in both cases.</summary>
    public BlobTriggerSource Source { get; set; } = BlobTriggerSource.LogsAndContainerScan;
}

/// <summary>How a blob trigger notices changes.</summary>
public enum BlobTriggerSource
{
    /// <summary>By reading storage logs and scanning the container.</summary>
    LogsAndContainerScan,

    /// <summary>By events of Event Grid.</summary>
    EventGrid,
}
