using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting;

/// <summary>Asks every storage service that the app's triggers name whether it answers, before anything starts.</summary>
internal static class StorageCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <exception cref="StartRefusedException">One does not answer.</exception>
    public static async Task RunAsync(HostPlan plan, IServiceProvider services, CancellationToken cancellation)
    {
        var connections = services.GetRequiredService<StorageConnections>();
        var names = Names(plan.Functions);
        using var http = new HttpClient { Timeout = Limit };
        foreach (var name in names)
        {
            var endpoints = StorageEndpoints.Of(connections.Blobs(name), connections.Queues(name), connections.Find(name));
            foreach (var (service, endpoint) in endpoints)
            {
                if (!await AnswersAsync(http, endpoint, cancellation)) throw Refusal(name, service, endpoint);
            }
        }
    }

    /// <summary>Whether every one answers, within a time.</summary>
    public static async Task<bool> AnswersAsync(HostPlan plan, IServiceProvider services, TimeSpan limit, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = limit };
        var connections = services.GetRequiredService<StorageConnections>();
        var endpoints = Names(plan.Functions).SelectMany(name => StorageEndpoints.Of(connections.Blobs(name), connections.Queues(name), connections.Find(name)));
        return !(await Task.WhenAll(endpoints.Select(e => AnswersAsync(http, e.Endpoint, cancellation)))).Contains(false);
    }

    /// <summary>The connections of the triggers, and the host's own when blobs (receipts, poison queue), queues or the task hub need it.</summary>
    public static IReadOnlyList<string> Names(FunctionCatalog functions)
    {
        var triggers = functions.All
            .Select(f => f.TriggerAttribute switch
            {
                BlobTriggerAttribute blob => blob.Connection ?? StorageConnections.Host,
                QueueTriggerAttribute queue => queue.Connection ?? StorageConnections.Host,
                _ => null,
            })
            .OfType<string>()
            .ToList();
        return triggers.Count == 0 && !functions.UsesDurable ? [] : [.. triggers.Prepend(StorageConnections.Host).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri endpoint, CancellationToken cancellation)
    {
        try
        {
            // Any answer will do: without a signature it is a refusal.
            using var request = new HttpRequestMessage(HttpMethod.Head, endpoint);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private static StartRefusedException Refusal(string name, string service, Uri endpoint) => new(
        $"The {service} service of the setting {name} does not answer at {endpoint}: start Azurite with \"npx azurite --skipApiVersionCheck --location .imr/azurite\", or correct {name}.");
}
