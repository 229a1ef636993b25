using System.Diagnostics.CodeAnalysis;
using Imr.Core.Serialization;

namespace Imr.Core.Cases;

/// <summary>A National Provider Identifier: ten digits, first 1 or 2, check digit by Luhn over "80840" and the number (45 CFR 162.406).</summary>
public sealed record Npi : IText<Npi>
{
    private Npi(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">Not ten digits, or the check digit is wrong.</exception>
    public static Npi Parse(string s, IFormatProvider? provider = null)
        => TryParse(s, provider, out var npi) ? npi : throw new FormatException("An NPI is ten digits with a valid check digit.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Npi result)
    {
        result = s is { Length: 10 } && s[0] is '1' or '2' && s!.All(char.IsAsciiDigit) && LuhnSum("80840" + s) % 10 == 0 ? new Npi(s) : null;
        return result is not null;
    }

    /// <returns>What is wrong with a text that has the form of an NPI and another check digit; null for any other text.</returns>
    public static string? CheckDigitFault(string s)
        => s is { Length: 10 } && s[0] is '1' or '2' && s.All(char.IsAsciiDigit) && LuhnSum("80840" + s) % 10 is var rest and not 0
            ? $"has a wrong check digit (after these nine digits comes {(s[9] - '0' + 10 - rest) % 10}): one digit is wrong, or two changed places"
            : null;

    public override string ToString() => Value;

    private static int LuhnSum(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            if (i % 2 == 1)
                digit = digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum;
    }
}
