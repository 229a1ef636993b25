using System.Globalization;
using System.Text;
using Imr.Core.Deadlines;
using Imr.Core.Fees;

namespace Imr.Core.Tests.Law;

/// <summary>Prints docs/law.md: every rule of law with its source, its place in the data and the tests that prove it.</summary>
internal static class LawPage
{
    private const string Files = "../src/Imr.Core/Data/";

    /// <summary>Rules that hold in every rule set, and where they stand.</summary>
    private static readonly (string Id, string What, string Law, string Where)[] Common =
    [
        ("mailExtension", "Days that service by mail adds: 5 in California, 10 outside, 20 abroad", "8 CCR 10605", "rule-sets.yaml › mailExtension"),
        ("receipt", "When a request for authorization counts as received: a fax after 5:30 pm as of the next business day, by mail 5 days after it was deposited", "8 CCR 9792.9.1(a)", "rule-sets.yaml › receipt"),
        ("holidays", "Business and working days: not Saturday, Sunday or a State holiday; days that the Governor declares", "LC 4600.4(b); Gov. Code 6700, 6701, 19853", "holidays.yaml; closures that operators store"),
        ("pacificTime", "A legal day is a day in California; it ends at the Pacific midnight, in summer time too", "practice", "America/Los_Angeles"),
    ];

    /// <summary>Every rule id that must have a test.</summary>
    public static IReadOnlyList<string> Rules { get; } =
    [
        .. DeadlineIds.Required, DeadlineIds.ApplicationFormulary, DeadlineIds.DeterminationFormulary, TollingIds.FormNotSent, .. EligibilityCodes.Required,
        .. FeeSchedule.Default.Periods.Select(p => p.Id), .. Common.Select(c => c.Id),
    ];

    public static string Render()
    {
        var page = new StringBuilder();
        page.Append("""
            # Law in this program

            Printed from the data and the tests (`UPDATE_DOCS=1 dotnet test --filter FullyQualifiedName~LawPageTests`); a test fails when it is stale. Rules of law are dated data with their source: deadlines and reasons of
            eligibility are chosen by the UR decision date, fees by the day on which the application was received. **draft** marks what a lawyer must confirm before anyone relies on it; every deadline must be checked by one before
            production use. The app reads all files when it starts and does not start with a fault in one: each is listed with file, place, what is wrong and what is expected.
            `dotnet test --filter Law~DL-APP-STD` runs the tests of a rule.

            ## Rule sets

            | Rule set | UR decisions | Based on |
            | :-- | :-- | :-- |

            """.ReplaceLineEndings("\n"));
        var sets = RuleSetLibrary.Default.RuleSets;
        for (var i = 0; i < sets.Count; i++)
            Row(page, $"`{sets[i].Id}`", Period(sets[i].Effective.Start, sets[i].Effective.End), i == 0 ? "–" : $"`{sets[i - 1].Id}`");

        page.Append("\n## Deadlines\n\nDay units: the start day is not counted, the last day is, and it moves to the next business day. Hours run from the instant. Months end on the same day of the month, or its last.\n\n");
        page.Append("| Rule | Starts with | Law | Length, by rule set | Proved by |\n| :-- | :-- | :-- | :-- | :-- |\n");
        foreach (var id in sets.SelectMany(s => s.Deadlines).Select(d => d.Id).Distinct(StringComparer.Ordinal))
        {
            var versions = Versions(s => s.HasDeadline(id) ? s.Deadline(id) : null, d => $"{d.Length} {Unit(d)}{(d.MailExtension ? $", and mail{(d.MailExtensionStatus == RuleStatus.Draft ? " (**draft**)" : "")}" : "")}, {Of(d.Status)}");
            var last = sets.Last(s => s.HasDeadline(id)).Deadline(id);
            Row(page, $"`{id}`", last.Start, Laws(s => s.HasDeadline(id) ? s.Deadline(id).Citation : null), versions, Tests(id));
        }

        foreach (var toll in sets[^1].Tolling)
            Row(page, $"`{toll.Id}`", toll.Meaning, toll.Citation, "no clock runs, " + Versions(s => s.Toll(toll.Id), t => Of(t.Status)), Tests(toll.Id));

        page.Append("\nIn the data: [rule-sets.yaml](").Append(Files).Append("rule-sets.yaml) › ruleSets › deadlines, tolling.\n");
        page.Append("\n## What counting rests on\n\n| Rule | What | Law | In the data | Proved by |\n| :-- | :-- | :-- | :-- | :-- |\n");
        foreach (var (id, what, law, where) in Common)
            Row(page, $"`{id}`", what, law, where, Tests(id));

        page.Append("\n## Eligibility (8 CCR 9792.10.3)\n\nScreening proposes, per disputed item; the Administrative Director's finding decides.\n\n");
        page.Append("| Reason | Meaning | Law | Status, by rule set | Proved by |\n| :-- | :-- | :-- | :-- | :-- |\n");
        foreach (var reason in sets[^1].Eligibility)
        {
            var nature = reason.Curable ? "; curable by refiling in time" : reason.Terminal ? "; final" : "";
            Row(page, $"`{reason.Code}`", reason.Meaning.TrimEnd('.') + nature, Laws(s => s.EligibilityReason(reason.Code).Citation), Versions(s => s.EligibilityReason(reason.Code), r => Of(r.Status)), Tests(reason.Code));
        }

        page.Append("\nIn the data: [rule-sets.yaml](").Append(Files).Append("rule-sets.yaml) › ruleSets › eligibility.\n");
        page.Append("\n## Fees (8 CCR 9792.10.8)\n\nUS dollars. \"not found\" is null in the data: unknown, never guessed. Of an expedited dispute over drugs alone the expedited fee is taken, as draft.\n\n");
        page.Append("| Period | Applications received | Amounts | Status | Proved by |\n| :-- | :-- | :-- | :-- | :-- |\n");
        foreach (var period in FeeSchedule.Default.Periods)
            Row(page, $"`{period.Id}`", Period(period.Effective.Start, period.Effective.End), string.Join("; ", period.Amounts.Select(Amount)), Of(period.Status), Tests(period.Id));
        page.Append("\nIn the data: [fees.yaml](").Append(Files).Append("fees.yaml) › periods.\n");
        return page.ToString();
    }

