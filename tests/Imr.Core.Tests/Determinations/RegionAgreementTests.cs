using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Core.Determinations.Checks;

namespace Imr.Core.Tests.Determinations;

public sealed class RegionAgreementTests
{
    [Fact]
    public void An_item_whose_sections_agree_passes() => QualityInputs.Good.Finding("QC03").Passed.ShouldBeTrue();

    [Fact]
    public void A_region_that_the_rationale_never_mentions_fails()
        => QualityInputs.Good.WithRationale("The requested study is medically necessary.").Finding("QC03").Passed.ShouldBeFalse();

    [Fact]
    public void A_rationale_mostly_about_another_region_fails()
        => QualityInputs.Good.WithRationale("The neck hurts. The cervical spine is stiff. The MRI of the lumbar spine is medically necessary.").Finding("QC03").Passed.ShouldBeFalse();

    [Fact]
    public void Equal_mentions_of_two_regions_pass()
        => QualityInputs.Good.WithRationale("The neck is normal. The lumbar spine is not.").Finding("QC03").Passed.ShouldBeTrue();

    [Fact]
    public void A_summary_that_does_not_mention_the_region_fails()
        => QualityInputs.Good.WithSummary("The worker was hurt on March 9, 2026.").Finding("QC03").Passed.ShouldBeFalse();

    [Fact]
    public void A_summary_mostly_about_a_region_that_is_not_in_dispute_fails()
        => QualityInputs.Good.WithSummary("The knee hurts. The knee is swollen. The low back hurts too.").Finding("QC03").Passed.ShouldBeFalse();

    [Fact]
    public void A_summary_may_be_mostly_about_another_item_in_dispute()
    {
        var good = QualityInputs.Good.WithSummary("The knee hurts. The knee is swollen. The low back hurts too.");
        var item = good.Determination.Items[0];
        var knee = item with { ItemId = "2", GuidelineText = "Knee guideline", GuidelineRegion = BodyRegion.Knee, Rationale = "The MRI of the knee is medically necessary." };
        var both = good with
        {
            Determination = good.Determination with { Items = [item, knee] },
            Treatments = [new("1", BodyRegion.Lumbar, "MRI"), new("2", BodyRegion.Knee, "MRI")],
        };
        QualityChecks.Run(both).Findings.Where(f => f.Id == "QC03").ShouldAllBe(f => f.Passed);
    }

    [Fact]
    public void A_guideline_for_another_region_fails()
        => QualityInputs.Good.WithItem(i => i with { GuidelineRegion = BodyRegion.Cervical }).Finding("QC03").Passed.ShouldBeFalse();

    [Fact]
    public void A_citation_of_another_region_fails_even_when_no_region_is_stated()
        => QualityInputs.Good.WithItem(i => i with { GuidelineRegion = null, GuidelineText = "ACOEM Neck and Upper Back Complaints" }).Finding("QC03").Passed.ShouldBeFalse();

    [Fact]
    public void A_general_guideline_is_about_no_region_and_passes()
        => QualityInputs.Good.WithItem(i => i with { GuidelineRegion = null, GuidelineText = "MTUS: Chronic Pain Guideline" }).Finding("QC03").Passed.ShouldBeTrue();

    [Fact]
    public void An_item_without_a_region_passes() => QualityInputs.Good.About(null).Finding("QC03").Passed.ShouldBeTrue();

    [Theory]
    [InlineData("Fusion at L3-4 and L5-S1", "lumbar", 2)]
    [InlineData("C5-6 disc, C7", "cervical", 2)]
    [InlineData("Low back pain", "lumbar", 1)]
    [InlineData("Lumbosacral strain of the LUMBAR spine", "lumbar", 2)]
    [InlineData("T12 fracture", "thoracic", 1)]
    [InlineData("Right shoulder, rotator cuff", "shoulder", 2)]
    [InlineData("Neckline", "cervical", 0)]
    public void Mentions_are_counted_as_whole_words(string text, string region, int mentions)
        => Regions.Count(text).GetValueOrDefault(BodyRegion.Parse(region)).ShouldBe(mentions);

    [Fact]
    public void A_tie_has_no_dominant_region()
    {
        Regions.Dominant("neck and knee").ShouldBeNull();
        Regions.Dominant("neck, neck and knee").ShouldBe(BodyRegion.Cervical);
        Regions.Dominant("pain").ShouldBeNull();
    }

    [Fact]
    public void No_text_of_one_region_passes_for_another()
        => Prop.ForAll(
            Gen.Elements<BodyRegion>(BodyRegion.Knee, BodyRegion.Shoulder, BodyRegion.Hip, BodyRegion.Cervical, BodyRegion.Elbow).ToArbitrary(),
            other => !QualityInputs.Good.About(other).Finding("QC03").Passed).QuickCheckThrowOnFailure();
}
