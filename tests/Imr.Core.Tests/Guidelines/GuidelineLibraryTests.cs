using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Deadlines;
using Imr.Core.Guidelines;
using Imr.Core.Matching;

namespace Imr.Core.Tests.Guidelines;

public class GuidelineLibraryTests
{
    [Theory]
    [InlineData("2007-06-14", "cervical", "MRI", null)]
    [InlineData("2007-06-15", "cervical", "MRI", "acoem-2004-ch08-mri")]
    [InlineData("2014-12-22", "cervical", "CT", "acoem-2004-ch08-ct")]
    [InlineData("2017-11-30", "lumbar", "MRI", "acoem-2004-ch12-mri")]
    [InlineData("2017-11-30", "lumbar", "X-ray", "acoem-2004-ch12-xray")]
    [InlineData("2017-12-01", "cervical", "MRI", "acoem-2016-neck-mri")]
    [InlineData("2017-12-01", "lumbar", "MRI", "acoem-2016-low-back-mri")]
    [InlineData("2021-11-22", "lumbar", "CT", "acoem-2016-low-back-ct")]
    [InlineData("2021-11-23", "lumbar", "CT", "acoem-2020-low-back-ct")]
    [InlineData("2026-02-02", "cervical", "X-ray", "acoem-2016-neck-xray")]
    [InlineData("2026-02-02", "knee", "MRI", null)]
    public void The_day_of_the_UR_decision_picks_the_guideline(string day, string region, string modality, string? id)
        => GuidelineLibrary.Default.InForce(new Treatment("imaging-spine", BodyRegion.Parse(region), modality, "code"), DateOnly.Parse(day))?.Id.ShouldBe(id);

    [Theory]
    [InlineData("2009-07-17", "drug-opioid", null)]
    [InlineData("2009-07-18", "drug-opioid", "mtus-2009-opioids")]
    [InlineData("2016-07-27", "drug-opioid", "mtus-2009-opioids")]
    [InlineData("2016-07-28", "drug-opioid", "mtus-2016-opioids")]
    [InlineData("2017-12-01", "drug-opioid", "acoem-2017-opioids")]
    [InlineData("2017-11-30", "drug-muscle-relaxant", "mtus-2009-muscle-relaxant")]
    [InlineData("2026-08-27", "drug-muscle-relaxant", "acoem-2017-muscle-relaxant")]
    [InlineData("2017-11-30", "drug-test", "mtus-2016-urine-drug-test")]
    [InlineData("2026-08-27", "drug-test", "acoem-2017-urine-drug-test")]
    [InlineData("2026-08-27", "genetic-test", null)]
    public void A_guideline_of_the_whole_person_governs_whatever_the_region(string day, string family, string? id)
    {
        foreach (var region in new[] { null, BodyRegion.Lumbar, BodyRegion.Knee })
            GuidelineLibrary.Default.InForce(new Treatment(family, region, null, "none: a drug"), DateOnly.Parse(day))?.Id.ShouldBe(id);
    }

    [Fact]
    public void A_guideline_of_the_whole_person_competes_with_those_of_every_region()
        => Should.Throw<DataFileException>(() => GuidelineLibrary.Load([("a.yaml", Yaml("a", "any")), ("b.yaml", Yaml("b", "cervical"))])).Problems.ShouldHaveSingleItem().ShouldContain("same day");

    [Fact]
    public void A_forgotten_region_is_a_problem()
        => Should.Throw<DataFileException>(() => GuidelineLibrary.Load([("a.yaml", Yaml("a", "''"))])).Problems.ShouldHaveSingleItem().ShouldContain("no region");

    [Fact]
    public void Everything_is_draft_cited_and_has_patterns()
    {
        GuidelineLibrary.Default.Guidelines.ShouldAllBe(g => g.Status == RuleStatus.Draft && g.Citation.Length > 0 && g.Criteria.Count > 0);
        GuidelineLibrary.Default.Guidelines.SelectMany(g => g.Criteria).ShouldAllBe(c => c.Text.Length > 10 && c.Page.Length > 0 && c.MetBy.Count > 0);
    }

    [Fact]
    public void The_version_is_a_hash_that_does_not_depend_on_order()
    {
        var files = new[] { ("a.yaml", Yaml("a", "cervical")), ("b.yaml", Yaml("b", "lumbar")) };
        var version = GuidelineLibrary.Load(files).Version;
        GuidelineLibrary.Load(files.Reverse()).Version.ShouldBe(version);
        GuidelineLibrary.Load([files[0]]).Version.ShouldNotBe(version);
        ContentHash.TryParse(GuidelineLibrary.Default.Version, null, out _).ShouldBeTrue();
    }

    [Fact]
    public void Two_guidelines_for_one_treatment_on_one_day_are_refused()
        => Should.Throw<DataFileException>(() => GuidelineLibrary.Load([("a.yaml", Yaml("a", "cervical")), ("b.yaml", Yaml("b", "cervical"))])).Problems.ShouldHaveSingleItem().ShouldContain("same day");

    [Fact]
    public void Every_problem_of_every_file_is_listed()
    {
        var bad = Yaml("a", "moon").Replace("criterion: c1", "criterion: c2", StringComparison.Ordinal).Replace("2017-12-01", "soon", StringComparison.Ordinal).Replace("draft", "perhaps", StringComparison.Ordinal);
        var problems = Should.Throw<DataFileException>(() => GuidelineLibrary.Load([("bad.yaml", bad), ("worse.yaml", "publisher: [")])).Problems;
        problems.Count(p => p.StartsWith("bad.yaml", StringComparison.Ordinal)).ShouldBe(5);
        problems.Count(p => p.StartsWith("worse.yaml", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static string Yaml(string id, string region) => $$"""
        publisher: Test
        region: {{region}}
        criteria:
          - { id: c1, text: A criterion of the test, page: '1', metBy: [deficit] }
        guidelines:
          - { id: {{id}}, citation: Test, families: [imaging-spine], from: 2017-12-01, status: draft, requirement: { criterion: c1 } }
        """;
}
