using Imr.Core.Guidelines;
using Imr.Core.Records;
using ImrFunctions.Cases;
using ImrFunctions.Intake;
using ImrFunctions.Review;

namespace ImrFunctions.Evaluation;

/// <summary>
/// The machine's draft as it may be shown: one that quotes a page which was kept back since, or a document that left the record, is made anew from what is there.
/// </summary>
public sealed class CurrentEvaluation(EvaluationStore evaluations, DocumentStore documents, StepContext step)
{
    /// <returns>Null when nothing was evaluated yet.</returns>
    public async Task<CaseEvaluation?> TryReadAsync(CaseSnapshot snapshot, CancellationToken cancellation)
    {
        var review = snapshot.Record.Review;
        if (await evaluations.TryReadAsync(review, cancellation) is not { } stored)
            return null;
        var application = await step.InReviewAsync(snapshot.Record, cancellation);
        var open = (await documents.OpenIdentitiesAsync(snapshot.Documents, application, cancellation)).ToDictionary(o => o.Document.Sha256, o => o.Pages.Select(p => p.Page).ToHashSet());
        if (stored.Items.SelectMany(i => i.Criteria).SelectMany(c => c.Quotes).All(StillStands))
            return stored;
        var records = await documents.ReadAsync(snapshot.InRecord, application, RecordsCompleteness.Assess(application, snapshot.Documents).Complete, cancellation);
        var anew = GuidelineEvaluator.EvaluateCase(application, records, GuidelineLibrary.Default);
        await evaluations.StoreAsync(review, anew, cancellation);
        return anew;

        bool StillStands(Quote quote)
            => snapshot.InRecord.Any(d => d.Sha256 == quote.Document && !d.IsWithheld(quote.Page)) && !(open.TryGetValue(quote.Document, out var pages) && pages.Contains(quote.Page));
    }
}
