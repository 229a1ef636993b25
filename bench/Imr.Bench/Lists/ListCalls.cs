using Imr.Core.Cases;
using ImrFunctions.Cases.Register;

namespace Imr.Bench.Lists;

/// <summary>A call of the API that is measured.</summary>
/// <param name="Function">That answers it.</param>
/// <param name="Rows">How many cases it must show; null where it shows none.</param>
internal sealed record ListCall(string Name, string Function, string Token, string Path, int? Rows);

/// <summary>The calls at a number of cases. Continuations are made from the place in the list, as walking there would give them.</summary>
internal static class ListCalls
{
    private const string Operator = "dev.operator.bench";
    private const string Organization = "ORG-01";
    private const ReviewStage Stage = ReviewStage.ClinicalReview;
    private const int Page = 50;

    public static IReadOnlyList<ListCall> At(int cases)
    {
        // The newest first, as the lists have them.
        List<int> ofStage = [.. Enumerable.Range(0, cases).Where(n => ManyCases.IsOpen(n) && ManyCases.Stage(n) == Stage).Reverse()];
        List<int> ofOrganization = [.. Enumerable.Range(0, cases).Where(n => ManyCases.Organization(n) == Organization).Reverse()];
        var attention = Enumerable.Range(0, cases).Count(n => ManyCases.Record(n).Attention is not null);
        return
        [
            .. Pages("stage", $"stage={Stage}", Operator, ofStage),
            .. Pages("organization", $"organization={Organization}", Operator, ofOrganization),
            new("organization, 200 rows", "ListCases", Operator, $"/api/cases?organization={Organization}&limit=200", Math.Min(200, ofOrganization.Count)),
            new("claims administrator, own list", "ListCases", $"dev.claims.bench.{Organization}", "/api/cases", Math.Min(Page, ofOrganization.Count)),
            new("all open, first page", "ListCases", Operator, "/api/cases", null),
            new("all open, 200 rows", "ListCases", Operator, "/api/cases?limit=200", null),
            new("attention, first page", "GetAttention", Operator, "/api/attention", Math.Min(Page, attention)),
            new("attention, one code", "GetAttention", Operator, "/api/attention?code=NoReviewer", null),
            new("attention, unowned", "GetAttention", Operator, "/api/attention?unowned=true", null),
            new("watch", "GetWatch", Operator, "/api/watch", null),
            new("one open case", "GetCase", Operator, $"/api/cases/{ManyCases.Number(30)}", null),
            new("one closed case", "GetCase", Operator, $"/api/cases/{ManyCases.Number(39)}", null),
        ];
    }

    private static IEnumerable<ListCall> Pages(string name, string query, string token, List<int> listed)
    {
        yield return Of("first page", 0);
        yield return Of("middle page", listed.Count / 2);
        yield return Of("last page", Math.Max(0, listed.Count - Page));

        ListCall Of(string page, int skipped)
        {
            var continuation = skipped == 0 ? "" : "&continuation=" + Uri.EscapeDataString("0:" + CaseIndex.SortKey(IndexEntry.Of(ManyCases.Record(listed[skipped - 1]))));
            return new ListCall($"{name}, {page}", "ListCases", token, $"/api/cases?{query}{continuation}", Math.Min(Page, listed.Count - skipped));
        }
    }
}
