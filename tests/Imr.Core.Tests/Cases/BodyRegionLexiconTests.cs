using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;

namespace Imr.Core.Tests.Cases;

public class BodyRegionLexiconTests
{
    [Theory]
    [InlineData("MRI of the cervical spine", "cervical")]
    [InlineData("C-spine films", "cervical")]
    [InlineData("Cervicalgia since the fall", "cervical")]
    [InlineData("Spurling's sign is positive", "cervical")]
    [InlineData("disc protrusion at C5-6", "cervical")]
    [InlineData("C5-C6 and C7", "cervical,cervical")]
    [InlineData("T7 compression", "thoracic")]
    [InlineData("mid-back pain", "thoracic")]
    [InlineData("upper back pain", "thoracic")]
    [InlineData("L3-4 stenosis", "lumbar")]
    [InlineData("fusion L5-S1", "lumbar")]
    [InlineData("lower   back pain", "lumbar")]
    [InlineData("chronic lumbago with sciatica", "lumbar,lumbar")]
    [InlineData("straight-leg raise to 40 degrees", "lumbar")]
    [InlineData("Harrington rod in place", "lumbar,thoracic")]
    [InlineData("T12-L1 level", "thoracic,lumbar")]
    [InlineData("right rotator cuff tear", "shoulder")]
    [InlineData("carpal tunnel release", "wrist-hand")]
    [InlineData("torn medial meniscus", "knee")]
    [InlineData("plantar fasciitis of the heel", "ankle-foot,ankle-foot")]
    [InlineData("headaches", "head")]
    public void Names_lay_words_and_levels_are_mentions(string text, string regions)
        => string.Join(',', BodyRegionLexicon.Find(text).Select(m => m.Region.Code)).ShouldBe(regions);

    [Theory]
    [InlineData("C4.5 mg daily")]
    [InlineData("L5 mg of solution")]
    [InlineData("T2-weighted images")]
    [InlineData("T1 and T2 weighted sequences")]
    [InlineData("a hand-held device")]
    [InlineData("on the other hand, she works")]
    [InlineData("a shoulder to lean on")]
    [InlineData("back to work on Monday")]
    [InlineData("right-hand dominant")]
    [InlineData("S1 and S2 are regular")]
    [InlineData("fell 12 feet")]
    [InlineData("knee jerk is brisk")]
    [InlineData("referred to a thoracic surgeon")]
    [InlineData("see Exhibit C5")]
    [InlineData("HbA1C of 6.1")]
    [InlineData("hippocampus, kneeling, ahead, handle")]
    public void Noise_is_no_mention(string text) => BodyRegionLexicon.Find(text).ShouldBeEmpty();

    [Fact]
    public void Neck_of_the_femur_is_no_neck() => BodyRegionLexicon.Find("fracture of the neck of the femur").ShouldNotContain(m => m.Region == BodyRegion.Cervical);

    [Fact]
    public void The_region_mentioned_most_is_dominant_and_a_tie_has_none()
    {
        BodyRegionLexicon.Dominant("neck pain, C5-6 disc, low back strain").ShouldBe(BodyRegion.Cervical);
        BodyRegionLexicon.Dominant("neck and low back").ShouldBeNull();
        BodyRegionLexicon.Dominant("no region here").ShouldBeNull();
        BodyRegionLexicon.Count("neck, neck, lumbar")[BodyRegion.Cervical].ShouldBe(2);
    }

    [Fact]
    public void Mentions_lie_in_the_text_and_in_order()
        => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), s =>
        {
            var text = $"{s.Get} neck {s.Get} L4-5";
            var found = BodyRegionLexicon.Find(text);
            return found.All(m => m.Start >= 0 && m.End <= text.Length && m.Length > 0) && found.SequenceEqual(found.OrderBy(m => m.Start));
        }).QuickCheckThrowOnFailure();
}
