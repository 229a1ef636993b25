using System.Text;
using Imr.Core.Cases;

namespace Imr.Core.Records.Word;

/// <summary>Collects the text of a Word document page by page.</summary>
internal sealed class WordPages
{
    private readonly List<string> _pages = [];
    private readonly HashSet<int> _partial = [];
    private readonly StringBuilder _page = new();
    private bool _blankIsMeant;

    public HashSet<string> Features { get; } = new(StringComparer.Ordinal);

    public void Add(char c)
    {
        if (c is '\n')
            NewLine();
        else if (char.IsWhiteSpace(c))
            Space();
        else if (!char.IsControl(c))
            _page.Append(c);
    }

    public void Add(string text)
    {
        foreach (var c in text)
        {
            // A box beside a finding says whether it was found.
            switch (c)
            {
                case '☒' or '☑':
                    _page.Append("[x]");
                    break;
                case '☐':
                    _page.Append("[ ]");
                    break;
                case '\n' or '\r':
                    Space();
                    break;
                default:
                    Add(c);
                    break;
            }
        }
    }

    public void NewLine()
    {
        while (_page.Length > 0 && _page[^1] == ' ')
            _page.Length--;
        if (_page.Length > 0 && _page[^1] != '\n')
            _page.Append('\n');
    }

    /// <summary>A cell ends: what follows stands in the same line.</summary>
    public void EndCell()
    {
        if (_page.Length > 0 && _page[^1] == '\n')
            _page.Length--;
        Space();
    }

    /// <param name="rendered">Where Word last broke a page by itself. It also marks a break that stands in the document: that one is counted once.</param>
    public void BreakPage(bool rendered)
    {
        if (rendered && _page.Length == 0 && _blankIsMeant)
            return;
        if (rendered && _page.Length == 0 && _pages.Count == 0)
            return;
        EndPage();
        _blankIsMeant = !rendered;
    }

    /// <summary>A header, footer or note: a line of its own on the page that is open.</summary>
    public void AddAside(string text)
    {
        NewLine();
        _page.Append(text);
        NewLine();
    }

    /// <summary>Something on the page that is open is not read.</summary>
    public void NotRead(string feature)
    {
        Features.Add(feature);
        _partial.Add(_pages.Count);
    }

    public string PlainText() => string.Join('\n', [.. _pages, _page.ToString()]).Trim('\n', ' ');

    public RecordText ToText(ContentHash sha256)
    {
        if (_page.Length > 0 || _pages.Count == 0)
            EndPage();
        if (_pages.TrueForAll(string.IsNullOrWhiteSpace))
            return RecordText.Unread(sha256, UnreadReason.NoText);
        var pages = _pages.Take(DocumentText.MaxPages).Select((text, i) => new RecordPage(i + 1, Readable: true, text)
        {
            Partial = _partial.Contains(i),
            Note = _partial.Contains(i) ? "notAllRead" : null,
        });
        return new RecordText(RecordText.CurrentSchemaVersion, sha256, [.. pages]) { Reason = _pages.Count > DocumentText.MaxPages ? UnreadReason.TooManyPages : null };
    }

    private void EndPage()
    {
        _pages.Add(_page.ToString().Trim('\n', ' '));
        _page.Clear();
    }

    private void Space()
    {
        if (_page.Length > 0 && _page[^1] is not (' ' or '\n'))
            _page.Append(' ');
    }
}
