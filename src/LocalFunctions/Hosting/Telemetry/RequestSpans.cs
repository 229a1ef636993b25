using System.Diagnostics;
using OpenTelemetry;

namespace LocalFunctions.Hosting;

/// <summary>
/// Takes from the server's spans, before they are exported, everything that is not known to be harmless: the address of a request names documents, its query
/// holds the system key, and what a later ASP.NET adds is not known today.
/// </summary>
internal sealed class RequestSpans : BaseProcessor<Activity>
{
    public const string SourceName = "Microsoft.AspNetCore";

    private static readonly HashSet<string> _kept = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.route", "http.response.status_code", "error.type", "network.protocol.version", "url.scheme",
    };

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name != SourceName) return;
        foreach (var (key, _) in data.TagObjects.Where(tag => !_kept.Contains(tag.Key)).ToList())
            data.SetTag(key, null);
        // Without a route its name is the server's own, which says nothing; it never is the address.
        if (data.GetTagItem("http.route") is null) data.DisplayName = data.OperationName;
    }
}
