using System.Text;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>
/// How a last name sounds, roughly, to English and Spanish ears: its consonants, with those that are taken for each other made one (b and v, c and k and q, s
/// and z and soft c, ph and f, g and j), doubles once, vowels and h left out. For keys only: names that sound alike are compared, not taken for the same.
/// </summary>
internal static class NameSound
{
    /// <summary>A longer name's end is left out: endings are what is cut off and misspelt most.</summary>
    private const int MaxLength = 5;

    public static string Of(string name)
    {
        var sound = new StringBuilder();
        for (var i = 0; i < name.Length && sound.Length < MaxLength; i++)
        {
            var next = i + 1 < name.Length ? name[i + 1] : ' ';
            var letter = name[i] switch
            {
                'A' or 'E' or 'I' or 'O' or 'U' or 'Y' or 'H' or 'W' => i == 0 && name[i] != 'H' ? 'A' : ' ',
                'B' or 'V' => 'B',
                'C' when next is 'E' or 'I' or 'Y' => 'S',
                'C' or 'K' or 'Q' => 'K',
                'P' when next == 'H' => 'F',
                'S' or 'Z' or 'X' => 'S',
                'D' or 'T' => 'T',
                'G' or 'J' => 'J',
                'M' or 'N' => 'N',
                var other => other,
            };
            if (letter != ' ' && (sound.Length == 0 || sound[^1] != letter))
                sound.Append(letter);
        }

        return sound.Length == 0 ? name : sound.ToString();
    }
}
