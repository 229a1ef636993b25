using System.Globalization;
using ImrFunctions.Cases;
using ImrFunctions.Operations;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Letters;

/// <summary>Issued letters, as stored.</summary>
public sealed class LetterFunctions(CaseAccess access, LetterStore letters)
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        ["json"] = "application/json",
        ["txt"] = "text/plain; charset=utf-8",
        ["html"] = "text/html; charset=utf-8",
    };

    /// <param name="round">Such as <c>r1</c>.</param>
    /// <param name="version">Such as <c>v1</c>.</param>
    [Function(nameof(GetLetter))]
    public async Task<IResult> GetLetter(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/letters/{round}/{version}/{format}")] HttpRequest request,
        string caseNumber, string round, string version, string format, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record)
            return lookup.Refusal!;
        // Only what the register says was issued: bytes on their way there are nobody's letter.
        if (Number(round, 'r') is not { } r || Number(version, 'v') is not { } v || !record.Letters.Any(l => l.Round == r && l.Version == v) || !ContentTypes.TryGetValue(format, out var contentType)
            || await letters.TryReadAsync(record.Review.CaseNumber, r, v, format, cancellation) is not { } content)
            return Problem.Of(404, "The case has no such letter.", context.InvocationId);
        return Results.Bytes(content.ToArray(), contentType);
    }

    private static int? Number(string text, char prefix)
        => text.Length > 1 && text[0] == prefix && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
