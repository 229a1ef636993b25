using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Imr.Core.Serialization;

namespace Imr.Core.Cases;

/// <summary>
/// The number that the IMR organization gives a case: <c>CM</c>, two digits of the year, a hyphen, 7 or 8 digits (domain.md §6).
/// Only a checked number is ever used in a blob path, a key or an instance id.
/// </summary>
public sealed partial record CaseNumber : IText<CaseNumber>
{
    private CaseNumber(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">Not of the form CM26-0000123.</exception>
    public static CaseNumber Parse(string s, IFormatProvider? provider = null)
        => TryParse(s, provider, out var number) ? number : throw new FormatException("A case number has the form CM26-0000123.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out CaseNumber result)
    {
        result = s is not null && Form().IsMatch(s) ? new CaseNumber(s) : null;
        return result is not null;
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"\ACM[0-9]{2}-[0-9]{7,8}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Form();
}
