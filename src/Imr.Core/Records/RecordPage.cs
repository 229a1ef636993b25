using System.Text.Json.Serialization;

namespace Imr.Core.Records;

/// <summary>How the text of a page came to be.</summary>
public enum PageReading
{
    /// <summary>Nothing could read it.</summary>
    Unread,

    /// <summary>The file's own text.</summary>
    Text,

    /// <summary>Characters recognized in a picture of the page.</summary>
    Ocr,

    /// <summary>Looked at, and there is nothing on it.</summary>
    Blank,
}

/// <summary>One page with its text in reading order, lines apart by <c>\n</c>.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Readable">False: nothing could read this page; its text is empty and it proves nothing either way.</param>
public sealed record RecordPage(int Number, bool Readable, string Text)
{
    /// <summary>Recognized text below this confidence may have lost words.</summary>
    public const double SureFrom = 0.75;

    public PageReading Reading { get; init; } = !Readable ? PageReading.Unread : Text.Length == 0 ? PageReading.Blank : PageReading.Text;

    /// <summary>Of recognized text: from 0 to 1. Null when the file's own text was read.</summary>
    public double? Confidence { get; init; }

    /// <summary>Width and height in points (1/72 inch), as the page is shown. Null when the file has no pages of a size.</summary>
    public PageSize? Size { get; init; }

    /// <summary>Where each line stands on the page, in reading order. Null when that is not known.</summary>
    public IReadOnlyList<PageLine>? Lines { get; init; }

    /// <summary>A code of the reader: what was noticed, or why the page was not read.</summary>
    public string? Note { get; init; }

    /// <summary>Something on it, such as a picture, was not read.</summary>
    public bool Partial { get; init; }

    /// <summary>What the page says counts, what it does not say does not.</summary>
    [JsonIgnore]
    public bool Uncertain => Partial || Confidence < SureFrom;

    public static RecordPage Unread(int number, string? note = null) => new(number, Readable: false, string.Empty) { Note = note };

    /// <summary>The text of one of <see cref="Lines"/>.</summary>
    public string TextOf(PageLine line) => line.Start >= 0 && line.Length >= 0 && line.Start <= Text.Length - line.Length ? Text.Substring(line.Start, line.Length) : string.Empty;
}

/// <summary>Points (1/72 inch).</summary>
public sealed record PageSize(double Width, double Height);

/// <summary>A line on the page: its box in points from the page's top left corner, and its place in the page's text.</summary>
/// <param name="Start">Index of its first character in the page's text.</param>
/// <param name="Length">Characters.</param>
public sealed record PageLine(int Start, int Length, double X, double Y, double Width, double Height)
{
    /// <summary>Lines of one number stand in one block of print (a column, a cell, a paragraph). From 0; null when not known.</summary>
    public int? Block { get; init; }
}
