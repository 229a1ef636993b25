using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Hosting;

/// <summary>Clients for the storage connections of the app's settings.</summary>
internal sealed class StorageConnections(IConfiguration configuration, HostJson hostJson)
{
    public const string Host = "AzureWebJobsStorage";

    /// <summary>The connection string of a setting; looked up as the Functions host does: with the prefix AzureWebJobs, as it is, among the connection strings.</summary>
    /// <exception cref="StartRefusedException">It is missing, or is an identity-based connection.</exception>
    public string Find(string name)
    {
        string[] keys = name.StartsWith("AzureWebJobs", StringComparison.OrdinalIgnoreCase)
            ? [name, "ConnectionStrings:" + name]
            : ["AzureWebJobs" + name, name, "ConnectionStrings:" + name];
        if (keys.Select(key => configuration[key]).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) is { } found) return found;
        throw keys.Any(key => configuration.GetSection(key).GetChildren().Any())
            ? new StartRefusedException($"The setting {name} is an identity-based connection, which only Azure offers: set {name} to a connection string, locally UseDevelopmentStorage=true.")
            : new StartRefusedException($"The setting {name} is missing: set it to a storage connection string, locally UseDevelopmentStorage=true.");
    }

    public BlobServiceClient Blobs(string name)
    {
        var options = new BlobClientOptions();
        Patience(options.Retry);
        return Create(name, connection => new BlobServiceClient(connection, options));
    }

    /// <summary>A client that encodes messages as host.json says.</summary>
    public QueueServiceClient Queues(string name) => Queues(name, hostJson.Queues.Base64 ? QueueMessageEncoding.Base64 : QueueMessageEncoding.None);

    public QueueServiceClient Queues(string name, QueueMessageEncoding encoding, Action<QueueClientOptions>? configure = null)
    {
        var options = new QueueClientOptions { MessageEncoding = encoding };
        Patience(options.Retry);
        configure?.Invoke(options);
        return Create(name, connection => new QueueServiceClient(connection, options));
    }

    /// <summary>The listeners repeat by themselves: a dead storage must be noticed soon, not retried for minutes.</summary>
    private static void Patience(Azure.Core.RetryOptions retry)
    {
        retry.MaxRetries = 1;
        retry.NetworkTimeout = TimeSpan.FromSeconds(20);
    }

    private T Create<T>(string name, Func<string, T> make)
    {
        var connection = Find(name);
        try
        {
            return make(connection);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            // The text of the exception may repeat the account key.
            throw new StartRefusedException($"The setting {name} is not a storage connection string: correct it, locally UseDevelopmentStorage=true.");
        }
    }
}
