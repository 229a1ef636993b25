using Imr.Core.Serialization;
using ImrFunctions.Cases;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake;

/// <summary>The notices of a case, for staff: who got one, when it was delivered to the exchange's client, who acknowledged it.</summary>
public sealed class NoarfiFunctions(CaseAccess access, NoarfiStore notices)
{
    [Function(nameof(GetNoarfi))]
    public async Task<IResult> GetNoarfi(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/noarfi")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        return lookup.Record is not { } record
            ? lookup.Refusal!
            : Results.Json(new { record.Review.CaseNumber, notices = await notices.OfCaseAsync(record.OrganizationId, record.Review.CaseNumber, cancellation) }, ImrJson.Options);
    }
}
