using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Imr.Core.Serialization;

namespace Imr.Core.Cases;

/// <summary>
/// One review of a case: the case and its round. Round 1 is the first review, each remand by the WCAB (LC 4610.6(i)) opens the next.
/// Its text is the orchestration's instance id: <c>CM26-0000123</c>, then <c>CM26-0000123-r2</c>.
/// </summary>
public sealed record ReviewKey : IText<ReviewKey>
{
    public ReviewKey(CaseNumber caseNumber, int round)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        CaseNumber = caseNumber;
        Round = round;
    }

    public CaseNumber CaseNumber { get; }

    /// <summary>1, 2, … in every fact, row, blob and letter key.</summary>
    public int Round { get; }

    public static ReviewKey Parse(string s, IFormatProvider? provider = null)
        => TryParse(s, provider, out var key) ? key : throw new FormatException("A review key has the form CM26-0000123 or CM26-0000123-r2.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ReviewKey result)
    {
        result = null;
        if (s is null)
            return false;
        var mark = s.IndexOf("-r", StringComparison.Ordinal);
        var round = 1;
        if (mark >= 0 && (!int.TryParse(s.AsSpan(mark + 2), NumberStyles.None, CultureInfo.InvariantCulture, out round) || round < 2))
            return false;
        if (!CaseNumber.TryParse(mark < 0 ? s : s[..mark], provider, out var number))
            return false;
        result = new ReviewKey(number, round);
        return true;
    }

    public override string ToString() => Round == 1 ? CaseNumber.Value : $"{CaseNumber.Value}-r{Round}";
}
