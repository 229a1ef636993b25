using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Records.Identity;
using ImrFunctions.Cases.Register;
using ImrFunctions.Review;
using ImrFunctions.Security;

namespace ImrFunctions.Intake.Control;

/// <summary>A document's content as a caller may read it: the file as it was uploaded, or the text of those pages that may be read.</summary>
public sealed record RecordContent(Stream? File, string ContentType, string? Text);

/// <summary>
/// Gives out a document's content, and notes who read it. Pages that are kept back are for the auditor alone; pages that name somebody else are not shown to those
/// who decide before a person has settled whose they are. A file can't be given out without a part of its pages, so then it is the text of the others.
/// </summary>
public sealed class RecordReading(DocumentStore documents, StepContext step, ReadTrail trail)
{
    private static readonly Role[] s_decide = [Role.Reviewer, Role.Releaser];

    /// <returns>Null when there is no such document for this caller.</returns>
    public async Task<RecordContent?> OpenAsync(CaseRecord record, ContentHash sha256, Principal caller, CancellationToken cancellation)
    {
        var all = await documents.ListAsync(record.Review, cancellation);
        if (all.FirstOrDefault(d => d.Sha256 == sha256) is not { } document || (caller.Role != Role.Auditor && !document.InRecord))
            return null;
        var hidden = await HiddenAsync(record, document, caller, cancellation);
        var content = hidden.Count == 0 ? await FileAsync(record, document, all, caller, cancellation) : null;
        content ??= new RecordContent(null, "text/plain; charset=utf-8", PagesOf(await documents.TextAsync(sha256, cancellation), hidden));
        await trail.NoteAsync(record.Review.CaseNumber, sha256, caller, cancellation);
        return content;
    }

    private async Task<HashSet<int>> HiddenAsync(CaseRecord record, CaseDocument document, Principal caller, CancellationToken cancellation)
    {
        if (caller.Role == Role.Auditor)
            return [];
        HashSet<int> hidden = [.. document.WithheldNumbers];
        if (s_decide.Contains(caller.Role))
        {
            var worker = WorkerIdentity.Of(await step.InReviewAsync(record, cancellation));
            hidden.UnionWith(IdentityCheck.Open(worker, document, await documents.TextAsync(document.Sha256, cancellation)).Select(p => p.Page));
        }

        return hidden;
    }

    /// <summary>The document's own file; for pages of a larger document of this case that file, when all of its pages may be read.</summary>
    private async Task<RecordContent?> FileAsync(CaseRecord record, CaseDocument document, IReadOnlyList<CaseDocument> all, Principal caller, CancellationToken cancellation)
    {
        var file = document.Sha256;
        if (document.Origin?.Parent is { } parent)
        {
            if (all.FirstOrDefault(d => d.Sha256 == parent) is not { } whole || whole.Withheld.Any(w => w.Kind != WithholdingKind.Split))
                return null;
            foreach (var part in all.Where(d => d.Origin?.Parent == parent))
            {
                if ((await HiddenAsync(record, part, caller, cancellation)).Count > 0)
                    return null;
            }

            file = parent;
        }

        return await documents.OpenAsync(record.Review.CaseNumber, file, cancellation) is { } opened ? new RecordContent(opened.Content, opened.ContentType, null) : null;
    }

    /// <summary>Form feeds divide the pages. What is hidden, and what nobody could read, says so in its place.</summary>
    private static string PagesOf(RecordText text, HashSet<int> hidden)
        => string.Join('\f', text.Pages.Select(page =>
            hidden.Contains(page.Number) ? $"[Page {page.Number} is kept back.]" : page.Readable ? page.Text : $"[Page {page.Number} could not be read.]"));
}
