using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Deadlines;
using Imr.Core.Matching;
using YamlDotNet.Core;

namespace Imr.Core.Guidelines;

/// <summary>Reads the guidelines of one file and lists all that is wrong in it.</summary>
internal sealed class GuidelineFileReader(string name, List<string> problems)
{
    /// <summary>Stands for the region in a file of guidelines of the whole person. Said and not left out, so that a forgotten region is a problem.</summary>
    private const string AnyRegion = "any";

    public IReadOnlyList<Guideline> Read(string yaml)
    {
        GuidelineFile file;
        try
        {
            file = YamlData.Read<GuidelineFile>(yaml);
        }
        catch (YamlException e)
        {
            Problem($"not YAML of the right shape, line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}");
            return [];
        }

        if (file.Publisher.Length == 0)
            Problem("no publisher");
        if (!BodyRegion.TryParse(file.Region, null, out var region) && file.Region != AnyRegion)
            Problem($"no region {file.Region}");
        foreach (var doubled in file.Criteria.GroupBy(c => c.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            Problem($"criterion {doubled.Key} stands twice");
        foreach (var criterion in file.Criteria)
            Check(criterion);
        var used = file.Guidelines.SelectMany(g => Used(g.Requirement)).ToHashSet(StringComparer.Ordinal);
        foreach (var criterion in file.Criteria.Where(c => !used.Contains(c.Id)))
            Problem($"criterion {criterion.Id} is in no requirement");
        return [.. file.Guidelines.Select(g => ToGuideline(file, g, region)).OfType<Guideline>()];
    }

    private static Criterion ToCriterion(CriterionEntry entry)
        => new(entry.Id, entry.Text, entry.Page, entry.MustBeDocumented, entry.MetBy, entry.DeniedBy) { HistoryCounts = entry.HistoryCounts, PlansCount = entry.PlansCount, AnyRegion = entry.AnyRegion };

    private static Requirement ToRequirement(RequirementEntry entry)
        => new(entry.Criterion, [.. entry.AllOf.Select(ToRequirement)], [.. entry.AnyOf.Select(ToRequirement)]);

    private static IEnumerable<string> Used(RequirementEntry? entry)
        => entry is null ? [] : [.. entry.Criterion is null ? [] : new[] { entry.Criterion }, .. entry.AllOf.Concat(entry.AnyOf).SelectMany(Used)];

    private static DateOnly? Day(string? text)
        => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private void Check(CriterionEntry criterion)
    {
        if (criterion.Id.Length == 0 || criterion.Text.Length == 0 || criterion.Page.Length == 0)
            Problem($"criterion {criterion.Id}: id, text and page are needed");
        if (criterion.MetBy.Count == 0)
            Problem($"criterion {criterion.Id}: nothing meets it");
        foreach (var phrase in criterion.MetBy.Concat(criterion.DeniedBy).Where(p => !PhrasePattern.IsValid(p)))
            Problem($"criterion {criterion.Id}: not a pattern: {phrase}");
    }

    private Guideline? ToGuideline(GuidelineFile file, GuidelineEntry entry, BodyRegion? region)
    {
        var before = problems.Count;
        var (from, to) = (Day(entry.From), Day(entry.To));
        if (entry.Id.Length == 0 || entry.Citation.Length == 0)
            Problem($"guideline {entry.Id}: id and citation are needed");
        if (from is null || (entry.To is not null && to is null) || to < from)
            Problem($"guideline {entry.Id}: from and to are days as 2017-12-01, in order");
        if (entry.Status is not ("draft" or "confirmed"))
            Problem($"guideline {entry.Id}: status is draft or confirmed");
        if (entry.Families.Count == 0)
            Problem($"guideline {entry.Id}: no treatment family");
        foreach (var family in entry.Families.Where(f => TreatmentCatalog.Default.Find(f) is null))
            Problem($"guideline {entry.Id}: no treatment family {family}");
        foreach (var modality in entry.Modalities.Where(m => TreatmentCatalog.Default.Modalities.All(k => k.Modality != m)))
            Problem($"guideline {entry.Id}: no modality {modality}");
        CheckRequirement(entry.Id, entry.Requirement, file);
        if (problems.Count > before || (region is null && file.Region != AnyRegion) || entry.Requirement is null)
            return null;
        var used = Used(entry.Requirement).ToHashSet(StringComparer.Ordinal);
        return new Guideline(
            entry.Id,
            entry.Citation,
            file.Publisher,
            region,
            entry.Families,
            entry.Modalities,
            new DateRange(from!.Value, to),
            entry.Status == "confirmed" ? RuleStatus.Confirmed : RuleStatus.Draft,
            [.. file.Criteria.Where(c => used.Contains(c.Id)).Select(ToCriterion)],
            ToRequirement(entry.Requirement));
    }

    private void CheckRequirement(string guideline, RequirementEntry? entry, GuidelineFile file)
    {
        if (entry is null)
        {
            Problem($"guideline {guideline}: no requirement");
            return;
        }

        var kinds = (entry.Criterion is null ? 0 : 1) + (entry.AllOf.Count > 0 ? 1 : 0) + (entry.AnyOf.Count > 0 ? 1 : 0);
        if (kinds != 1)
            Problem($"guideline {guideline}: a requirement is one of criterion, allOf, anyOf");
        if (entry.Criterion is not null && file.Criteria.TrueForAll(c => c.Id != entry.Criterion))
            Problem($"guideline {guideline}: no criterion {entry.Criterion}");
        foreach (var part in entry.AllOf.Concat(entry.AnyOf))
            CheckRequirement(guideline, part, file);
    }

    private void Problem(string problem) => problems.Add($"{name}: {problem}");
}