    /// <summary>What holds from which rule set on; said once while it stays the same.</summary>
    private static string Versions<T>(Func<RuleSet, T?> rule, Func<T, string> say)
        where T : class
    {
        var said = new List<string>();
        string? before = null;
        foreach (var set in RuleSetLibrary.Default.RuleSets)
        {
            if (rule(set) is not { } there || say(there) is var now && now == before)
                continue;
            said.Add($"`{set.Id}` {say(there)}");
            before = say(there);
        }

        return string.Join("; ", said);
    }

    private static string Laws(Func<RuleSet, string?> citation) => string.Join("<br>", RuleSetLibrary.Default.RuleSets.Select(citation).OfType<string>().Distinct(StringComparer.Ordinal));

    private static string Unit(DeadlineRule rule) => rule.Unit switch
    {
        DeadlineUnit.CalendarDays => "calendar days",
        DeadlineUnit.BusinessDays => "business days",
        DeadlineUnit.WorkingDays => "working days",
        DeadlineUnit.Hours => "hours",
        _ => "months",
    };

    private static string Amount(FeeAmount amount)
    {
        var who = amount.Credential switch { FeeCredential.MedicalDoctor => " (MD/DO)", FeeCredential.OtherPhysician => " (other)", _ => "" };
        var several = amount.Reviewers > 1 ? $", {amount.Reviewers} reviewers" : "";
        return $"{amount.Service}{who}{several} {(amount.Amount is { } dollars ? "$" + dollars.ToString("0.##", CultureInfo.InvariantCulture) : "not found")}";
    }

    private static string Of(RuleStatus status) => status == RuleStatus.Draft ? "**draft**" : "confirmed";

    private static string Period(DateOnly from, DateOnly? to) => to is { } end ? $"{from:yyyy-MM-dd} to {end:yyyy-MM-dd}" : $"from {from:yyyy-MM-dd}";

    private static string Tests(string id) => string.Join("<br>", LawTests.ByRule[id].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(t => $"`{t}`"));

    private static void Row(StringBuilder page, params string[] cells) => page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
