using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Records.Identity;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Review;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake.Control;

/// <summary>Whose the pages of a case's documents are: what stands open, and a person's finding.</summary>
public sealed class IdentityFunctions(CaseAccess access, RecordDesk desk, DocumentStore documents, StepContext step, IdentityGate identities)
{
    /// <summary>The records of the case by the parts of the package, with what is missing, late, kept back, and names somebody else.</summary>
    [Function(nameof(GetRecords))]
    public async Task<IResult> GetRecords(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/records")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindWholeAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Snapshot is not { Record: { ApplicationHash: not null } record } snapshot)
            return lookup.Refusal ?? Operations.Problem.Of(404, "The case has no application yet.", context.InvocationId);
        var application = await step.InReviewAsync(record, cancellation);
        var entries = new List<RecordSetEntry>();
        foreach (var document in snapshot.Documents)
            entries.Add(new RecordSetEntry(document, await documents.TextAsync(document.Sha256, cancellation)));
        var closed = LateRecords.ClosedAt(record);
        var open = await documents.OpenIdentitiesAsync(snapshot.Documents, application, cancellation);
        var views = snapshot.Documents.Select(d => new RecordView(
            d.Sha256, d.Kind, [RecordKinds.Of(d.Kind).Code, .. RecordKinds.IsLate(d, closed) ? [RecordKinds.Late.Code] : Array.Empty<string>()], d.ReceivedAt, d.InRecord, d.Withheld));
        return Results.Json(
            new RecordsView(record.Review.CaseNumber, record.Stage, closed, RecordsReport.Of(application, entries), [.. views], [.. open.Select(o => OpenIdentityView.Of(record.Review.CaseNumber, o))]),
            ImrJson.Options);
    }

    /// <summary>A named person says whose pages are that name somebody else: this worker's after all, or another person's, and then they are taken from the record.</summary>
    [Function(nameof(PostIdentity))]
    public Task<IResult> PostIdentity(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/documents/{document}/identity")] HttpRequest request,
        string caseNumber, string document, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.ActAsync<IdentityBody>(
            new RecordCall(request, client, caseNumber, document, context.InvocationId),
            body => body.Reason,
            planning => Task.FromResult(Settle(planning)),
            async (act, snapshot) =>
            {
                await identities.CloseTrayAsync(act, snapshot, cancellation);
                return RecordDesk.Done(act, snapshot);
            },
            cancellation);

    private static RecordPlan Settle(RecordPlanning<IdentityBody> planning)
    {
        var (body, document, act) = (planning.Body, planning.Document, planning.Act);
        List<ApplicationProblem> problems = [.. PageChecks.In(body.Pages, document, "$.pages")];
        if (body.ThisWorker is null)
            problems.Add(new ApplicationProblem("$.thisWorker", "Missing.", "true: the pages are this worker's; false: another person's."));
        if (problems.Count > 0)
            return RecordPlan.Wrong(problems);
        var pages = body.Pages ?? new PageRange(1, document.Pages);
        if (!document.InRecord || pages.Pages.Any(document.IsWithheld))
            return RecordPlan.NotNow("Some of these pages are kept back already.");
        var settled = planning.State.Settle(new IdentitySettlement(act.Id, pages, body.ThisWorker!.Value, act.Reason, act.By, act.At));
        if (body.ThisWorker == true)
            return RecordPlan.Change(act with { What = "IdentityThisWorker", Pages = pages }, settled) with { ChangesSet = false };
        var taken = new Withholding(act.Id, WithholdingKind.OtherPerson, SealGround.OtherPerson, PageChecks.Whole(pages, document.Pages), act.Reason, act.By, act.At, null, null, null);
        return RecordPlan.Change(act with { What = "IdentityOtherPerson", Pages = pages }, settled.Withhold(taken));
    }
}

/// <param name="Pages">Null: the whole document.</param>
public sealed record IdentityBody(PageRange? Pages, bool? ThisWorker, string? Reason);

/// <param name="Codes">The part of the package, and <c>REC_LATE</c> for one that came after the records were complete or due.</param>
/// <param name="InRecord">False: kept back as a whole.</param>
public sealed record RecordView(ContentHash Sha256, DocumentKind Kind, IReadOnlyList<string> Codes, DateTimeOffset ReceivedAt, bool InRecord, IReadOnlyList<WithheldPages> Withheld);

/// <param name="RecordsClosedAt">When the records were complete or due; null while they are waited for.</param>
public sealed record RecordsView(
    CaseNumber CaseNumber, ReviewStage Stage, DateTimeOffset? RecordsClosedAt, RecordsReport Report, IReadOnlyList<RecordView> Documents, IReadOnlyList<OpenIdentityView> OpenIdentities);

/// <summary>Pages that name somebody else, and where it is settled.</summary>
public sealed record OpenIdentityView(ContentHash Document, string Name, IReadOnlyList<PageRange> Pages, string SettleAt, IReadOnlyList<PageIdentity> Signs)
{
    public static OpenIdentityView Of(CaseNumber caseNumber, OpenIdentity open)
        => new(open.Document.Sha256, open.Document.Name, PageRange.Of(open.Pages.Select(p => p.Page)), $"/api/cases/{caseNumber}/documents/{open.Document.Sha256}/identity", open.Pages);
}
