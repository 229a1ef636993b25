using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Guidelines;
using Imr.Core.Records;
using static Imr.Core.Guidelines.CriterionOutcome;

namespace Imr.Core.Tests.Guidelines;

public class GuidelineEvaluatorTests
{
    private const string Progressive = "progressive-deficit";

    [Theory]
    [InlineData("The neck exam shows progressive weakness in C6.", Met)]
    [InlineData("Neck: no improvement with therapy; progressive weakness is noted.", Met)]
    [InlineData("Despite no relief of the neck pain there is progressive weakness.", Met)]
    [InlineData("Not only neck pain but progressive weakness is present.", Met)]
    [InlineData("She denies trauma and has progressive weakness from the neck.", Met)]
    [InlineData("This 48 year old worker has neck pain and progressive weakness.", Met)]
    [InlineData("Neck: no progressive weakness.", NotMet)]
    [InlineData("He denies progressive weakness from the neck.", NotMet)]
    [InlineData("The neck is tender without progressive weakness.", NotMet)]
    [InlineData("Neck negative for fracture, infection, progressive weakness.", NotMet)]
    [InlineData("The neck shows no fracture, numbness, or progressive weakness.", NotMet)]
    [InlineData("Progressive weakness of the neck was ruled out.", NotMet)]
    [InlineData("Progressive weakness of the neck is not present.", NotMet)]
    [InlineData("Neck: progressive weakness: none.", NotMet)]
    [InlineData("There isn't any progressive weakness from the neck.", NotMet)]
    [InlineData("Neck: the weakness is not progressive.", NotMet)]
    [InlineData("The neck is stiff, neurologically intact.", NotMet)]
    [InlineData("MRI of the neck to rule out progressive weakness.", Unknown)]
    [InlineData("If progressive weakness develops in the neck, return at once.", Unknown)]
    [InlineData("Return if the neck shows progressive weakness.", Unknown)]
    [InlineData("History of progressive weakness from the neck.", Unknown)]
    [InlineData("Her mother had progressive weakness from the neck.", Unknown)]
    [InlineData("Progressive weakness of the neck cannot be ruled out.", Unknown)]
    [InlineData("Possible progressive weakness from the neck.", Unknown)]
    [InlineData("Neck: [ ] progressive weakness", Unknown)]
    [InlineData("Neck: progressive weakness?", Unknown)]
    [InlineData("ACOEM recommends imaging of the neck for progressive weakness.", Unknown)]
    [InlineData("The UR denial says that the neck has no progressive weakness.", Unknown)]
    [InlineData("Neck pain.", Unknown)]
    public void Words_around_a_finding_decide_what_it_shows(string sentence, CriterionOutcome outcome)
    {
        var result = Evidence.Criterion(Progressive, sentence);
        result.Outcome.ShouldBe(outcome);
        result.Quotes.Count.ShouldBe(outcome == Unknown ? 0 : 1);
        (result.Missing is null).ShouldBe(outcome != Unknown);
    }

    [Theory]
    [InlineData("The lumbar spine shows progressive weakness.", Unknown)]
    [InlineData("The neck is stable, and the low back shows progressive weakness.", Unknown)]
    [InlineData("The low back is stable; the neck shows progressive weakness.", Met)]
    [InlineData("Neck pain persists but the lumbar spine has progressive weakness.", Unknown)]
    [InlineData("Progressive weakness of the cervical and lumbar spine.", Met)]
    [InlineData("Neck pain runs to the right hand with progressive weakness.", Met)]
    [InlineData("Neck pain since the fall. There is progressive weakness.", Met)]
    [InlineData("Low back pain since the fall. There is progressive weakness.", Unknown)]
    [InlineData("Neck and low back pain. There is progressive weakness.", Unknown)]
    [InlineData("There is progressive weakness.", Unknown)]
    public void A_finding_counts_only_for_its_own_region(string text, CriterionOutcome outcome) => Evidence.Criterion(Progressive, text).Outcome.ShouldBe(outcome);

    [Fact]
    public void A_region_does_not_carry_over_to_the_next_page() => Evidence.Criterion(Progressive, Evidence.Report("Neck pain.", "There is progressive weakness.")).Outcome.ShouldBe(Unknown);

