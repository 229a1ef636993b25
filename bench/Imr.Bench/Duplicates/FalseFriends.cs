using Imr.Core.Cases;

namespace Imr.Bench.Duplicates;

/// <summary>Filings that look like another one and are none.</summary>
internal static class FalseFriends
{
    private static readonly (string Name, Func<ImrApplication, Random, ImrApplication> Change)[] s_kinds =
    [
        ("the same worker, another decision", (a, r) => Later(a, 1 + r.Next(300))),
        ("the same worker and items, a decision of the next day", (a, _) => Later(a, 1) with { DisputedItems = a.DisputedItems }),
        ("the same request a year later", (a, _) => Later(a, 365) with { DisputedItems = a.DisputedItems }),
        ("the same decision, other items", (a, r) => a with { DisputedItems = Treatments.Others(a.DisputedItems, r) }),
        ("a twin", (a, r) => Later(a, 3 + r.Next(40)) with { InjuredWorker = a.InjuredWorker with { FirstName = "Evangelina" }, Claim = Another(a, r) }),
        ("father and son", (a, r) => Later(a, 3 + r.Next(40)) with { InjuredWorker = a.InjuredWorker with { DateOfBirth = a.InjuredWorker.DateOfBirth?.AddDays(-7000 - r.Next(3000)) }, Claim = Another(a, r) }),
        ("a colleague of the same accident", (a, r) => a with
        {
            InjuredWorker = new InjuredWorker("Ottis", "Bracknell", null, new DateOnly(1970, 5, 6).AddDays(r.Next(9000)), null),
            Claim = a.Claim with { ClaimNumber = a.Claim.ClaimNumber[..^1] + (char)('0' + r.Next(10)) },
        }),
    ];

    public static (ImrApplication Friend, string What) Of(ImrApplication application, Random chance)
    {
        var (name, change) = s_kinds[chance.Next(s_kinds.Length)];
        return (change(application, chance), name);
    }

    private static ImrApplication Later(ImrApplication a, int days)
        => a with
        {
            ApplicationReceived = a.UrDecision.DecisionDate.AddDays(days + 12),
            Signature = a.Signature! with { SignedOn = a.UrDecision.DecisionDate.AddDays(days + 9) },
            UrDecision = a.UrDecision with { DecisionDate = a.UrDecision.DecisionDate.AddDays(days), ServedOn = a.UrDecision.ServedOn.AddDays(days) },
        };

    private static Claim Another(ImrApplication a, Random chance)
        => a.Claim with { ClaimNumber = $"WC-2025-{chance.Next(1_000_000, 9_999_999)}", DateOfInjury = a.Claim.DateOfInjury.AddDays(-40 - chance.Next(200)), EamsCaseNumber = null };
}
