using System.Text.RegularExpressions;
using Imr.Core.Cases;
using Imr.Core.Records;

namespace ImrFunctions.Intake.Text.Reader;

/// <summary>The pages of one document as the reader answers them: in order, each once.</summary>
internal sealed partial class ReadPages(ContentHash sha256)
{
    private readonly List<RecordPage> _pages = [];

    /// <summary>The number of the page that comes next.</summary>
    public int Next => _pages.Count + 1;

    /// <exception cref="ReaderBrokenException">It is not the page that comes next, or not a page.</exception>
    public void Add(ReaderPage page)
    {
        if (page.Number != Next)
            throw new ReaderBrokenException("a page out of turn");
        _pages.Add(PageOf(page));
    }

    public RecordText End(ReaderDone? done, UnreadReason? reason)
    {
        // What the reader left out of what it counted.
        var missing = Math.Clamp((done?.Pages ?? 0) - _pages.Count, 0, DocumentText.MaxPages - Math.Min(_pages.Count, DocumentText.MaxPages));
        _pages.AddRange(Enumerable.Range(Next, missing).Select(n => RecordPage.Unread(n)));
        if (_pages.Count == 0)
            _pages.Add(RecordPage.Unread(1));
        List<string> features = [.. (done?.Features ?? []).OfType<string>().Where(f => Code().IsMatch(f)).Distinct(StringComparer.Ordinal)];
        return new RecordText(RecordText.CurrentSchemaVersion, sha256, [.. _pages])
        {
            Reason = reason,
            Features = features.Count > 0 ? features : null,
            Producer = done?.Producer is { Length: > 0 } producer ? producer[..Math.Min(producer.Length, 200)] : null,
        };
    }

    internal static RecordPage PageOf(ReaderPage page)
    {
        var note = page.Note is { } code && Code().IsMatch(code) ? code : null;
        var text = (page.Text ?? string.Empty).Trim('\n');
        var read = page.Reading switch
        {
            "text" => new RecordPage(page.Number, Readable: true, text) { Reading = PageReading.Text },
            "ocr" => new RecordPage(page.Number, Readable: true, text) { Reading = PageReading.Ocr },
            "blank" => new RecordPage(page.Number, Readable: true, string.Empty),
            "unread" => RecordPage.Unread(page.Number),
            _ => throw new ReaderBrokenException("a reading that the protocol does not have"),
        };
        return read with
        {
            Confidence = read.Reading == PageReading.Ocr ? Math.Clamp(page.Confidence ?? 0, 0, 1) : null,
            Size = page is { Width: > 0, Height: > 0 } ? new PageSize(Rounded(page.Width.Value), Rounded(page.Height.Value)) : null,
            Lines = LinesOf(read.Text, page.Lines),
            Note = note,
        };
    }

    /// <summary>The reader gives each line's text: it is found again in the page's, in order.</summary>
    private static List<PageLine>? LinesOf(string text, IReadOnlyList<ReaderLine?>? lines)
    {
        var found = new List<PageLine>();
        var from = 0;
        foreach (var line in lines ?? [])
        {
            if (line?.Text is not { Length: > 0 } words || text.IndexOf(words, from, StringComparison.Ordinal) is not (>= 0 and var at))
                continue;
            found.Add(new PageLine(at, words.Length, Rounded(line.X), Rounded(line.Y), Rounded(line.W), Rounded(line.H)) { Block = line.Block });
            from = at + words.Length;
        }

        return found.Count > 0 ? found : null;
    }

    /// <summary>A tenth of a point is finer than any eye.</summary>
    private static double Rounded(double points) => Math.Round(points, 1);

    /// <summary>Codes, never words of a document.</summary>
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,39}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();
}
