using Imr.Core.Cases;

namespace Imr.Core.Determinations;

/// <summary>
/// Whether what a reviewer submitted has the shape of an answer to the items in dispute: every item once, no other, nothing empty. Meaning is the
/// business of <see cref="QualityChecks"/>. A problem names the path and the fix and repeats no clinical text.
/// </summary>
public static class DeterminationValidation
{
    public const int MaxRationale = 12_000;
    public const int MaxSummary = 20_000;
    public const int MaxGuidelineText = 2_000;
    public const int MaxCriterion = 2_000;
    public const int MaxSignedName = 200;

    /// <param name="itemIds">The items that are eligible for review.</param>
    /// <returns>Every problem; empty when the provisional outcome may be stored.</returns>
    public static IReadOnlyList<ApplicationProblem> Of(ProvisionalOutcome outcome, IReadOnlyCollection<string> itemIds)
    {
        var items = outcome.Items ?? [];
        var problems = ItemProblems(items.Select(i => i?.ItemId).ToArray(), itemIds);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not { } item)
                continue;
            AddDecision(problems, $"$.items[{i}].decision", item.Decision);
            AddCriteria(problems, $"$.items[{i}].criteria", item.Criteria ?? []);
        }

        return problems;
    }

    /// <inheritdoc cref="Of(ProvisionalOutcome, IReadOnlyCollection{string})"/>
    public static IReadOnlyList<ApplicationProblem> Of(Determination determination, IReadOnlyCollection<string> itemIds)
    {
        var items = determination.Items ?? [];
        var problems = ItemProblems(items.Select(i => i?.ItemId).ToArray(), itemIds);
        AddText(problems, "$.clinicalCaseSummary", determination.ClinicalCaseSummary, MaxSummary);
        AddText(problems, "$.signedName", determination.SignedName, MaxSignedName);
        if (determination.RecordsHash is null)
            problems.Add(new("$.recordsHash", "missing", "the hash of the set of records that was reviewed"));
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not { } item)
                continue;
            AddDecision(problems, $"$.items[{i}].decision", item.Decision);
            AddText(problems, $"$.items[{i}].guidelineText", item.GuidelineText, MaxGuidelineText);
            AddText(problems, $"$.items[{i}].rationale", item.Rationale, MaxRationale);
        }

        return problems;
    }

    private static List<ApplicationProblem> ItemProblems(string?[] found, IReadOnlyCollection<string> expected)
    {
        var problems = new List<ApplicationProblem>();
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i] is not { } id || !expected.Contains(id, StringComparer.Ordinal))
                problems.Add(new($"$.items[{i}].itemId", "not an item of this review", $"one of {string.Join(", ", expected)}"));
            else if (Array.IndexOf(found, id) < i)
                problems.Add(new($"$.items[{i}].itemId", $"item {id} is answered more than once", "each item once"));
        }

        foreach (var id in expected.Where(id => !found.Contains(id, StringComparer.Ordinal)))
            problems.Add(new("$.items", $"item {id} is not answered", $"an entry with itemId {id}"));
        return problems;
    }

    private static void AddCriteria(List<ApplicationProblem> problems, string path, IReadOnlyList<OwnCriterion> criteria)
    {
        if (criteria.Count == 0)
            problems.Add(new(path, "no criterion", "at least one criterion in your own words, with its outcome"));
        for (var i = 0; i < criteria.Count; i++)
        {
            AddText(problems, $"{path}[{i}].text", criteria[i]?.Text, MaxCriterion);
            if (criteria[i] is { } criterion && !Enum.IsDefined(criterion.Outcome))
                problems.Add(new($"{path}[{i}].outcome", "not an outcome", "Met, NotMet or Unknown"));
        }
    }

    private static void AddDecision(List<ApplicationProblem> problems, string path, ItemDecision decision)
    {
        if (!Enum.IsDefined(decision))
            problems.Add(new(path, "not a decision", "Upheld or Overturned"));
    }

    private static void AddText(List<ApplicationProblem> problems, string path, string? text, int max)
    {
        if (string.IsNullOrWhiteSpace(text))
            problems.Add(new(path, "empty", "text"));
        else if (text.Length > max)
            problems.Add(new(path, $"{text.Length} characters long", $"at most {max} characters"));
    }
}
