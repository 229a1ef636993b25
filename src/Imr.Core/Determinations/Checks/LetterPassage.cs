namespace Imr.Core.Determinations.Checks;

/// <summary>A text of the determination that will stand in the letter.</summary>
/// <param name="Section">As facts name it: <c>summary</c>, <c>rationale</c>, <c>guideline</c>.</param>
internal sealed record LetterPassage(string Section, string? ItemId, string Text)
{
    /// <summary>Summary first, then each item's guideline and rationale.</summary>
    public static IEnumerable<LetterPassage> Of(Determination determination)
    {
        yield return new("summary", null, determination.ClinicalCaseSummary);
        foreach (var item in determination.Items)
        {
            yield return new("guideline", item.ItemId, item.GuidelineText);
            yield return new("rationale", item.ItemId, item.Rationale);
        }
    }

    public override string ToString() => ItemId is null ? Section : $"{Section} of item {ItemId}";
}
