using System.Globalization;
using Imr.Cli;
using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Bench.Duplicates;

/// <summary>A filing, and which earlier one it repeats.</summary>
/// <param name="Of">The place of the filing that it is a duplicate of; null when it is none.</param>
/// <param name="Noise">What was typed otherwise; for one that is no duplicate, what makes it look like one.</param>
internal sealed record Filing(ImrApplication Application, int? Of, string Noise);

/// <summary>
/// Any number of invented filings, each computed from its place. A third repeats an earlier one with one to three mistakes; one of eight of the others is a false
/// friend: a twin, father or son, a colleague of the same accident, the same worker with another decision or other items.
/// </summary>
internal sealed class InventedFilings
{
    private static readonly string[] s_lasts =
    [
        "Garcia", "Hernandez", "Lopez", "Martinez", "Gonzalez", "Rodriguez", "Perez", "Sanchez", "Ramirez", "Torres", "Nguyen", "Tran", "Pham", "Smith", "Johnson", "Williams", "Brown", "Jones", "Miller", "Davis", "Núñez", "Peña", "Muñoz",
        "Garcia-Lopez", "Reyes-Santos", "de la Cruz", "O'Brien", "Okonkwo", "Kim", "Park", "Patel", "Singh", "Yamamoto", "Petrosyan", "Sarkissian", "Vasquez", "Villanueva", "Castañeda", "Ochoa", "Zamora", "Whitfield", "Abernathy", "Kowalski",
        "Dominguez", "Estrada", "Figueroa", "Gallegos", "Huerta", "Ibarra", "Juarez", "Lozano", "Macias", "Navarro", "Orozco", "Quintero", "Robles", "Salazar", "Trujillo", "Uribe", "Velasco",
    ];

    private static readonly string[] s_firsts =
    [
        "Maria", "Jose", "Juan", "Guadalupe", "Francisco", "Luis", "Robert", "William", "James", "Michael", "Elizabeth", "Patricia", "Jennifer", "Daniel", "Anthony", "Thuy", "Minh", "Hector", "Rosa", "Carmen", "Alejandro", "Eduardo", "Jesus",
        "Maria Elena", "Kathleen", "Charles", "Thomas", "Susan", "Rebecca", "Timothy", "Ramon", "Teresa", "Veronica", "Armando", "Silvia", "Gloria", "Oscar", "Ruben", "Sergio", "Yolanda",
    ];

    private static readonly string[] s_npis = ["1234567893", "1002003055", "1002003089", "1002003048"];

    private const int MostTries = 100;

    private readonly ImrApplication _plain;
    private readonly int _seed;
    private readonly List<Filing> _filings = [];

    public InventedFilings(int seed)
    {
        _seed = seed;
        var file = Path.Combine(SourceTree.Find(), "samples", "cases", "CM26-0000102", "application.json");
        _plain = ApplicationReader.Read(File.ReadAllBytes(file)).Application ?? throw new BenchException("The sample application can't be read.");
    }

    public static CaseNumber Number(int n) => CaseNumber.Parse(string.Create(CultureInfo.InvariantCulture, $"CM26-{n + 1:D7}"));

    /// <summary>The first so many filings.</summary>
    public IReadOnlyList<Filing> Take(int filings)
    {
        while (_filings.Count < filings)
            _filings.Add(Next(_filings.Count));
        return _filings.GetRange(0, filings);
    }

    private Filing Next(int n)
    {
        var chance = new Random(unchecked((_seed * 1_000_003) + n));
        if (n > 20 && n % 3 == 2)
        {
            var of = Original(chance.Next(n));
            var (typed, noise) = Typed(_filings[of].Application with { CaseNumber = Number(n) }, chance);
            return new Filing(typed, of, noise);
        }

        if (n > 20 && chance.Next(8) == 0)
        {
            var (friend, what) = FalseFriends.Of(_filings[Original(chance.Next(n))].Application, chance);
            if (ApplicationReader.Read(ImrJson.WriteBytes(friend with { CaseNumber = Number(n) })).Application is null)
                throw new BenchException($"The check refuses an invented filing: {what}.");
            return new Filing(friend with { CaseNumber = Number(n) }, null, what);
        }

        return new Filing(Fresh(n, chance), null, "");
    }

    /// <summary>With mistakes that the check lets through: one that it refuses comes back to the sender and is typed again.</summary>
    public static (ImrApplication Typed, string Noise) Typed(ImrApplication application, Random chance)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var (typed, noise) = TypingNoise.Add(application, chance);
            if (ApplicationReader.Read(ImrJson.WriteBytes(typed)).Application is { } read)
                return (read, noise);
        }

        throw new BenchException("The check refuses an invented filing however it is typed.");
    }

    /// <summary>The filing that one repeats, or itself.</summary>
    private int Original(int n) => _filings[n].Of ?? n;

    private ImrApplication Fresh(int n, Random chance)
    {
        var injured = new DateOnly(2023, 1, 2).AddDays(chance.Next(1000));
        var decided = new DateOnly(2026, 1, 5).AddDays(chance.Next(200));
        return _plain with
        {
            CaseNumber = Number(n),
            ApplicationReceived = decided.AddDays(12),
            Signature = _plain.Signature! with { SignedOn = decided.AddDays(9) },
            InjuredWorker = new InjuredWorker(
                s_firsts[chance.Next(s_firsts.Length)], s_lasts[chance.Next(s_lasts.Length)], null, chance.Next(10) == 0 ? null : new DateOnly(1955, 1, 1).AddDays(chance.Next(18_000)), null),
            Claim = new Claim(string.Create(CultureInfo.InvariantCulture, $"WC-{injured.Year}-{chance.Next(1_000_000):D7}"), injured, null, chance.Next(4) == 0 ? $"ADJ{chance.Next(10_000_000, 99_999_999)}" : null),
            Employer = new Employer($"Employer {chance.Next(400)} Services, Inc.", null),
            RequestingPhysician = _plain.RequestingPhysician with { Npi = Npi.Parse(s_npis[chance.Next(s_npis.Length)]) },
            UrDecision = _plain.UrDecision with { DecisionDate = decided, ServedOn = decided.AddDays(chance.Next(3)), ReviewerOrganization = $"Review Partners {chance.Next(12)}" },
            DisputedItems = Treatments.Some(chance),
        };
    }
}
