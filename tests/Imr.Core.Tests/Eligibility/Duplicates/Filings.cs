using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Tests.Cases;

namespace Imr.Core.Tests.Eligibility.Duplicates;

/// <summary>Invented filings: one that is meant, and what people make of it.</summary>
internal static class Filings
{
    private static readonly string[] s_firsts = ["Maria", "José", "Guadalupe", "Wei", "Anne-Marie", "Robert", "Thuỳ", "Ikechukwu", "Li", "Maria Elena"];
    private static readonly string[] s_lasts = ["Garcia-Lopez", "Núñez", "O'Brien", "de la Cruz", "Smith", "Nguyễn", "Okonkwo", "Vo", "Hernandez", "Schröder Jr."];
    private static readonly string[] s_claims = ["WC-2024-00778", "0093-AB-12", "RCC 2025 010355", "ADJ10O334I", "77810-2", "UNKNOWN"];
    private static readonly string[] s_npis = ["1234567893", "1002003055", "1002003089"];

    private static readonly string[][] s_items =
    [
        ["MRI of the lumbar spine without contrast"], ["Physical therapy, 12 visits, left shoulder", "Norco 10/325 mg #60"], ["Acupuncture x 6, neck"], ["CT of the cervical spine"], ["EMG/NCV, both arms", "TENS unit"],
    ];

    /// <summary>One worker, one dispute.</summary>
    public static ImrApplication Plain { get; } = SampleApplication.Application with
    {
        InjuredWorker = new InjuredWorker("Guadalupe", "Hernandez", null, new DateOnly(1981, 3, 14), null),
        Claim = new Claim("WC-2024-0077810", new DateOnly(2024, 2, 14), null, null),
        DisputedItems = [Item("1", "MRI of the cervical spine without contrast"), Item("2", "Physical therapy, 12 visits, neck")],
    };

    public static Arbitrary<ImrApplication> Any
        => (from first in Gen.Elements(s_firsts)
            from last in Gen.Elements(s_lasts)
            from claim in Gen.Elements(s_claims)
            from npi in Gen.Elements(s_npis)
            from born in Gen.Choose(0, 18_000)
            from hasBirthday in Gen.Elements(true, true, true, false)
            from injured in Gen.Choose(0, 700)
            from decided in Gen.Choose(0, 60)
            from items in Gen.Elements(s_items)
            select Plain with
            {
                InjuredWorker = new InjuredWorker(first, last, null, hasBirthday ? new DateOnly(1955, 1, 1).AddDays(born) : null, null),
                Claim = new Claim(claim, new DateOnly(2023, 1, 1).AddDays(injured), null, null),
                RequestingPhysician = Plain.RequestingPhysician with { Npi = Npi.Parse(npi) },
                UrDecision = Plain.UrDecision with { DecisionDate = new DateOnly(2025, 5, 1).AddDays(decided), ServedOn = new DateOnly(2025, 5, 2).AddDays(decided) },
                DisputedItems = [.. items.Select((d, n) => Item($"{n + 1}", d))],
            }).ToArbitrary();

    public static DisputedItem Item(string id, string description, params ServiceCode[] codes) => new(id, description, codes, null, UrOutcome.Denied, null, null);

    public static ServiceCode Cpt(string code) => new(CodeSystem.Cpt, code);

    /// <summary>The same application as somebody else would type it: capitals, separators, blanks and accents mean nothing.</summary>
    public static ImrApplication Retyped(ImrApplication a) => a with
    {
        InjuredWorker = a.InjuredWorker with { FirstName = " " + a.InjuredWorker.FirstName.ToUpperInvariant(), LastName = Plainer(a.InjuredWorker.LastName).ToLowerInvariant() + "  " },
        Claim = a.Claim with { ClaimNumber = "  " + string.Concat(a.Claim.ClaimNumber.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)) },
        UrDecision = a.UrDecision with { ReviewerOrganization = a.UrDecision.ReviewerOrganization?.ToUpperInvariant().Replace(' ', '-') },
        DisputedItems = [.. a.DisputedItems.Select(i => i with { Description = "  " + i.Description.ToUpperInvariant().Replace(",", " ,", StringComparison.Ordinal) + "." })],
    };

    /// <summary>Every application with one typing mistake in one of the fields by which it is found.</summary>
    public static IEnumerable<ImrApplication> WithOneMistake(ImrApplication a)
    {
        foreach (var typed in Mistyped(a.InjuredWorker.LastName))
            yield return a with { InjuredWorker = a.InjuredWorker with { LastName = typed } };
        foreach (var typed in Mistyped(a.InjuredWorker.FirstName))
            yield return a with { InjuredWorker = a.InjuredWorker with { FirstName = typed } };
        foreach (var typed in Mistyped(a.Claim.ClaimNumber))
            yield return a with { Claim = a.Claim with { ClaimNumber = typed } };
        yield return a with { InjuredWorker = a.InjuredWorker with { FirstName = a.InjuredWorker.LastName, LastName = a.InjuredWorker.FirstName } };
        yield return a with { InjuredWorker = a.InjuredWorker with { DateOfBirth = null } };
        foreach (var days in new[] { 1, 9, 10, 30, 365, 3653 })
        {
            yield return a with { InjuredWorker = a.InjuredWorker with { DateOfBirth = a.InjuredWorker.DateOfBirth?.AddDays(days) } };
            yield return a with { Claim = a.Claim with { DateOfInjury = a.Claim.DateOfInjury.AddDays(days) } };
            yield return a with { UrDecision = a.UrDecision with { DecisionDate = a.UrDecision.DecisionDate.AddDays(days) } };
        }

        foreach (var npi in s_npis)
            yield return a with { RequestingPhysician = a.RequestingPhysician with { Npi = Npi.Parse(npi) } };
    }

    private static IEnumerable<string> Mistyped(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            yield return text[..i] + "x" + text[(i + 1)..];
            yield return text[..i] + "7" + text[i..];
            if (text.Length > 1)
                yield return text.Remove(i, 1);
            if (i > 0)
                yield return text[..(i - 1)] + text[i] + text[i - 1] + text[(i + 1)..];
        }
    }

    private static string Plainer(string text)
        => text.Replace('ú', 'u').Replace('ñ', 'n').Replace('é', 'e').Replace('ễ', 'e').Replace('ö', 'o').Replace('ỳ', 'y');
}