    [Fact]
    public void A_lumbar_sentence_never_makes_a_cervical_criterion_met()
    {
        string[] findings =
        [
            "progressive weakness", "fracture", "osteomyelitis", "radiculopathy for 12 weeks", "no improvement despite physical therapy", "surgery is being considered", "metal hardware", "MRI contraindicated", "pseudoarthrosis",
            "a pacemaker", "Harrington rods", "cord compression", "neurologic deficit", "cauda equina syndrome",
        ];
        string[] forms = ["The lumbar spine shows {0}.", "{0} of the low back.", "L4-5: {0}", "Low back: severe {0} at L5-S1, with {0}", "Lumbar pain. There is {0}."];
        Prop.ForAll(Gen.Elements(findings).ToArbitrary(), Gen.Elements(forms).ToArbitrary(), (finding, form) =>
        {
            // The one exception stands in the sentence without any region: a fact of the whole person.
            var text = string.Format(form, finding);
            var results = new[] { Evidence.Today, new DateOnly(2015, 1, 5) }.SelectMany(day => Evidence.Evaluate(Evidence.NeckCt, Evidence.Report(text), day).Criteria);
            return results.All(c => c.Outcome != Met || (c.CriterionId == "mri-unsuitable" && form.StartsWith("Lumbar pain.", StringComparison.Ordinal)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_stands_in_the_UR_decision_shows_nothing()
    {
        const string denial = "The cervical spine shows progressive weakness.";
        var records = new RecordSet([Evidence.Document(DocumentKind.UrDecision, denial), Evidence.Document(DocumentKind.Correspondence, denial)], Complete: false);
        Evidence.Criterion(Progressive, records).Outcome.ShouldBe(Unknown);
        Evidence.Criterion(Progressive, records with { Entries = [.. records.Entries, Evidence.Document(DocumentKind.MedicalReport, denial)] }).Outcome.ShouldBe(Met, "the report itself says so");
    }

    [Fact]
    public void A_quotation_of_the_denial_goes_on_to_its_closing_mark()
        => Evidence.Criterion(Progressive, "The denial of the neck MRI reads: \"The cervical spine is stable. There is no progressive weakness.\" I disagree.").Outcome.ShouldBe(Unknown);

    [Fact]
    public void Contradiction_is_unknown_with_both_quotes()
    {
        var result = Evidence.Criterion(Progressive, "The neck shows progressive weakness. The neck shows no progressive weakness.");
        result.Outcome.ShouldBe(Unknown);
        result.Quotes.Count.ShouldBe(2);
    }

    [Fact]
    public void Absence_counts_only_when_the_records_are_complete_and_every_page_was_read()
    {
        var records = Evidence.Report("Neck pain.");
        Evidence.Criterion(Progressive, records).Outcome.ShouldBe(Unknown);
        Evidence.Criterion(Progressive, records with { Complete = true }).Outcome.ShouldBe(NotMet);
        Evidence.Criterion(Progressive, Evidence.Report("Neck pain.", "") with { Complete = true }).Outcome.ShouldBe(Unknown);
        Evidence.Criterion(Progressive, new RecordSet([Evidence.Document(DocumentKind.UrDecision, "Neck.")], Complete: true)).Outcome.ShouldBe(Unknown, "only the UR decision");
    }

    [Fact]
    public void History_sections_show_nothing_but_old_metal()
    {
        var records = Evidence.Report("Past surgical history: C5-6 fusion with hardware in 2012. Cervical fracture.");
        Evidence.Criterion("metal-in-region", records).Outcome.ShouldBe(Met);
        Evidence.Criterion("red-flag", records).Outcome.ShouldBe(Unknown);
    }

    [Fact]
    public void Metal_elsewhere_is_no_reason_for_a_CT_of_the_neck()
    {
        var report = Evidence.Report("The neck shows progressive weakness. Harrington rods from 1998 remain in place.") with { Complete = true };
        var ct = Evidence.Evaluate(Evidence.NeckCt, report);
        ct.Criteria.Single(c => c.CriterionId == "metal-in-region").Outcome.ShouldBe(NotMet);
        ct.Outcome.ShouldBe(NotMet);
        Evidence.Evaluate(Evidence.NeckMri, report).Outcome.ShouldBe(Met);
        Evidence.Evaluate(Evidence.NeckCt, Evidence.Report("The neck shows progressive weakness. Hardware at C5-6 degrades an MRI of the neck.")).Outcome.ShouldBe(Met);
    }

    [Fact]
    public void Radicular_pain_of_six_weeks_that_does_not_improve_with_surgery_considered_meets_it()
    {
        const string report = "Low back pain radiating to the left leg for 10 weeks with L5 radiculopathy. The low back has not improved with physical therapy. Lumbar decompression surgery is being considered.";
        Evidence.Evaluate(Evidence.BackMri, Evidence.Report(report)).Outcome.ShouldBe(Met);
        Evidence.Criterion("six-weeks", "Low back pain for three weeks.", Evidence.BackMri).Outcome.ShouldBe(NotMet);
        Evidence.Criterion("not-improving", "The low back pain improved with physical therapy.", Evidence.BackMri).Outcome.ShouldBe(NotMet);
        Evidence.Criterion("procedure-considered", "For the low back she is not a candidate for surgery.", Evidence.BackMri).Outcome.ShouldBe(NotMet);
    }

    [Fact]
    public void The_old_neck_chapter_wants_weeks_of_care_and_a_clear_examination()
    {
        const string report = "Neck pain failed 6 weeks of physical therapy. Decreased sensation in the C6 dermatome.";
        var result = Evidence.Evaluate(Evidence.NeckMri, Evidence.Report(report), new DateOnly(2015, 1, 5));
        (result.GuidelineId, result.Outcome).ShouldBe(("acoem-2004-ch08-mri", Met));
    }

    [Fact]
    public void Every_item_of_a_case_is_evaluated_and_what_no_guideline_covers_says_why()
    {
        var application = Evidence.Application() with { DisputedItems = [Evidence.Item, Evidence.Item with { Id = "2", Description = "Unobtainium bath" }, Evidence.Item with { Id = "3", Description = "MRI of the left knee" }] };
        var result = GuidelineEvaluator.EvaluateCase(application, Evidence.Report("The neck shows progressive weakness."), GuidelineLibrary.Default);
        result.LibraryVersion.ShouldBe(GuidelineLibrary.Default.Version);
        result.Items.Select(i => (i.ItemId, i.Outcome, i.GuidelineId)).ShouldBe([("1", Met, "acoem-2016-neck-mri"), ("2", Unknown, null), ("3", Unknown, null)]);
        result.Items.Skip(1).ShouldAllBe(i => i.Why!.Length > 20);
        result.Items[0].Criteria.Single(c => c.CriterionId == Progressive).Quotes[0].Page.ShouldBe(1);
    }
}
