using Imr.Core.Records;
using ImrFunctions.Cases;
using ImrFunctions.Review;

namespace ImrFunctions.Intake.Control;

/// <summary>Nothing is decided or released while pages of the records name somebody else and nobody has settled whose they are.</summary>
public sealed class IdentityGate(DocumentStore documents, StepContext step)
{
    /// <returns>Null when nothing stands open; else which document and pages, and how it is settled. Ids only: no name.</returns>
    public async Task<string?> RefusalAsync(CaseSnapshot snapshot, CancellationToken cancellation)
    {
        var application = await step.InReviewAsync(snapshot.Record, cancellation);
        if (await documents.OpenIdentitiesAsync(snapshot.Documents, application, cancellation) is not { Count: > 0 } open)
            return null;
        var number = snapshot.Record.Review.CaseNumber;
        var which = open.Select(o => $"document {o.Document.Sha256}, page {string.Join(", ", PageRange.Of(o.Pages.Select(p => p.Page)))}");
        return $"Pages of the records name another person: {string.Join("; ", which)}. An intake or operations person settles it first: POST /api/cases/{number}/documents/{open[0].Document.Sha256}/identity.";
    }
}
