using System.Text;
using Imr.Core.Correspondence.Templates;
using Imr.Core.Letters.Templates;

namespace Imr.Core.Correspondence;

/// <param name="Batch">The mail batch's id.</param>
/// <param name="Position">In the batch, from 1: the order of the envelopes.</param>
/// <param name="Day">The Pacific day of the batch.</param>
/// <param name="Service">Which service of the item, from 1.</param>
/// <param name="Title">The notice's, by <see cref="NoticeHtml.Title"/>.</param>
public sealed record CoverSheetFacts(string Batch, int Position, DateOnly Day, OutgoingItem Item, int Service, PartyContact To, string Title);

/// <summary>The sheet that goes on top of an envelope's contents: the addressee block for the window, what is enclosed, a page break.</summary>
public static class CoverSheet
{
    /// <summary>Deterministic.</summary>
    public static string Render(CoverSheetFacts sheet)
    {
        var body = new StringBuilder();
        Sheet(body, sheet);
        return PrintPage.Render($"Cover sheet {sheet.Position} of {sheet.Batch}", body.ToString());
    }

    private static void Sheet(StringBuilder body, CoverSheetFacts sheet)
    {
        var item = sheet.Item;
        body.Append($"<main class=\"cover\">\n<header>\n<p class=\"issuer\">{PrintPage.E(Wording1.Issuer)}</p>\n<p>{PrintPage.E(Wording1.OnBehalf)}</p>\n</header>\n");
        body.Append($"<address>{string.Join("<br>", sheet.To.Lines().Select(PrintPage.E))}</address>\n");
        body.Append($"<h1>{PrintPage.E(sheet.Title)}</h1>\n<table>\n<caption>This mailing</caption>\n<tbody>\n");
        Row("Case number", item.Review.CaseNumber.Value);
        Row("Date", Wording1.Long(sheet.Day));
        Row("Item", sheet.Service == 1 ? item.ItemId : $"{item.ItemId}, service {sheet.Service}");
        Row("Batch", $"{sheet.Batch}, envelope {sheet.Position}");
        body.Append("</tbody>\n</table>\n<h2>Enclosed</h2>\n<ul>\n");
        foreach (var document in item.Documents)
            body.Append($"<li>{PrintPage.E(Title(document))}, SHA-256 <code>{document.Sha256}</code></li>\n");
        body.Append("</ul>\n</main>\n");

        void Row(string label, string value) => body.Append($"<tr><th scope=\"row\">{PrintPage.E(label)}</th><td>{PrintPage.E(value)}</td></tr>\n");
    }

    private static string Title(OutgoingDocument document)
        => document.Name == OutgoingDocuments.Notice ? "Notice" : $"Final Determination Letter {document.Name}";
}

/// <summary>Names of what items enclose.</summary>
public static class OutgoingDocuments
{
    /// <summary>The rendered notice; everything else is a letter, by its place such as <c>r1/v1</c>.</summary>
    public const string Notice = "notice";
}
