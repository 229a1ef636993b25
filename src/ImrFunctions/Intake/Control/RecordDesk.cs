using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake.Control;

/// <summary>A call that does something with a document of a case.</summary>
/// <param name="Document">The document's hash, as it stands in the path.</param>
public sealed record RecordCall(HttpRequest Request, DurableTaskClient Client, string CaseNumber, string Document, string RefId);

/// <summary>What an act starts from.</summary>
/// <param name="Act">With id, person, time and reason; the plan adds what and where.</param>
public sealed record RecordPlanning<TBody>(TBody Body, CaseSnapshot Snapshot, CaseDocument Document, DocumentState State, RecordAct Act, Principal Caller);

/// <summary>What an act would change, or why it can't.</summary>
public sealed record RecordPlan(RecordAct? Act, DocumentState? State, IReadOnlyList<CaseDocument> Documents, IReadOnlyList<ApplicationProblem> Problems, string? Conflict)
{
    public bool ChangesSet { get; init; } = true;

    public static RecordPlan Change(RecordAct act, DocumentState state, params IReadOnlyList<CaseDocument> documents) => new(act, state, documents, [], null);

    public static RecordPlan Wrong(IReadOnlyList<ApplicationProblem> problems) => new(null, null, [], problems, null);

    public static RecordPlan NotNow(string conflict) => new(null, null, [], [], conflict);
}

/// <summary>
/// Takes acts on documents over HTTP: of a named person, with a reason, once, written with everything that they change. What must follow in another place (another
/// case, the tray) is done after it, and again when the call is repeated.
/// </summary>
public sealed class RecordDesk(CaseAccess access, CaseSnapshots snapshots, RecordActs acts, TimeProvider time)
{
    private const int MaxTries = 5;

    /// <param name="reasonOf">The body's reason.</param>
    /// <param name="after">What follows, and the answer. It must be repeatable.</param>
    public async Task<IResult> ActAsync<TBody>(
        RecordCall call, Func<TBody, string?> reasonOf, Func<RecordPlanning<TBody>, Task<RecordPlan>> plan, Func<RecordAct, CaseSnapshot, Task<IResult>> after, CancellationToken cancellation)
        where TBody : class
    {
        var lookup = await access.FindWholeAsync(call.Request, call.CaseNumber, call.RefId, cancellation);
        if (lookup.Snapshot is not { } snapshot)
            return lookup.Refusal!;
        if (!ContentHash.TryParse(call.Document, null, out var hash))
            return Unknown(call);
        var body = await JsonBody.ReadAsync<TBody>(call.Request, cancellation);
        if (body.Value is not { } value)
            return Problem.Of(400, "The request can't be read.", call.RefId, [body.Problem!]);
        var caller = call.Request.Caller();
        List<ApplicationProblem> problems = [.. Said.Needed(reasonOf(value), "$.reason", "Why, for the record.")];
        if (StatementDesk.RequestId(call.Request, caller, body.Raw) is not { } id)
            problems.Add(new ApplicationProblem("header Idempotency-Key", "Not a key.", "1 to 64 letters, digits or hyphens."));
        else if (problems.Count == 0)
            return await ActAsync(call, new RecordAct(RecordAct.CurrentSchemaVersion, id, "", hash, null, reasonOf(value)!.Trim(), caller.ToString(), time.GetUtcNow(), ContentHash.Of(body.Raw).Value, null, []), snapshot, value, plan, after, cancellation);
        return Problem.Of(400, "The request has problems; nothing was stored.", call.RefId, problems);
    }

