using Imr.Core.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Cases;

/// <summary>Either the case that the caller may see, or the answer that says there is none.</summary>
public sealed record CaseLookup(CaseRecord? Record, IResult? Refusal);

/// <summary>Reads a case for a caller. Unknown, malformed and not-yours are the same 404, so that case numbers can't be probed.</summary>
public sealed class CaseAccess(CaseRegister register)
{
    public async Task<CaseLookup> FindAsync(HttpRequest request, string caseNumber, string refId, CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (CaseNumber.TryParse(caseNumber, null, out var number)
            && await register.TryGetAsync(number, cancellation) is { } record
            && caller.MaySee(number, record.OrganizationId, record.ReviewerId, record.Offer?.ReviewerId))
            return new CaseLookup(record, null);
        return new CaseLookup(null, Problem.Of(404, "There is no such case.", refId));
    }
}
