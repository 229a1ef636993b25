namespace ImrFunctions.Intake.Text.Reader;

/// <summary>A line that the document reader wrote (tools/document-reader/README.md): one of its members is there.</summary>
internal sealed record ReaderAnswer(string? Id, bool? Ready, ReaderPage? Page, ReaderDone? Done, ReaderError? Error);

/// <param name="Reading"><c>text</c>, <c>ocr</c>, <c>blank</c> or <c>unread</c>.</param>
internal sealed record ReaderPage(int Number, double? Width, double? Height, string? Reading, double? Confidence, string? Text, IReadOnlyList<ReaderLine?>? Lines, string? Note);

internal sealed record ReaderLine(string? Text, double X, double Y, double W, double H, int? Block);

internal sealed record ReaderDone(int? Pages, IReadOnlyList<string?>? Features, string? Producer);

internal sealed record ReaderError(string? Code);

/// <summary>What the reader is asked: the text of a PDF from a page on, or of a picture.</summary>
/// <param name="Op"><c>text</c> or <c>image</c>.</param>
internal sealed record ReaderRequest(string Id, string Op, string Path, int PageTimeoutMs)
{
    public string? Ocr { get; init; }

    public int? MaxPages { get; init; }

    public int? From { get; init; }
}

/// <summary>The process ended, or said what the protocol does not have: it is of no use any more.</summary>
internal sealed class ReaderBrokenException(string message) : Exception(message);
