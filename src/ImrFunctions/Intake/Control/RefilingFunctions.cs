using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake.Tray;
using ImrFunctions.Operations;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake.Control;

/// <summary>Dividing a case's document, and taking what was misfiled to another case or to the tray.</summary>
public sealed class RefilingFunctions(RecordDesk desk, DocumentViews views, TrayStore tray, TrayDesk trayDesk, CaseStorage storage, IdentityGate identities)
{
    /// <summary>Divides a document into several, each with its own kind: they stand for it from now on.</summary>
    [Function(nameof(PostDocumentSplit))]
    public Task<IResult> PostDocumentSplit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/documents/{document}/split")] HttpRequest request,
        string caseNumber, string document, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.ActAsync<SplitBody>(
            new RecordCall(request, client, caseNumber, document, context.InvocationId),
            body => body.Reason,
            planning => SplitAsync(planning, cancellation),
            async (act, snapshot) =>
            {
                await identities.CloseTrayAsync(act, snapshot, cancellation);
                return RecordDesk.Done(act, snapshot);
            },
            cancellation);

    /// <summary>
    /// Takes a document or pages of it from this case: to another case, or without one to the tray. They are barred here first, and stand in the tray until they
    /// are filed there, so that nothing is lost when this stops half-way.
    /// </summary>
    [Function(nameof(PostDocumentReassign))]
    public Task<IResult> PostDocumentReassign(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/documents/{document}/reassign")] HttpRequest request,
        string caseNumber, string document, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
    {
        ReassignBody? said = null;
        return desk.ActAsync<ReassignBody>(
            new RecordCall(request, client, caseNumber, document, context.InvocationId),
            body =>
            {
                said = body;
                return body.Reason;
            },
            planning => ReassignAsync(planning, cancellation),
            (act, snapshot) => FollowAsync(client, act, said!, snapshot, context.InvocationId, cancellation),
            cancellation);
    }

    private async Task<RecordPlan> SplitAsync(RecordPlanning<SplitBody> planning, CancellationToken cancellation)
    {
        var (body, document, act) = (planning.Body, planning.Document, planning.Act);
        List<ApplicationProblem> problems = [.. PageChecks.Divide(body.Parts, document.Pages)];
        for (var i = 0; i < (body.Parts?.Count ?? 0); i++)
            problems.AddRange(PageChecks.Name(body.Parts![i]?.Name, $"$.parts[{i}].name"));
        if (problems.Count > 0)
            return RecordPlan.Wrong(problems);
        if (document.Withheld.Count > 0)
            return RecordPlan.NotNow("Pages of the document are kept back: unseal them first, or divide what was filed anew.");
        var origin = new DocumentOrigin(null, null, act.Id, act.By, act.At);
        var parts = new List<CaseDocument>();
        foreach (var part in body.Parts!)
        {
            var (parent, pages) = DocumentViews.Root(document, part.Pages!);
            parts.Add(await views.CreateAsync(parent, pages, part.Kind ?? document.Kind, part.Name ?? DocumentViews.NameOf(document.Name, part.Pages!), document.ReceivedAt, origin, cancellation));
        }

        var state = planning.State.Withhold(new Withholding(act.Id, WithholdingKind.Split, null, null, act.Reason, act.By, act.At, null, null, null));
        return RecordPlan.Change(act with { What = "Split", Made = [.. parts.Select(p => p.Sha256)] }, state, parts);
    }

    private async Task<RecordPlan> ReassignAsync(RecordPlanning<ReassignBody> planning, CancellationToken cancellation)
    {
        var (body, document, act) = (planning.Body, planning.Document, planning.Act);
        var from = planning.Snapshot.Record.Review.CaseNumber;
        List<ApplicationProblem> problems = [.. PageChecks.In(body.Pages, document, "$.pages"), .. PageChecks.Name(body.Name, "$.name")];
        if (body.To == from)
            problems.Add(new ApplicationProblem("$.to", "The document stands in this case.", "Another case, or nothing for the tray."));
        if (problems.Count > 0)
            return RecordPlan.Wrong(problems);
        var pages = PageChecks.Whole(body.Pages, document.Pages);
        var taken = pages ?? new PageRange(1, document.Pages);
        if (taken.Pages.Any(document.IsWithheld) || !document.InRecord)
            return RecordPlan.NotNow("Some of these pages are kept back already.");
        var item = await ItemAsync(from, document, taken, act, cancellation);
        await tray.AddAsync([item], cancellation);
        var state = planning.State.Withhold(new Withholding(act.Id, WithholdingKind.Misfiled, null, pages, act.Reason, act.By, act.At, null, null, null));
        return RecordPlan.Change(act with { What = "Reassign", Pages = pages, To = item.Id }, state);
    }

    /// <summary>The tray item of what is taken out: the file stays where it is, among this case's records.</summary>
    private async Task<TrayItem> ItemAsync(CaseNumber from, CaseDocument document, PageRange taken, RecordAct act, CancellationToken cancellation)
    {
        var (file, pages) = DocumentViews.Root(document, taken);
        var place = RecordCopier.RecordName(from, file);
        // Pages that were filed here from elsewhere: their file is the tray's, or the earlier case's.
        if (document.Origin is { Parent: not null } origin && await tray.FindAsync(origin.Source, cancellation) is { Item.Place: var earlier })
            place = earlier;
        var properties = (await storage.Records.GetBlobClient(place).GetPropertiesAsync(cancellationToken: cancellation)).Value;
        var whole = document.Origin?.Parent is null && taken.Count == document.Pages;
        return new TrayItem(
            TrayItem.CurrentSchemaVersion, TrayItem.IdOf("misfiled", from.Value, act.Id), TrayReason.Misfiled, file, place, document.Name, properties.ContentType, properties.ContentLength, taken.Count,
            whole ? null : pages, from, document.ReceivedAt, act.At, [], null);
    }

    private async Task<IResult> FollowAsync(DurableTaskClient client, RecordAct act, ReassignBody body, CaseSnapshot snapshot, string refId, CancellationToken cancellation)
    {
        await identities.CloseTrayAsync(act, snapshot, cancellation);
        if (body.To is not { } to)
            return RecordDesk.Done(act, snapshot, new { trayItem = act.To, filedIn = (CaseNumber?)null, refused = (string?)null });
        var kind = body.Kind ?? snapshot.Documents.First(d => d.Sha256 == act.Document).Kind;
        var filed = await trayDesk.FileAsync(client, act.To!, new TrayOrder(act.Id, act.RequestHash, null, to, kind, body.Name, act.Reason, act.By, act.At), cancellation);
        // It left the wrong case; where it belongs somebody must look at it in the tray.
        return filed.Refused is { } refused
            ? Problem.Of(409, $"The pages were taken from {snapshot.Record.Review.CaseNumber} and stand in the tray as {act.To}; they were not filed in {to}: {refused}", refId)
            : RecordDesk.Done(act, snapshot, new { trayItem = act.To, filedIn = to, document = filed.Document });
    }
}

public sealed record SplitBody(IReadOnlyList<DocumentPartBody>? Parts, string? Reason);

/// <param name="To">Null: to the tray.</param>
/// <param name="Pages">Null: the whole document.</param>
/// <param name="Kind">In the other case; null: as here.</param>
public sealed record ReassignBody(CaseNumber? To, PageRange? Pages, DocumentKind? Kind, string? Name, string? Reason);
