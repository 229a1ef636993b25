using System.Globalization;
using System.Text;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>Brings two spellings of one text together: no accents, capitals, one blank between words. The program runs without cultures, so accents are folded by a table.</summary>
internal static class Folding
{
    private static readonly (string To, string From)[] s_letters =
    [
        ("A", "ÀÁÂÃÄÅĀĂĄǍẠẢẤẦẨẪẬẮẰẲẴẶ"), ("AE", "Æ"), ("B", "Ɓ"), ("C", "ÇĆĈĊČ"), ("D", "ĎĐÐ"), ("E", "ÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆ"), ("G", "ĜĞĠĢ"), ("H", "ĤĦ"), ("I", "ÌÍÎÏĨĪĬĮİǏỈỊ"), ("J", "Ĵ"), ("K", "Ķ"),
        ("L", "ĹĻĽĿŁ"), ("N", "ÑŃŅŇ"), ("O", "ÒÓÔÕÖØŌŎŐƠǑỌỎỐỒỔỖỘỚỜỞỠỢ"), ("OE", "Œ"), ("R", "ŔŖŘ"), ("S", "ŚŜŞŠȘ"), ("SS", "ßẞ"), ("T", "ŢŤŦȚ"), ("TH", "Þ"), ("U", "ÙÚÛÜŨŪŬŮŰŲƯǓỤỦỨỪỬỮỰ"), ("W", "Ŵ"), ("Y", "ÝŶŸỲỴỶỸ"), ("Z", "ŹŻŽ"),
    ];

    private static readonly Dictionary<char, string> s_folded = s_letters.SelectMany(l => l.From.Select(c => (c, l.To))).ToDictionary(p => p.c, p => p.To);

    /// <summary>Words of letters and digits in capitals. An apostrophe or a dot joins (O'Brien, J.R.), everything else parts.</summary>
    public static IReadOnlyList<string> Words(string? text)
        => text is null ? [] : Fold(text, keepMarks: false).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Letters and digits only, in capitals.</summary>
    public static string Joined(string? text) => string.Concat(Words(text));

    /// <summary>Without accents, in capitals.</summary>
    /// <param name="keepMarks">Whether punctuation stays as it is: for texts that patterns read.</param>
    public static string Fold(string text, bool keepMarks)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var upper = char.ToUpperInvariant(c);
            if (s_folded.TryGetValue(upper, out var letters))
                folded.Append(letters);
            else if (char.IsLetterOrDigit(upper))
                folded.Append(upper);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue; // an accent that stands apart from its letter
            else if (keepMarks)
                folded.Append(c);
            else if (c is not ('\'' or '’' or '‘' or '`' or '´' or '.'))
                folded.Append(' ');
        }

        return folded.ToString();
    }
}
