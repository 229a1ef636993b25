using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake.Control;

/// <summary>Pages of a document as a document of their own: a view onto the parent with its own text, and no file.</summary>
public sealed class DocumentViews(CaseStorage storage, DocumentStore documents)
{
    /// <summary>Writes the text of the pages, counted from 1.</summary>
    /// <param name="parent">The document that has the file: never a view itself.</param>
    public async Task<CaseDocument> CreateAsync(ContentHash parent, PageRange pages, DocumentKind kind, string name, DateTimeOffset receivedAt, DocumentOrigin origin, CancellationToken cancellation)
    {
        var whole = await documents.TextAsync(parent, cancellation);
        var view = DocumentOrigin.ViewOf(parent, pages);
        var text = whole with { Sha256 = view, Pages = [.. pages.Pages.Select((number, i) => (whole.Pages.FirstOrDefault(p => p.Number == number) ?? RecordPage.Unread(number)) with { Number = i + 1 })] };
        // The parent's pages can be read anew later, and better; a view keeps what it was first made of.
        if (!await storage.RecordText.TryCreateAsync(RecordCopier.TextName(view), ImrJson.WriteBytes(text), "application/json", cancellation))
            text = await documents.TextAsync(view, cancellation);
        return new CaseDocument(view, kind, name, receivedAt, pages.Count, text.EveryPageRead) { Origin = origin with { Parent = parent, Pages = pages } }.With(text);
    }

    /// <summary>The file that a document is part of, and where in it these pages are: a view of a view is a view of the file.</summary>
    public static (ContentHash Parent, PageRange Pages) Root(CaseDocument document, PageRange pages)
        => document.Origin is { Parent: { } parent, Pages: { } within }
            ? (parent, new PageRange(within.From + pages.From - 1, within.From + pages.To - 1))
            : (document.Sha256, pages);

    /// <summary>A name for pages of a document.</summary>
    public static string NameOf(string name, PageRange pages) => $"{Path.GetFileNameWithoutExtension(name)} p{pages}{Path.GetExtension(name)}";
}
