using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ImrFunctions.Cases.Storage;

/// <summary>
/// Counts every request to the case data's storage by service, operation and area: the role of the container, table or queue, such as <c>Records</c>. No
/// names, no keys, no PHI.
/// </summary>
public sealed class StorageMeter : IDisposable
{
    public const string MeterName = "Imr.Storage";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _requests;

    public StorageMeter() => _requests = _meter.CreateCounter<long>("imr.storage.requests", description: "Requests to blobs, tables and queues");

    /// <summary>A pipeline policy that counts the requests of one service's clients.</summary>
    /// <param name="areas">The role of each configured container, table and queue by its name. A table batch names its table in the body only: no area.</param>
    public HttpPipelinePolicy For(string service, IReadOnlyDictionary<string, string> areas) => new CountingPolicy(_requests, service, areas);

    public void Dispose() => _meter.Dispose();

    private sealed class CountingPolicy(Counter<long> requests, string service, IReadOnlyDictionary<string, string> areas) : HttpPipelineSynchronousPolicy
    {
        public override void OnReceivedResponse(HttpMessage message)
            => requests.Add(
                1,
                new("service", service), new("operation", Operation(message.Request)), new("status", message.Response.Status), new("area", Area(message.Request)));

        private static string Operation(Request request)
        {
            // "comp" tells appends, lists and metadata apart; $batch is an entity-group transaction.
            var query = request.Uri.Query;
            var at = query.IndexOf("comp=", StringComparison.Ordinal);
            var kind = at >= 0 ? " " + query[(at + 5)..].Split('&')[0] : request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) ? " batch" : "";
            return request.Method.Method + kind;
        }

        /// <summary>The first or, where the account stands in the path, the second segment.</summary>
        private string Area(Request request)
        {
            foreach (var segment in request.Uri.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Take(2))
            {
                if (areas.TryGetValue(segment.Split('(')[0], out var role))
                    return role;
            }

            return "";
        }
    }
}
