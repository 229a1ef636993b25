using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using LocalFunctions.Durable.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace LocalFunctions.Durable.Management;

/// <summary>
/// One request, read as the extension reads it: names of parameters without case, and a value that cannot be read counts as not given. Where that would
/// widen what is done (a purge), the caller asks for the strict reading.
/// </summary>
internal sealed class ManagementCall(HttpContext http, string hubName)
{
    /// <summary>The name that the extension gives its default connection.</summary>
    public const string ConnectionName = "Storage";

    public HttpContext Http => http;

    public string Method => http.Request.Method;

    /// <summary>
    /// Whether the call is for this hub: another <c>taskHub</c> or <c>connection</c> names a hub of which this process knows nothing.
    /// </summary>
    public bool IsForThisHub => IsOneOf("taskHub", hubName) && IsOneOf("connection", ConnectionName, "AzureWebJobsStorage");

    public string? Text(string name) => http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public bool Flag(string name, bool otherwise) => bool.TryParse(Text(name), out bool value) ? value : otherwise;

    public int? Number(string name) => int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>A time; UTC if it names no zone.</summary>
    public DateTimeOffset? Time(string name) => DateTimeOffset.TryParse(
        Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset value) ? value : null;

    /// <exception cref="RefusedCallException">It is given and is no time.</exception>
    public DateTimeOffset? StrictTime(string name) => Time(name)
        ?? (string.IsNullOrEmpty(Text(name)) ? null : throw RefusedCallException.Argument($"The parameter {name} is not a date and time."));

    /// <summary>A number of seconds.</summary>
    /// <exception cref="RefusedCallException">No wait can be as long.</exception>
    public TimeSpan? Seconds(string name)
    {
        const double Longest = 24 * 60 * 60;
        if (!double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds))
            return null;
        return seconds <= Longest
            ? TimeSpan.FromSeconds(Math.Max(0, seconds))
            : throw RefusedCallException.Argument($"The parameter {name} must be at most {Longest:0} seconds.");
    }

    /// <summary>Statuses, comma-separated or in several parameters. Names that are none are left out.</summary>
    public List<OrchestrationRuntimeStatus> Statuses(string name) => [.. StatusTexts(name).Select(ParseStatus).OfType<OrchestrationRuntimeStatus>()];

    /// <exception cref="RefusedCallException">A name is not a status.</exception>
    public List<OrchestrationRuntimeStatus> StrictStatuses(string name)
        => [.. StatusTexts(name).Select(text => ParseStatus(text) ?? throw RefusedCallException.Argument($"The parameter {name} has a value that is not a status."))];

    public string? Header(string name) => http.Request.Headers.TryGetValue(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>Whether the body says that it is JSON.</summary>
    public bool HasJsonType => MediaTypeHeaderValue.TryParse(http.Request.ContentType, out MediaTypeHeaderValue? type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The URL as the caller wrote it.</summary>
    public string Url
    {
        get
        {
            string target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
            return target.StartsWith('/') ? Origin + target : http.Request.GetEncodedUrl();
        }
    }

    public string Origin => $"{http.Request.Scheme}://{http.Request.Host}";

    /// <summary>The body as text. A body above the limit ends in a <see cref="BadHttpRequestException"/> with code 413.</summary>
    public async Task<string> BodyAsync(long limit)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size && !(size.MaxRequestBodySize <= limit))
            size.MaxRequestBodySize = limit;
        using StreamReader reader = new(http.Request.Body);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }

    /// <summary>A JSON text as a value that the engine can store.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonElement ParseJson(string text)
    {
        JsonElement value = JsonElement.Parse(text);
        try
        {
            // Half a surrogate pair as an escape is JSON, but no text that could be stored.
            JsonSerializer.Serialize(value);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A string is not valid Unicode.", exception);
        }

        return value;
    }

    private IEnumerable<string> StatusTexts(string name) => http.Request.Query[name]
        .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static OrchestrationRuntimeStatus? ParseStatus(string text) => Enum.TryParse(text, out OrchestrationRuntimeStatus status) ? status : null;

    private bool IsOneOf(string parameter, params ReadOnlySpan<string> names)
    {
        string? given = Text(parameter);
        if (string.IsNullOrWhiteSpace(given))
            return true;
        foreach (string name in names)
        {
            if (string.Equals(name, given, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
