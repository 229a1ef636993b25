using System.Text;
using System.Text.Json;

namespace Imr.Core.Cases;

/// <summary>A found value as a person may be shown it: short, on one line. It may be PHI.</summary>
internal static class FoundText
{
    private const int MaxLength = 60;

    /// <returns>Null where the kind says all: objects, lists, null.</returns>
    public static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value) is { } text ? Of(text) : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Of(value.GetRawText()),
        _ => null,
    };

    public static string Of(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= MaxLength)
                return shown.Append('…').ToString();
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format)
                shown.Append($"\\u{rune.Value:X4}");
            else
                shown.Append(rune.ToString());
        }

        return shown.ToString();
    }

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair is no text.
        }
    }
}
