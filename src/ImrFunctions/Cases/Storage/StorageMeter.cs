using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ImrFunctions.Cases.Storage;

/// <summary>Counts every request to the case data's storage by service and operation: no names, no keys, no PHI.</summary>
public sealed class StorageMeter : IDisposable
{
    public const string MeterName = "Imr.Storage";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _requests;

    public StorageMeter() => _requests = _meter.CreateCounter<long>("imr.storage.requests", description: "Requests to blobs, tables and queues");

    /// <summary>A pipeline policy that counts the requests of one service's clients.</summary>
    public HttpPipelinePolicy For(string service) => new CountingPolicy(_requests, service);

    public void Dispose() => _meter.Dispose();

    private sealed class CountingPolicy(Counter<long> requests, string service) : HttpPipelineSynchronousPolicy
    {
        public override void OnReceivedResponse(HttpMessage message)
            => requests.Add(1, new("service", service), new("operation", Operation(message.Request)), new("status", message.Response.Status));

        private static string Operation(Request request)
        {
            // "comp" tells appends, lists and metadata apart; $batch is an entity-group transaction.
            var query = request.Uri.Query;
            var at = query.IndexOf("comp=", StringComparison.Ordinal);
            var kind = at >= 0 ? " " + query[(at + 5)..].Split('&')[0] : request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) ? " batch" : "";
            return request.Method.Method + kind;
        }
    }
}
