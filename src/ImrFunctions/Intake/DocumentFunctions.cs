using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Intake.Control;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake;

/// <summary>The accepted records of a case, for those who decide on it.</summary>
public sealed class DocumentFunctions(CaseAccess access, DocumentStore documents, RecordReading reading)
{
    [Function(nameof(GetDocuments))]
    public async Task<IResult> GetDocuments(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/documents")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record || OnlyOffered(request, record.Reviewers))
            return lookup.Refusal ?? Problem.Of(404, "There is no such case.", context.InvocationId);
        var all = await documents.ListAsync(record.Review, cancellation);
        // Who decides sees the record; who looks after it sees what is kept back too, though not its content.
        var listed = request.Caller().Role is Role.Reviewer or Role.Releaser ? [.. all.Where(d => d.InRecord)] : all;
        return Results.Json(new { documents = listed, recordsHash = RecordsHash.Of(listed) }, ImrJson.Options);
    }

    /// <param name="document">The SHA-256 of the record.</param>
    [Function(nameof(GetDocument))]
    public async Task<IResult> GetDocument(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/documents/{document}")] HttpRequest request,
        string caseNumber, string document, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record || OnlyOffered(request, record.Reviewers))
            return lookup.Refusal ?? Problem.Of(404, "There is no such case.", context.InvocationId);
        if (!ContentHash.TryParse(document, null, out var hash) || await reading.OpenAsync(record, hash, request.Caller(), cancellation) is not { } opened)
            return Problem.Of(404, "The case has no such document.", context.InvocationId);
        // An uploaded page must never run as one of ours.
        request.HttpContext.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return opened.File is { } file ? Results.Stream(file, opened.ContentType) : Results.Text(opened.Text, opened.ContentType);
    }

    /// <summary>A reviewer reads the records after she accepted and attested that no conflict exists, not before.</summary>
    private static bool OnlyOffered(HttpRequest request, IEnumerable<string> reviewers)
        => request.Caller() is { Role: Role.Reviewer } caller && !reviewers.Contains(caller.Id);
}
