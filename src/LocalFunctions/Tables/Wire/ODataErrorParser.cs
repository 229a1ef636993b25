using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace LocalFunctions.Tables;

/// <summary>Reads the service's error body, <c>{"odata.error":{"code":…,"message":{"value":…}}}</c>.</summary>
internal sealed class ODataErrorParser : RequestFailedDetailsParser
{
    /// <summary>In an exception's data: the index of the transaction's member that failed, as text.</summary>
    public const string FailedMember = "FailedEntity";

    public static readonly ODataErrorParser Instance = new();

    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        error = null;
        data = null;
        try
        {
            using var document = JsonDocument.Parse(response.Content);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("odata.error", out var body)) return false;

            var message = body.GetProperty("message").GetProperty("value").GetString() ?? "";
            error = new ResponseError(body.GetProperty("code").GetString(), message);

            // The message of a failed transaction begins with the member's index: "3:The specified entity already exists."
            var colon = message.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                data = new Dictionary<string, string> { [FailedMember] = index.ToString(CultureInfo.InvariantCulture) };
            return true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A proxy's page or an empty body: the status has to do.
            return false;
        }
    }
}
