using System.Text;

namespace Imr.Core.Records;

/// <summary>
/// Old office systems wrote one byte a character and did not say in which code page. The same bytes are read in each of those met here, and that one is taken
/// in which they stand where such characters stand: accents within words, quotation marks around them, degrees after digits. In doubt Windows-1252.
/// </summary>
internal static class CodePageGuess
{
    /// <summary>By this much must another page be better. It takes two good places or so.</summary>
    private const int Margin = 3;

    private const int MaxPlaces = 4000;
    private const string Accented = "áéíóúüñçàèìòùâêîôûäöëïãõßÁÉÍÓÚÜÑÇÀÈÂÊÔÄÖąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžČŘŠŽőű";
    private const string ByNumbers = "°º±½¼¾×²³µ≥≤÷€£¢%";

    private static readonly Lazy<Page[]> Pages = new(() => [new Page(1252), new Page(1250), new Page(10000), new Page(437), new Page(850)]);

    /// <summary>Windows-1252.</summary>
    public static Encoding Western => Pages.Value[0].Encoding;

    public static Encoding Of(ReadOnlySpan<byte> bytes)
    {
        var (best, bestScore) = (Pages.Value[0], Score(bytes, Pages.Value[0]) + Margin);
        foreach (var page in Pages.Value.AsSpan(1))
        {
            var score = Score(bytes, page);
            if (score > bestScore)
                (best, bestScore) = (page, score);
        }

        return best.Encoding;
    }

    private static int Score(ReadOnlySpan<byte> bytes, Page page)
    {
        var (score, places) = (0, 0);
        for (var i = 0; i < bytes.Length && places < MaxPlaces; i++)
        {
            if (bytes[i] < 0x80)
                continue;
            places++;
            score += Score(i == 0 ? ' ' : page.Characters[bytes[i - 1]], page.Characters[bytes[i]], i == bytes.Length - 1 ? ' ' : page.Characters[bytes[i + 1]]);
        }

        return score;
    }

    private static int Score(char before, char c, char after) => c switch
    {
        '\uFFFD' => -20,
        _ when char.IsControl(c) => -20,
        _ when ByNumbers.Contains(c) => char.IsDigit(before) || char.IsDigit(after) ? 3 : char.IsLetter(before) && char.IsLetter(after) ? -4 : 0,
        _ when char.IsLetter(c) => Letter(before, c, after),
        '“' or '‘' or '„' => !char.IsLetterOrDigit(before) && !char.IsWhiteSpace(after) ? 3 : -3,
        '’' => char.IsLetterOrDigit(before) ? 3 : -1,
        '”' => !char.IsWhiteSpace(before) && !char.IsLetter(after) ? 3 : -3,
        '¿' or '¡' => !char.IsLetterOrDigit(before) && char.IsLetter(after) ? 3 : -4,
        '–' or '—' or '…' or '•' or '·' => char.IsLetter(before) && char.IsLetter(after) ? 0 : 2,
        '\u00A0' or '\u00AD' => 0,
        '®' or '™' or '©' or '§' => 1,
        >= '\u2500' and <= '\u257F' => before == c || after == c ? 1 : -1,
        _ => char.IsLetter(before) && char.IsLetter(after) ? -4 : -1,
    };

    private static int Letter(char before, char c, char after)
    {
        if (!char.IsLetter(before) && !char.IsLetter(after))
            return -1;
        // A capital within small letters, or a small one before capitals, is no word.
        if ((char.IsUpper(c) && char.IsLower(before)) || (char.IsLower(c) && char.IsUpper(after)))
            return -3;
        return Accented.Contains(c) ? 3 : 0;
    }

    private sealed class Page
    {
        public Page(int number)
        {
            Encoding = CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))
                ?? throw new InvalidOperationException($"The runtime has no code page {number}.");
            byte[] all = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];
            Characters = Encoding.GetString(all);
        }

        public Encoding Encoding { get; }

        /// <summary>The character of each byte.</summary>
        public string Characters { get; }
    }
}
