using Azure;
using Azure.Storage.Blobs.Models;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ImrFunctions.Intake;

/// <summary>Uploads over HTTP: they write the blobs that an uploader would write, and the same trigger takes them. One intake path.</summary>
public sealed class UploadFunctions(CaseStorage storage, CaseRegister register, CaseNumbers numbers)
{
    /// <summary>Bytes.</summary>
    public const long MaxDocumentBytes = 500L * 1024 * 1024;

    [Function(nameof(AllocateCase))]
    public async Task<IResult> AllocateCase(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var number = await numbers.AllocateAsync(cancellation);
        var home = $"/api/cases/{number}";
        request.HttpContext.Response.Headers.Location = home;
        return Results.Json(new { caseNumber = number, documents = home + "/documents/{name}", application = home + "/application", status = home + "/status" }, ImrJson.Options, statusCode: 201);
    }

    /// <param name="document">The uploader's file name: data, never a log field.</param>
    [Function(nameof(PutDocument))]
    public async Task<IResult> PutDocument(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/cases/{caseNumber}/documents/{document}")] HttpRequest request,
        string caseNumber, string document, FunctionContext context, CancellationToken cancellation)
    {
        if (await RefusalAsync(request, caseNumber, context, cancellation) is { } refusal)
            return refusal;
        if (document.Length > 200 || document is "." or ".." || document.Any(c => char.IsControl(c) || c is '/' or '\\'))
            return Problem.Of(400, "The document's name can't be used.", context.InvocationId, [new ApplicationProblem("path document", "Not a file name.", "At most 200 characters, no slashes.")]);
        if (request.ContentLength > MaxDocumentBytes)
            return DocumentTooLarge(context);
        // The server's own limit is lower; ours holds whether the sender says a length or not.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        try
        {
            return await StoreAsync(request, MaxDocumentBytes, $"{caseNumber}/{DocumentStore.Folder}{document}", request.ContentType ?? "application/octet-stream", cancellation)
                ? Results.StatusCode(201) : Results.StatusCode(200);
        }
        catch (TooLargeException)
        {
            return DocumentTooLarge(context);
        }
    }

    [Function(nameof(PutApplication))]
    public async Task<IResult> PutApplication(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/cases/{caseNumber}/application")] HttpRequest request,
        string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        if (await RefusalAsync(request, caseNumber, context, cancellation) is { } refusal)
            return refusal;
        if (request.ContentLength > ApplicationDesk.MaxBytes)
            return ApplicationTooLarge(context);
        try
        {
            await StoreAsync(request, ApplicationDesk.MaxBytes, $"{caseNumber}/{IntakeDesk.ApplicationName}", "application/json", cancellation);
        }
        catch (TooLargeException)
        {
            return ApplicationTooLarge(context);
        }

        request.HttpContext.Response.Headers.Location = $"/api/cases/{caseNumber}/status";
        request.HttpContext.Response.Headers.RetryAfter = "5";
        return Results.Json(new { caseNumber, status = $"/api/cases/{caseNumber}/status" }, ImrJson.Options, statusCode: 202);
    }

    private static IResult DocumentTooLarge(FunctionContext context)
        => Problem.Of(
            413, "A document has at most 500 MB.", context.InvocationId,
            [new ApplicationProblem("body", "Too large; nothing was stored.", $"At most {MaxDocumentBytes} bytes; a larger one in parts.")]);

    private static IResult ApplicationTooLarge(FunctionContext context) => Problem.Of(413, "application.json has at most 1 MiB.", context.InvocationId);

    /// <summary>A claims administrator may not upload into another organization's case, nor learn that it exists.</summary>
    private async Task<IResult?> RefusalAsync(HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        if (!CaseNumber.TryParse(caseNumber, null, out var number))
            return Problem.Of(404, "There is no such case.", context.InvocationId);
        var caller = request.Caller();
        return await register.TryGetAsync(number, cancellation) is { Stage: not ReviewStage.Rejected } known && !caller.MaySee(number, known.OrganizationId, [], null)
            ? Problem.Of(404, "There is no such case.", context.InvocationId)
            : null;
    }

    /// <returns>False when the blob was there; it is replaced, and intake sees whether the content is new.</returns>
    /// <exception cref="TooLargeException">Nothing was stored.</exception>
    private async Task<bool> StoreAsync(HttpRequest request, long limit, string path, string contentType, CancellationToken cancellation)
    {
        var blob = storage.CaseFiles.GetBlobClient(path);
        var existed = await blob.ExistsAsync(cancellation);
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType }, TransferOptions = UploadStreams.Transfer };
        await using var body = new BoundedStream(request.Body, limit);
        await blob.UploadAsync(body, options, cancellation);
        return !existed.Value;
    }
}
