using System.Text;
using Imr.Core.Cases;
using Imr.Core.Records;

namespace ImrFunctions.Intake.Text.Service;

/// <summary>What Document Intelligence found, as the text of a record.</summary>
internal static class AnalyzedText
{
    private const double PointsPerInch = 72;

    /// <summary>Pages that the service passed over count as unread.</summary>
    public static RecordText Of(ContentHash sha256, AnalyzeResult result)
    {
        var pages = new SortedDictionary<int, RecordPage>();
        foreach (var page in (result.Pages ?? []).Where(p => p.PageNumber is >= 1 and <= DocumentText.MaxPages))
            pages.TryAdd(page.PageNumber, PageOf(page));
        if (pages.Count == 0)
            return RecordText.Unread(sha256, UnreadReason.ReaderFailed);
        List<RecordPage> all = [.. Enumerable.Range(1, pages.Keys.Max()).Select(n => pages.GetValueOrDefault(n) ?? RecordPage.Unread(n, "passedOver"))];
        return new RecordText(RecordText.CurrentSchemaVersion, sha256, all);
    }

    private static RecordPage PageOf(AnalyzedPage page)
    {
        // A pixel of a picture counts as a point: nothing says how large the paper was.
        var scale = page.Unit == "inch" ? PointsPerInch : 1;
        var (text, lines) = LinesOf(page.Lines ?? [], scale);
        return new RecordPage(page.PageNumber, Readable: true, text)
        {
            Reading = text.Length == 0 ? PageReading.Blank : PageReading.Ocr,
            Confidence = text.Length == 0 ? null : ConfidenceOf(page.Words ?? []),
            Size = page is { Width: > 0, Height: > 0 } ? new PageSize(Math.Round(page.Width.Value * scale, 1), Math.Round(page.Height.Value * scale, 1)) : null,
            Lines = lines.Count > 0 ? lines : null,
        };
    }

    /// <summary>The service gives each cell of a row as a line: those that stand beside one another are one line here.</summary>
    private static (string Text, List<PageLine> Lines) LinesOf(IReadOnlyList<AnalyzedLine> found, double scale)
    {
        var text = new StringBuilder();
        var lines = new List<PageLine>();
        PageLine? before = null;
        foreach (var line in found)
        {
            if (line.Content is not { Length: > 0 } content)
                continue;
            var placed = Place(line.Polygon, scale);
            if (text.Length > 0)
                text.Append(before is not null && placed is not null && AreBeside(before, placed) ? "  " : "\n");
            if (placed is not null)
                lines.Add(placed with { Start = text.Length, Length = content.Length });
            text.Append(content.Replace('\n', ' '));
            before = placed;
        }

        return (text.ToString(), lines);
    }

    private static PageLine? Place(IReadOnlyList<double>? polygon, double scale)
    {
        if (polygon is not { Count: >= 8 })
            return null;
        var xs = polygon.Where((_, i) => i % 2 == 0).ToList();
        var ys = polygon.Where((_, i) => i % 2 == 1).ToList();
        return new PageLine(0, 0, Of(xs.Min()), Of(ys.Min()), Of(xs.Max() - xs.Min()), Of(ys.Max() - ys.Min()));

        double Of(double value) => Math.Round(value * scale, 1);
    }

    private static bool AreBeside(PageLine left, PageLine right)
        => right.X >= left.X + left.Width && Math.Abs(left.Y + (left.Height / 2) - right.Y - (right.Height / 2)) < Math.Min(left.Height, right.Height) / 2;

    /// <summary>Of the page's characters, not of its words: a long word that is lost loses more.</summary>
    private static double ConfidenceOf(IReadOnlyList<AnalyzedWord> words)
    {
        var (sum, weight) = (0.0, 0);
        foreach (var word in words)
        {
            var length = word.Content?.Length ?? 0;
            sum += length * Math.Clamp(word.Confidence ?? 0, 0, 1);
            weight += length;
        }

        return weight == 0 ? 0 : Math.Round(sum / weight, 3);
    }
}
