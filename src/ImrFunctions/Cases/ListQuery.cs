using System.Globalization;
using Imr.Core.Cases;
using ImrFunctions.Cases.Register;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Cases;

/// <summary>A checked request for a page of cases.</summary>
/// <param name="Continuation">The partition's place in the order of stages, a colon, the last row's key.</param>
public sealed record ListQuery(ReviewStage? Stage, string? Organization, int Limit, string? Continuation)
{
    private static readonly ReviewStage[] OpenStages = [.. Enum.GetValues<ReviewStage>().Where(s => s != ReviewStage.Closed)];

    public static ListQuery? Parse(IQueryCollection query, int defaultLimit, int maxLimit, out IReadOnlyList<ApplicationProblem> problems)
    {
        var found = new List<ApplicationProblem>();
        ReviewStage? stage = null;
        if (query["stage"].ToString() is { Length: > 0 } asked)
        {
            if (Enum.TryParse<ReviewStage>(asked, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) && parsed != ReviewStage.Closed)
                stage = parsed;
            else
                found.Add(new ApplicationProblem("query stage", "There is no such open stage.", string.Join(", ", OpenStages)));
        }

        var limit = defaultLimit;
        if (query["limit"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1))
            found.Add(new ApplicationProblem("query limit", "Not a number of rows.", $"1 to {maxLimit}"));
        var continuation = query["continuation"].ToString() is { Length: > 0 } token ? token : null;
        if (continuation is not null && Split(continuation) is null)
            found.Add(new ApplicationProblem("query continuation", "Not a continuation of ours.", "The continuation of the page before."));
        var organization = query["organization"].ToString() is { Length: > 0 } id ? id : null;
        if (stage is not null && organization is not null)
            found.Add(new ApplicationProblem("query", "stage and organization can't be combined.", "One of them."));
        problems = found;
        return found.Count > 0 ? null : new ListQuery(stage, organization, Math.Min(limit, maxLimit), continuation);
    }

    public async Task<IndexPage> RunAsync(CaseIndex index, CancellationToken cancellation)
    {
        string[] partitions = Organization is not null ? [CaseIndex.OrganizationPartition(Organization)]
            : Stage is { } stage ? [CaseIndex.StagePartition(stage)]
            : [.. OpenStages.Select(CaseIndex.StagePartition)];
        var (at, after) = Continuation is null ? (0, null) : Split(Continuation)!.Value;
        for (; at < partitions.Length; at++, after = null)
        {
            var page = await index.ListAsync(partitions[at], Limit, after, cancellation);
            if (page.Continuation is { } next)
                return page with { Continuation = $"{at}:{next}" };
            if (page.Cases.Count > 0)
                return page with { Continuation = at + 1 < partitions.Length ? $"{at + 1}:" : null };
        }

        return new IndexPage([], null);
    }

    /// <summary>Whether this can be a continuation of ours.</summary>
    public static bool IsContinuation(string text) => Split(text) is not null;

    private static (int At, string? After)? Split(string continuation)
    {
        var colon = continuation.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !int.TryParse(continuation.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            return null;
        var rest = continuation[(colon + 1)..];
        return (at, rest.Length == 0 ? null : rest);
    }
}
