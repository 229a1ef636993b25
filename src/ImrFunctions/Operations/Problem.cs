using Imr.Core.Cases;
using Imr.Core.Serialization;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Operations;

/// <summary>RFC 9457 problem details with a <c>refId</c> that also stands in the log line. No PHI.</summary>
public sealed record Problem(string Type, string Title, int Status, string Detail, string RefId, IReadOnlyList<ApplicationProblem>? Errors, IReadOnlyList<string>? Possible)
{
    public static IResult Of(int status, string detail, string refId, IReadOnlyList<ApplicationProblem>? errors = null, IReadOnlyList<string>? possible = null)
        => Results.Json(
            new Problem("about:blank", TitleOf(status), status, detail, refId, errors, possible),
            ImrJson.Options,
            "application/problem+json",
            status);

    private static string TitleOf(int status)
        => status switch
        {
            400 => "Bad request",
            401 => "Not signed in",
            404 => "Not found",
            405 => "Method not allowed",
            409 => "Conflict",
            410 => "Gone",
            413 => "Too large",
            415 => "Unsupported media type",
            503 => "Service unavailable",
            _ => "Internal error",
        };
}
