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

    /// <summary>The letter's text, pages parted by form feeds; empty when the file has none.</summary>
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
