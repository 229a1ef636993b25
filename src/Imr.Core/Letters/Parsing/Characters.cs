using System.Text;

namespace Imr.Core.Letters.Parsing;

/// <summary>Characters of PDF texts that mean the same as plain ones.</summary>
internal static class Characters
{
    /// <summary>Ligatures as letters; invisible characters gone; every kind of blank a space.</summary>
    public static string Plain(string text)
    {
        if (text.All(c => c is >= ' ' and < '\u007f'))
            return text;
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\ufb00' => plain.Append("ff"),
                '\ufb01' => plain.Append("fi"),
                '\ufb02' => plain.Append("fl"),
                '\ufb03' => plain.Append("ffi"),
                '\ufb04' => plain.Append("ffl"),
                '\ufb05' or '\ufb06' => plain.Append("st"),
                '\u00ad' or (>= '\u200b' and <= '\u200f') or '\u2060' or '\ufeff' or '\0' => plain,
                _ when char.IsWhiteSpace(c) || char.IsControl(c) => plain.Append(' '),
                _ => plain.Append(c),
            };
        }

        return plain.ToString();
    }

    /// <summary>For comparison only: lower case, straight quotes, one kind of dash and colon.</summary>
    public static string Key(string word)
    {
        Span<char> key = stackalloc char[Math.Min(word.Length, 256)];
        if (word.Length > key.Length)
            return word;
        for (var i = 0; i < word.Length; i++)
        {
            key[i] = word[i] switch
            {
                '\u2018' or '\u2019' or '\u02bc' or '`' => '\'',
                '\u201c' or '\u201d' => '"',
                >= '\u2010' and <= '\u2015' or '\u2212' => '-',
                '\uff1a' or '\ufe55' => ':',
                var c => char.ToLowerInvariant(c),
            };
        }

        return new string(key);
    }
}
