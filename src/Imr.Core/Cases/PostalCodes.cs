namespace Imr.Core.Cases;

/// <summary>What an address in the United States must have.</summary>
internal static class PostalCodes
{
    public const string UnitedStates = "US";

    /// <summary>The States, the District, the territories and the armed forces' places, as the Postal Service abbreviates them.</summary>
    public static IReadOnlyList<string> States { get; } =
    [
        "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO",
        "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV",
        "WY", "AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI", "AA", "AE", "AP",
    ];

    public static bool IsState(string s) => States.Contains(s, StringComparer.Ordinal);

    public static bool IsZip(string s) => CodeForms.HasShape(s, "99999", "99999-9999");

    /// <summary>The form of a country's code, and of a State's.</summary>
    public static bool IsCountry(string s) => s is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'];
}
