using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Facts;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Cases;

/// <summary>An extension by the Administrative Director; a conversion to expedited.</summary>
public sealed class ClockFunctions(StatementDesk desk, TimeProvider time)
{
    private const int MaxDays = 3;

    [Function(nameof(PostExtension))]
    public Task<IResult> PostExtension(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/extension")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<ExtensionBody, Extension>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Extension,
            (body, snapshot, caller) =>
            {
                List<ApplicationProblem> problems = [.. Said.Needed(body.Reason, "$.reason", "The extraordinary circumstances or good cause (LC 4610.6(d)(3)).")];
                if (body.Days is not (>= 1 and <= MaxDays))
                    problems.Insert(0, new ApplicationProblem("$.days", "Not a number of days that the law allows.", $"1 to {MaxDays}."));
                return Said.Of(snapshot.Next(FactKind.Extension), problems, () => new Extension(Extension.CurrentSchemaVersion, caller.ToString(), body.Days!.Value, body.Reason!.Trim()));
            },
            cancellation);

    [Function(nameof(PostExpedite))]
    public Task<IResult> PostExpedite(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/expedite")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<ExpediteBody, Expedition>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Expedite,
            (body, snapshot, caller) =>
            {
                List<ApplicationProblem> problems = [.. Said.Needed(body.Reason, "$.reason", "The threat that the physician certifies (8 CCR 9792.6.1(j)), as a short statement.")];
                if (body.Certification is null || snapshot.InRecord.All(d => d.Sha256 != body.Certification))
                    problems.Add(new ApplicationProblem("$.certification", "Not a document of the case.", "The SHA-256 of the physician's written certification, uploaded before."));
                if (body.CertifiedOn is null || body.CertifiedOn > PacificTime.LegalDay(time.GetUtcNow()))
                    problems.Add(new ApplicationProblem("$.certifiedOn", "Missing or in the future.", "The day of the certification."));
                return Said.Of(
                    snapshot.Next(FactKind.Expedite), problems,
                    () => new Expedition(Expedition.CurrentSchemaVersion, caller.ToString(), body.Certification!, body.CertifiedOn!.Value, body.Reason!.Trim()));
            },
            cancellation);
}

public sealed record ExtensionBody(int? Days, string? Reason);

public sealed record ExpediteBody(ContentHash? Certification, DateOnly? CertifiedOn, string? Reason);
