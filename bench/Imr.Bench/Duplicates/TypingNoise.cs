using System.Globalization;
using Imr.Core.Cases;

namespace Imr.Bench.Duplicates;

/// <summary>What happens to a form that is filed again: by the attorney, by fax, by phone, by somebody who reads it from paper.</summary>
internal static class TypingNoise
{
    private static readonly (string Name, Func<ImrApplication, Random, ImrApplication> Change)[] s_kinds =
    [
        ("capitals and blanks", (a, _) => a with { InjuredWorker = a.InjuredWorker with { FirstName = a.InjuredWorker.FirstName.ToUpperInvariant(), LastName = " " + a.InjuredWorker.LastName.ToUpperInvariant() } }),
        ("accents", (a, _) => a with { InjuredWorker = a.InjuredWorker with { LastName = Plain(a.InjuredWorker.LastName) } }),
        ("mistake in the last name", (a, r) => a with { InjuredWorker = a.InjuredWorker with { LastName = Mistyped(a.InjuredWorker.LastName, r) } }),
        ("mistake in the first name", (a, r) => a with { InjuredWorker = a.InjuredWorker with { FirstName = Mistyped(a.InjuredWorker.FirstName, r) } }),
        ("short first name", (a, _) => a with { InjuredWorker = a.InjuredWorker with { FirstName = Short(a.InjuredWorker.FirstName) } }),
        ("names exchanged", (a, _) => a with { InjuredWorker = a.InjuredWorker with { FirstName = a.InjuredWorker.LastName, LastName = a.InjuredWorker.FirstName } }),
        ("half of a double name", (a, _) => a with { InjuredWorker = a.InjuredWorker with { LastName = a.InjuredWorker.LastName.Split('-')[^1] } }),
        ("suffix", (a, _) => a with { InjuredWorker = a.InjuredWorker with { LastName = a.InjuredWorker.LastName + ", Jr." } }),
        ("another last name", (a, _) => a with { InjuredWorker = a.InjuredWorker with { LastName = "Wetherby" } }),
        ("no birthday", (a, _) => a with { InjuredWorker = a.InjuredWorker with { DateOfBirth = null } }),
        ("digit of the birthday", (a, r) => a with { InjuredWorker = a.InjuredWorker with { DateOfBirth = a.InjuredWorker.DateOfBirth is { } born ? Day(born, r) : null } }),
        ("claim number's separators", (a, _) => a with { Claim = a.Claim with { ClaimNumber = a.Claim.ClaimNumber.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant() } }),
        ("claim number's zeros", (a, _) => a with { Claim = a.Claim with { ClaimNumber = a.Claim.ClaimNumber.Replace("-0", "-", StringComparison.Ordinal).Replace("-0", "-", StringComparison.Ordinal) } }),
        ("mistake in the claim number", (a, r) => a with { Claim = a.Claim with { ClaimNumber = Mistyped(a.Claim.ClaimNumber, r) } }),
        ("no claim number", (a, _) => a with { Claim = a.Claim with { ClaimNumber = "Unknown" } }),
        ("digit of the day of injury", (a, r) => a with { Claim = a.Claim with { DateOfInjury = Day(a.Claim.DateOfInjury, r) } }),
        ("digit of the decision's day", (a, r) => a with { UrDecision = a.UrDecision with { DecisionDate = Day(a.UrDecision.DecisionDate, r) } }),
        ("review organization", (a, r) => a with { UrDecision = a.UrDecision with { ReviewerOrganization = r.Next(2) == 0 ? null : a.UrDecision.ReviewerOrganization?.ToUpperInvariant() + " LLC" } }),
        ("items written otherwise", (a, r) => a with { DisputedItems = Treatments.Rewritten(a.DisputedItems, r) }),
        ("items written otherwise", (a, r) => a with { DisputedItems = Treatments.Rewritten(a.DisputedItems, r) }),
        ("another signature", (a, _) => a with { Signature = a.Signature! with { SignedOn = a.Signature.SignedOn.AddDays(3), SignedBy = SignedBy.Attorney } }),
    ];

    /// <summary>One to three kinds; one of ten comes as it was.</summary>
    public static (ImrApplication Typed, string Noise) Add(ImrApplication application, Random chance)
    {
        if (chance.Next(10) == 0)
            return (application, "none");
        var kinds = Enumerable.Range(0, 1 + chance.Next(3)).Select(_ => chance.Next(s_kinds.Length)).Distinct().ToList();
        return (kinds.Aggregate(application, (a, k) => s_kinds[k].Change(a, chance)), string.Join(", ", kinds.Select(k => s_kinds[k].Name).Distinct()));
    }

    internal static string Mistyped(string text, Random chance)
    {
        var at = chance.Next(text.Length);
        return chance.Next(4) switch
        {
            0 when text.Length > 2 => text.Remove(at, 1),
            1 => text.Insert(at, char.IsAsciiDigit(text[at]) ? "4" : "e"),
            2 when at > 0 => text[..(at - 1)] + text[at] + text[at - 1] + text[(at + 1)..],
            _ => text[..at] + (char.IsAsciiDigit(text[at]) ? "3" : "r") + text[(at + 1)..],
        };
    }

    /// <summary>One digit of the day or the last of the year; a day that does not exist stays as it was.</summary>
    private static DateOnly Day(DateOnly day, Random chance)
    {
        var digits = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture).ToCharArray();
        digits[new[] { 3, 6, 7 }[chance.Next(3)]] = (char)('0' + chance.Next(10));
        return DateOnly.TryParseExact(digits, "yyyyMMdd", out var other) ? other : day;
    }

    private static string Short(string first) => first switch
    {
        "Guadalupe" => "Lupe",
        "Francisco" => "Paco",
        "Robert" => "Bob",
        "William" => "Bill",
        "James" => "Jim",
        "Michael" => "Mike",
        "Elizabeth" => "Liz",
        "Patricia" => "Patty",
        "Maria Elena" => "Maria",
        "Timothy" => "Tim",
        _ => first,
    };

    private static string Plain(string text) => text.Replace('ú', 'u').Replace('ñ', 'n').Replace('ó', 'o');
}
