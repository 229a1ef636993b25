using Imr.Core.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Cases;

/// <summary>Either the case that the caller may see, or the answer that says there is none.</summary>
public sealed record CaseLookup(CaseRecord? Record, IResult? Refusal);

/// <inheritdoc cref="CaseLookup"/>
public sealed record SnapshotLookup(CaseSnapshot? Snapshot, IResult? Refusal);

/// <summary>Reads a case for a caller. Unknown, malformed and not-yours are the same 404, so that case numbers can't be probed.</summary>
public sealed class CaseAccess(CaseRegister register, CaseSnapshots snapshots)
{
    public async Task<CaseLookup> FindAsync(HttpRequest request, string caseNumber, string refId, CancellationToken cancellation)
    {
        if (CaseNumber.TryParse(caseNumber, null, out var number)
            && await register.TryGetAsync(number, cancellation) is { } record
            && MaySee(request, record))
            return new CaseLookup(record, null);
        return new CaseLookup(null, Unknown(refId));
    }

    /// <summary>The same with its records and facts.</summary>
    public async Task<SnapshotLookup> FindWholeAsync(HttpRequest request, string caseNumber, string refId, CancellationToken cancellation)
    {
        if (CaseNumber.TryParse(caseNumber, null, out var number)
            && await snapshots.TryReadAsync(number, cancellation) is { } snapshot
            && MaySee(request, snapshot.Record))
            return new SnapshotLookup(snapshot, null);
        return new SnapshotLookup(null, Unknown(refId));
    }

    private static bool MaySee(HttpRequest request, CaseRecord record)
        => request.Caller().MaySee(record.Review.CaseNumber, record.OrganizationId, record.Reviewers, record.Offer?.ReviewerId);

    private static IResult Unknown(string refId) => Problem.Of(404, "There is no such case.", refId);
}
