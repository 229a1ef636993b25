using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imr.Core.Serialization;

namespace ImrFunctions.Operations;

/// <summary>
/// What Microsoft's durable extension leaves of an exception that an activity threw: before any middleware sees it, the extension puts it into an exception
/// of its own, not public, whose message is the failure as JSON. The type's name and a storage status are read from it.
/// </summary>
internal sealed partial record WrappedFailure(string Type, int Status)
{
    public static WrappedFailure? Of(Exception e)
    {
        if (!e.Message.StartsWith('{'))
            return null;
        try
        {
            using var json = JsonDocument.Parse(e.Message);
            if (Text(json.RootElement, "errorType") is not { } type)
                return null;
            var status = StatusLine().Match(Text(json.RootElement, "errorMessage") ?? "");
            return new WrappedFailure(
                type[(type.LastIndexOf('.') + 1)..],
                status.Success ? int.Parse(status.Groups["status"].ValueSpan, CultureInfo.InvariantCulture) : 0);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public FailureCode Classify()
        => Type switch
        {
            nameof(Azure.RequestFailedException) or nameof(TableTransactionFailedException) when Status is 409 or 412 => FailureCode.StorageConflict,
            nameof(Azure.RequestFailedException) or nameof(TableTransactionFailedException) or nameof(AggregateException) => FailureCode.StorageUnavailable,
            nameof(IOException) or nameof(HttpRequestException) => FailureCode.StorageUnavailable,
            nameof(SchemaVersionException) => FailureCode.NewerSchema,
            nameof(JsonException) or "JsonReaderException" or nameof(FormatException) or nameof(InvalidDataException) => FailureCode.BadData,
            nameof(OperationCanceledException) or nameof(TaskCanceledException) or nameof(TimeoutException) => FailureCode.TimedOut,
            _ => FailureCode.Unexpected,
        };

    /// <summary>For the log: no message text.</summary>
    public override string ToString() => Status == 0 ? Type : $"{Type} {Status}";

    private static string? Text(JsonElement failure, string name)
        => failure.ValueKind == JsonValueKind.Object && failure.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // As RequestFailedException words it: a line of its own.
    [GeneratedRegex(@"^Status: (?<status>\d{3})\b", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex StatusLine();
}