    private async Task<IResult> ActAsync<TBody>(
        RecordCall call, RecordAct act, CaseSnapshot snapshot, TBody body, Func<RecordPlanning<TBody>, Task<RecordPlan>> plan, Func<RecordAct, CaseSnapshot, Task<IResult>> after, CancellationToken cancellation)
        where TBody : class
    {
        var number = snapshot.Record.Review.CaseNumber;
        for (var tries = 0; tries < MaxTries; tries++, snapshot = await snapshots.GetAsync(number, cancellation))
        {
            if (await acts.TryReadAsync(number, act.Id, cancellation) is { } earlier)
            {
                return earlier.RequestHash == act.RequestHash && earlier.By == act.By && earlier.Document == act.Document
                    ? await after(earlier, snapshot)
                    : Problem.Of(409, "This Idempotency-Key was used for another act; nothing was stored.", call.RefId);
            }

            if (snapshot.Documents.FirstOrDefault(d => d.Sha256 == act.Document) is not { } document)
                return Unknown(call);
            var (state, tag) = await acts.StateAsync(number, act.Document, cancellation);
            var planned = await plan(new RecordPlanning<TBody>(body, snapshot, document, state, act, call.Request.Caller()));
            if (planned.Conflict is { } conflict)
                return Problem.Of(409, conflict, call.RefId);
            if (planned.Act is null)
                return Problem.Of(400, "The request has problems; nothing was stored.", call.RefId, planned.Problems);
            var change = new RecordChange(snapshot.Record, planned.Act, planned.State, tag, planned.Documents) { ChangesSet = planned.ChangesSet };
            if (await acts.WriteAsync(call.Client, change, cancellation))
                return await after(planned.Act, await snapshots.GetAsync(number, cancellation));
        }

        return Problem.Of(409, "The document is being changed by somebody else; look at it again. Nothing was stored.", call.RefId);
    }

    /// <summary>What was done, and the document as it is now.</summary>
    internal static IResult Done(RecordAct act, CaseSnapshot snapshot, object? more = null)
        => Results.Json(
            new
            {
                actId = act.Id,
                caseNumber = snapshot.Record.Review.CaseNumber,
                document = snapshot.Documents.FirstOrDefault(d => d.Sha256 == act.Document),
                made = act.Made,
                recordsHash = RecordsHash.Of(snapshot.Documents),
                more,
            },
            ImrJson.Options);

    private static IResult Unknown(RecordCall call) => Problem.Of(404, "The case has no such document.", call.RefId);
}

/// <summary>Checks that acts share.</summary>
internal static class PageChecks
{
    /// <summary>Pages that the document has; null pages are the whole.</summary>
    public static IEnumerable<ApplicationProblem> In(PageRange? pages, CaseDocument document, string path) => In(pages, document.Pages, path);

    public static IEnumerable<ApplicationProblem> In(PageRange? pages, int count, string path)
    {
        if (pages?.To > count)
            yield return new ApplicationProblem(path, "The document has no such pages.", count == 1 ? "1" : $"1-{count}");
    }

    /// <summary>All pages of a document are the document.</summary>
    public static PageRange? Whole(PageRange? pages, int count) => pages is { From: 1 } && pages.To >= count ? null : pages;

    /// <summary>Parts that together are the document: every page in one of them.</summary>
    public static IEnumerable<ApplicationProblem> Divide(IReadOnlyList<DocumentPartBody>? parts, int count)
    {
        if (parts is not { Count: >= 2 and <= 90 })
        {
            yield return new ApplicationProblem("$.parts", "A document is divided into two parts or more.", "2 to 90 parts.");
            yield break;
        }

        var seen = new List<PageRange>();
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i]?.Pages is not { } pages)
            {
                yield return new ApplicationProblem($"$.parts[{i}].pages", "Missing.", "Pages such as 3 or 3-5.");
                continue;
            }

            foreach (var problem in In(pages, count, $"$.parts[{i}].pages"))
                yield return problem;
            if (seen.Exists(pages.Overlaps))
                yield return new ApplicationProblem($"$.parts[{i}].pages", "A page stands in two parts.", "Each page once.");
            seen.Add(pages);
        }

        if (PageRange.Of(Enumerable.Range(1, count).Except(seen.SelectMany(p => p.Pages))) is { Count: > 0 } left)
            yield return new ApplicationProblem("$.parts", $"Pages {string.Join(", ", left)} are in no part.", "Every page in one part.");
    }

    public static IEnumerable<ApplicationProblem> Name(string? name, string path)
    {
        if (name is not null && (name.Length is 0 or > 200 || name.Any(c => char.IsControl(c) || c is '/' or '\\')))
            yield return new ApplicationProblem(path, "Not a file name.", "1 to 200 characters, no slashes.");
    }
}

/// <param name="Pages">Such as <c>3-5</c>.</param>
/// <param name="Name">Null: the document's, with the pages.</param>
/// <param name="Kind">Null: the document's.</param>
public sealed record DocumentPartBody(PageRange? Pages, string? Name, DocumentKind? Kind);
