using System.Text.Json;

namespace LocalFunctions.Durable.Management;

/// <summary>Stored payloads inside an answer: what is JSON stands as JSON, anything else as a string.</summary>
internal static class EmbeddedJson
{
    /// <summary>The JSON null, where an answer must have a body.</summary>
    public static JsonElement Null { get; } = JsonElement.Parse("null");

    public static JsonElement? Of(string? stored)
    {
        if (stored is null)
            return null;
        string text = stored.Trim();
        try
        {
            return text.Length == 0 ? JsonSerializer.SerializeToElement("") : JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            // The message of a failure, say.
            return JsonSerializer.SerializeToElement(text);
        }
    }
}
