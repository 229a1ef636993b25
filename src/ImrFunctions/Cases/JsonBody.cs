using System.Text.Json;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Cases;

/// <summary>A request's body: the raw bytes, and what they say or why they can't be read.</summary>
public sealed record JsonBody<T>(byte[] Raw, T? Value, ApplicationProblem? Problem)
    where T : class;

/// <summary>Reads a statement's JSON: bounded, and without quoting what was sent.</summary>
internal static class JsonBody
{
    /// <summary>Bytes; a statement with several long rationales stays far below.</summary>
    public const int MaxBytes = 512 * 1024;

    /// <summary>A member that stands twice is a mistake, not a choice.</summary>
    private static readonly JsonSerializerOptions Strict = new(ImrJson.Options) { AllowDuplicateProperties = false };

    public static async Task<JsonBody<T>> ReadAsync<T>(HttpRequest request, CancellationToken cancellation)
        where T : class
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > MaxBytes)
                return new JsonBody<T>([], null, new ApplicationProblem("$", "The body is too large.", $"At most {MaxBytes / 1024} KiB of JSON."));
            await buffer.WriteAsync(chunk.AsMemory(0, read), cancellation);
        }

        var raw = buffer.ToArray();
        try
        {
            return JsonSerializer.Deserialize<T>(raw, Strict) is { } value
                ? new JsonBody<T>(raw, value, null)
                : new JsonBody<T>(raw, null, new ApplicationProblem("$", "The body is null.", "A JSON object."));
        }
        catch (JsonException e)
        {
            // The parser's own message can quote the value, which can be PHI: only its place is said.
            return new JsonBody<T>(raw, null, new ApplicationProblem(e.Path ?? "$", "This is not JSON of the expected shape.", $"See docs/api.md (line {e.LineNumber + 1})."));
        }
    }
}
