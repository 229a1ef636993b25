using Imr.Core.Records;

namespace Imr.Core.Letters.Parsing;

/// <summary>The text of a letter that lies in a file with text: .txt, .html, .htm. A PDF's text is extracted elsewhere.</summary>
public static class LetterFile
{
    /// <summary>The endings that are read here.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".txt", ".html", ".htm"];

    /// <summary>With its lines and form feeds as they are; null when the bytes are no text.</summary>
    /// <param name="name">The file name: its ending says what the bytes are.</param>
    public static string? Text(ReadOnlySpan<byte> bytes, string name)
        => TextDecoding.Decode(bytes) is { } text && Path.GetExtension(name).ToLowerInvariant() is var ending && Extensions.Contains(ending)
            ? ending == ".txt" ? text : HtmlText.Of(text)
            : null;
}
