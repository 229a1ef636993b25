using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Operations.Ledger;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Operations.Import;

/// <summary>Import of cases in mid-flight.</summary>
public sealed class ImportFunctions(ImportDesk desk)
{
    /// <summary>Bytes; below what the web server takes.</summary>
    private const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>With <c>dryRun=true</c> it says what it would do. A file with a problem is refused as a whole: 400 with the report.</summary>
    [Function(nameof(PostImport))]
    public async Task<IResult> PostImport(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/import")] HttpRequest request, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
    {
        var dryRun = false;
        if (request.Query["dryRun"].ToString() is { Length: > 0 } text && !bool.TryParse(text, out dryRun))
            return Problem.Of(400, "The import can't be made.", context.InvocationId, [new ApplicationProblem("query dryRun", "Neither true nor false.", "true: nothing is imported.")]);
        if (await ReadAsync(request, cancellation) is not { } file)
            return Problem.Of(413, $"An import has at most {MaxBytes / 1024 / 1024} MiB.", context.InvocationId);
        var report = await desk.RunAsync(client, file, dryRun, request.Caller().ToString(), cancellation);
        var refused = report.Cases.Any(c => c.Outcome == ImportOutcome.Refused);
        return Results.Json(report, ImrJson.Options, statusCode: refused && !dryRun ? 400 : 200);
    }

    [Function(nameof(GetImport))]
    public async Task<IResult> GetImport(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/import/{id}")] HttpRequest request, string id, FunctionContext context, CancellationToken cancellation)
        => OperationLedger.IsId(id) && await desk.TryReadAsync(id, cancellation) is { } report
            ? Results.Json(report, ImrJson.Options)
            : Problem.Of(404, "There is no such import.", context.InvocationId);

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > MaxBytes)
                return null;
            await buffer.WriteAsync(chunk.AsMemory(0, read), cancellation);
        }

        return buffer.ToArray();
    }
}
