using Imr.Core.Records;
using ImrFunctions.Cases;
using ImrFunctions.Intake.Tray;
using ImrFunctions.Review;

namespace ImrFunctions.Intake.Control;

/// <summary>Nothing is decided or released while pages of the records name somebody else and nobody has settled whose they are.</summary>
public sealed class IdentityGate(DocumentStore documents, StepContext step, TrayKeeper tray)
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

    /// <summary>When nothing of the document stands open any more after an act, it leaves the tray.</summary>
    public async Task CloseTrayAsync(RecordAct act, CaseSnapshot snapshot, CancellationToken cancellation)
    {
        var application = await step.InReviewAsync(snapshot.Record, cancellation);
        // Parts of a divided document stand for it, with what was open on their pages.
        foreach (var part in snapshot.Documents.Where(d => act.Made.Contains(d.Sha256)))
            await documents.WatchAsync(snapshot.Record.Review.CaseNumber, application, part, cancellation);
        if ((await documents.OpenIdentitiesAsync([.. snapshot.Documents.Where(d => d.Sha256 == act.Document)], application, cancellation)).Count == 0)
            await tray.SettledAsync(snapshot.Record.Review.CaseNumber, act.Document, new TrayEnd(act.Id, TrayEndKind.Settled, act.Reason, act.By, act.At), cancellation);
    }
}
