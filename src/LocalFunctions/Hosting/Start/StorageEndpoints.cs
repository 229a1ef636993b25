using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace LocalFunctions.Hosting;

/// <summary>Where the services of a storage connection are. Nothing secret is in these addresses.</summary>
internal static class StorageEndpoints
{
    public static IEnumerable<(string Service, Uri Endpoint)> Of(BlobServiceClient blobs, QueueServiceClient queues, string connection)
    {
        yield return ("blob", Plain(blobs.Uri));
        yield return ("queue", Plain(queues.Uri));
        if (Table(connection) is { } table) yield return ("table", Plain(table));
    }

    private static Uri? Table(string connection)
    {
        var parts = connection.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First()[1], StringComparer.OrdinalIgnoreCase);
        if (parts.ContainsKey("UseDevelopmentStorage")) return new Uri("http://127.0.0.1:10002/devstoreaccount1");
        if (parts.TryGetValue("TableEndpoint", out var endpoint)) return new Uri(endpoint);
        // An explicit endpoint for blobs alone names no table service.
        if (parts.ContainsKey("BlobEndpoint") || !parts.TryGetValue("AccountName", out var account)) return null;
        return new Uri($"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}");
    }

    private static Uri Plain(Uri endpoint) => new(endpoint.GetLeftPart(UriPartial.Path));
}
