using LocalFunctions.Extensions.Abstractions;

namespace LocalFunctions;

/// <summary>Starts a function by a message of a storage queue.</summary>
/// <param name="queueName">The queue.</param>
public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    /// <summary>Gets the queue.</summary>
    public string QueueName => queueName;

    /// <summary>Gets or sets the name of the setting with the storage connection; null is <c>AzureWebJobsStorage</c>.</summary>
    public string? Connection { get; set; }
}
