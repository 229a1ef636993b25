using System.Globalization;
using System.Text;

namespace Imr.Core.Correspondence;

/// <summary>The list of a mail batch (RFC 4180): a line an envelope, for the mail room and as evidence of mailing.</summary>
public static class BatchManifest
{
    public static string Render(IReadOnlyList<CoverSheetFacts> sheets)
    {
        var csv = new StringBuilder("envelope,batch,day,caseNumber,round,itemId,service,kind,recipient,name,address,documents\r\n");
        foreach (var sheet in sheets)
        {
            string[] cells =
            [
                sheet.Position.ToString(CultureInfo.InvariantCulture),
                sheet.Batch,
                sheet.Day.ToString("O", CultureInfo.InvariantCulture),
                sheet.Item.Review.CaseNumber.Value,
                sheet.Item.Review.Round.ToString(CultureInfo.InvariantCulture),
                sheet.Item.ItemId,
                sheet.Service.ToString(CultureInfo.InvariantCulture),
                sheet.Item.Kind,
                sheet.Item.Recipient,
                sheet.To.Name,
                string.Join("; ", sheet.To.Lines().Skip(1)),
                string.Join("; ", sheet.Item.Documents.Select(d => $"{d.Name} {d.Sha256}")),
            ];
            csv.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }

        return csv.ToString();
    }

    /// <summary>Quoted when it must be; a cell that a spreadsheet would take for a formula gets an apostrophe before it.</summary>
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
