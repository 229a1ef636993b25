namespace Imr.Core.Cases;

/// <summary>How long the application's texts (in characters) and lists (in elements) may be, and the form of its names. The JSON Schema carries the same numbers.</summary>
internal static class ApplicationLimits
{
    public const int Initial = 10;
    public const int ZipCode = 10;
    public const int Identifier = 20;
    public const int Phone = 30;
    public const int LongIdentifier = 50;
    public const int Name = 100;
    public const int Organization = 200;
    public const int LongText = 4000;

    public const int MaxItems = 90;
    public const int MaxCodes = 50;
    public const int MaxProviders = 500;
    public const int MaxDocuments = 2000;

    private const int MaxDocumentName = 200;

    /// <summary>Safe in keys and lists of the register.</summary>
    public static bool IsOrganizationId(string s) => IsKey(s, 64, c => c is '.' or '-' or '_');

    /// <summary>Safe in keys of the register.</summary>
    public static bool IsItemId(string s) => IsKey(s, 20, c => c is '-');

    /// <summary>A name below <c>documents/</c> that cannot lead out of that folder.</summary>
    public static bool IsDocumentName(string s)
        => !string.IsNullOrWhiteSpace(s)
            && (s.Length <= MaxDocumentName || s.EnumerateRunes().Count() <= MaxDocumentName)
            && !s.Contains("..", StringComparison.Ordinal)
            && !s.EndsWith('.') // blob storage drops a dot at the end
            && !s.Any(c => c is '/' or '\\' || char.IsControl(c));

    /// <summary>A sign that turns the direction of what follows, or none that shows, makes another name than the one that is there.</summary>
    public static bool ShowsAsItIs(string s) => !IsBlank(s) && !s.Any(c => c is '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));

    /// <summary>Nothing that shows: white space and byte order marks.</summary>
    public static bool IsBlank(string s) => s.All(c => char.IsWhiteSpace(c) || c == '\uFEFF');

    /// <summary>Digits as people write them, at least seven, and an extension after an x.</summary>
    public static bool IsPhone(string s)
        => s.Length <= Phone && s.Count(char.IsAsciiDigit) >= 7 && s.All(c => char.IsAsciiDigit(c) || c is '+' or '(' or ')' or '-' or '.' or ' ' or 'x') && !s.StartsWith(' ');

    private static bool IsKey(string s, int maxLength, Func<char, bool> isMark)
        => s.Length > 0 && s.Length <= maxLength && char.IsAsciiLetterOrDigit(s[0]) && s.All(c => char.IsAsciiLetterOrDigit(c) || isMark(c));
}
