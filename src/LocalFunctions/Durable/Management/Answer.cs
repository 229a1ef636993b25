using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Durable.Management;

/// <summary>What a call is answered: a code, and a body unless it is null.</summary>
internal sealed record Answer(int Status, object? Body = null)
{
    public const string ContinuationHeader = "x-ms-continuation-token";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // as Newtonsoft writes it; the content type is JSON, never a page
    };

    public static Answer NotFound { get; } = new(StatusCodes.Status404NotFound);

    public static Answer Accepted { get; } = new(StatusCodes.Status202Accepted);

    public static Answer Gone { get; } = new(StatusCodes.Status410Gone);

    public string? Location { get; init; }

    public int? RetryAfterSeconds { get; init; }

    /// <summary>The token of the next page; empty on the last one; null sends no header.</summary>
    public string? Continuation { get; init; }

    /// <summary>An error in the extension's shape. Its stack trace is always null here.</summary>
    public static Answer Error(int status, string message, string? detail = null, Type? type = null)
        => new(status, type is null ? new MessagePayload(message) : new ErrorPayload(message, detail, type.FullName, null));

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        if (Location is not null)
            response.Headers.Location = Location;
        if (RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Continuation is not null)
            response.Headers[ContinuationHeader] = Continuation;
        if (Body is null)
            return;
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(Body, Body.GetType(), _json);
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body);
    }
}

/// <summary>The extension's error object where no exception is behind it.</summary>
internal sealed record MessagePayload([property: JsonPropertyName("Message")] string Message);

/// <summary>The extension's error object; its names begin with capitals.</summary>
internal sealed record ErrorPayload(
    [property: JsonPropertyName("Message")] string Message,
    [property: JsonPropertyName("ExceptionMessage")] string? ExceptionMessage,
    [property: JsonPropertyName("ExceptionType")] string? ExceptionType,
    [property: JsonPropertyName("StackTrace")] string? StackTrace);
