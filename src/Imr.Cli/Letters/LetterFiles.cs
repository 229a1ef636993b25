using Imr.Cli.Documents;
using Imr.Core.Letters.Parsing;

namespace Imr.Cli.Letters;

/// <summary>Letters as files, and their text.</summary>
internal static class LetterFiles
{
    private const string Pdf = ".pdf";

    /// <summary>The file itself, or the letters of a directory by name.</summary>
    /// <exception cref="CliException">Not there, no letter in it, or not a kind of file that holds one.</exception>
    public static IReadOnlyList<string> Of(string path)
    {
        if (File.Exists(path))
            return IsLetter(path) ? [path] : throw new CliException($"{path} is no letter: give a file that ends in {Kinds}.");
        if (!Directory.Exists(path))
            throw new CliException($"{path} is not there: give a letter, or a directory of letters.");
        try
        {
            IReadOnlyList<string> files = [.. Directory.EnumerateFiles(path).Where(IsLetter).OrderBy(Path.GetFileName, StringComparer.Ordinal)];
            return files.Count > 0 ? files : throw new CliException($"{path} holds no letter: give a directory with files that end in {Kinds}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} can't be read ({e.GetType().Name}): give a directory of letters.", e);
        }
    }

    /// <summary>Reads the letter. A file without a text that can be read is a problem of its reading.</summary>
    /// <exception cref="CliException">The file can't be opened.</exception>
    public static async Task<LetterReading> ReadAsync(DocumentReading documents, string file, CancellationToken cancellation)
    {
        if (!Path.GetExtension(file).Equals(Pdf, StringComparison.OrdinalIgnoreCase))
            return LetterParser.Parse(await TextAsync(file, cancellation));
        var text = await documents.ReadAsync(file, cancellation);
        var reading = LetterParser.Parse(string.Join('\f', text.Pages.Select(p => p.Text)));
        List<LetterProblem> unread = [.. text.Pages.Where(p => !p.Readable).Select(p => new LetterProblem("no text: the page can't be read", null, p.Number, "a page of a Final Determination Letter"))];
        if (text.Reason is { } reason)
            unread.Insert(0, new LetterProblem($"no text: the PDF can't be read ({reason})", null, null, "a PDF with a Final Determination Letter"));
        // What follows from there being no text at all needs no saying.
        return text.PagesRead == 0 ? reading with { Problems = unread } : reading with { Problems = [.. unread, .. reading.Problems] };
    }

    /// <summary>The text of a letter that is no PDF, pages parted by form feeds; empty when the file has none.</summary>
    /// <exception cref="CliException">The file can't be read.</exception>
    public static async Task<string> TextAsync(string file, CancellationToken cancellation)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(file, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{file} can't be read ({e.GetType().Name}).", e);
        }

        return LetterFile.Text(bytes, file) ?? "";
    }

    private static string Kinds => string.Join(", ", LetterFile.Extensions.Append(Pdf));

    private static bool IsLetter(string path) => LetterFile.Extensions.Append(Pdf).Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
