using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LocalFunctions.Durable.Engine.History;

/// <summary>Events as compact JSON: the form of the hub file and of an exported history.</summary>
internal static class HistoryCodec
{
    /// <summary>The version of the stored form; a newer one is refused.</summary>
    public const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions _options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read back by us only, never put into a page
        AllowOutOfOrderMetadataProperties = true,
    };

    public static byte[] Encode(IReadOnlyList<HistoryEvent> events) => JsonSerializer.SerializeToUtf8Bytes(events, _options);

    public static byte[] Encode(HistoryEvent message) => JsonSerializer.SerializeToUtf8Bytes(message, _options);

    public static byte[] Encode(Failure failure) => JsonSerializer.SerializeToUtf8Bytes(failure, _options);

    public static List<HistoryEvent> DecodeTurn(ReadOnlySpan<byte> data) => JsonSerializer.Deserialize<List<HistoryEvent>>(data, _options)!;

    public static HistoryEvent DecodeEvent(ReadOnlySpan<byte> data) => JsonSerializer.Deserialize<HistoryEvent>(data, _options)!;

    public static Failure DecodeFailure(ReadOnlySpan<byte> data) => JsonSerializer.Deserialize<Failure>(data, _options)!;

    /// <exception cref="InvalidDataException">The data was written by a newer version.</exception>
    public static void CheckSchema(long version)
    {
        if (version > SchemaVersion)
            throw new InvalidDataException($"The data has schema version {version}, this program knows up to {SchemaVersion}: use the newer program.");
    }
}
