using System.Globalization;
using System.Text;
using Azure;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LocalFunctions.Tables;

/// <summary>Reads the answers of a transaction's members.</summary>
internal static class TransactionResponse
{
    /// <summary>An answer for each action in their order; one only if the transaction failed.</summary>
    /// <exception cref="InvalidDataException">The body is not what the service sends.</exception>
    public static async Task<IReadOnlyList<Response>> ReadAsync(Response response, CancellationToken cancellation)
    {
        var outer = new MultipartReader(Boundary(response.Headers.ContentType), response.Content.ToStream());
        var part = await outer.ReadNextSectionAsync(cancellation) ?? throw new InvalidDataException("The transaction's answer is empty.");

        // A transaction that fails as a whole may be answered without a changeset around its one member.
        if (part.ContentType is not { } type || !type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
            return [await ReadMemberAsync(part.Body, response.ClientRequestId, cancellation)];

        var changeset = new MultipartReader(Boundary(type), part.Body);
        var members = new List<Response>();
        while (await changeset.ReadNextSectionAsync(cancellation) is { } section)
            members.Add(await ReadMemberAsync(section.Body, response.ClientRequestId, cancellation));
        return members;
    }

    private static string Boundary(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 } boundary
            ? boundary
            : throw new InvalidDataException("The transaction's answer names no boundary.");

    private static async Task<Response> ReadMemberAsync(Stream body, string clientRequestId, CancellationToken cancellation)
    {
        using var reader = new StreamReader(body, Encoding.UTF8);
        string? line;
        do
        {
            // Azurite puts a boundary before the status line when it refuses the transaction as a whole.
            line = await reader.ReadLineAsync(cancellation);
        }
        while (line is not null && !line.StartsWith("HTTP/", StringComparison.Ordinal));

        var status = (line ?? "").Split(' ', 3);
        if (status.Length < 2 || !int.TryParse(status[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            throw new InvalidDataException("A member of the transaction's answer has no status line.");

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while ((line = await reader.ReadLineAsync(cancellation)) is { Length: > 0 })
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        var content = await reader.ReadToEndAsync(cancellation);
        return new TransactionMemberResponse(code, status.Length == 3 ? status[2] : "", headers, content.Trim(), clientRequestId);
    }
}
