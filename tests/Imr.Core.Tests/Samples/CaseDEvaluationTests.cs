using Imr.Core.Cases;
using Imr.Core.Guidelines;
using static Imr.Core.Guidelines.CriterionOutcome;

namespace Imr.Core.Tests.Samples;

/// <summary>What the machine makes of the records of case D: a draft, with the sentence that shows each criterion.</summary>
public sealed class CaseDEvaluationTests
{
    private static readonly CaseEvaluation Draft = Evaluate(complete: true);

    [Fact]
    public void Each_item_is_held_against_the_guideline_in_force()
        => Draft.Items.Select(i => (i.ItemId, i.GuidelineId, i.Outcome)).ShouldBe(
        [
            ("1", "acoem-2017-opioids", NotMet), ("2", "acoem-2017-muscle-relaxant", NotMet), ("3", "acoem-2017-urine-drug-test", Met),
        ]);

    [Theory]
    [InlineData("1", "pain-relief", Met, "The low back pain is 8 out of 10 without hydrocodone/acetaminophen and 5 out of 10 with it.")]
    [InlineData("1", "daily-activities", Met, "Activities of daily living: she dresses herself and cooks simple meals.")]
    [InlineData("1", "adverse-effects", Met, "She reports no constipation and no drowsiness.")]
    [InlineData("1", "aberrant-use", Met, "- No aberrant behavior was seen.")]
    [InlineData("1", "drug-screen", Met, "The urine drug test of 01/14/2026 is consistent with the medication on the order.")]
    [InlineData("1", "dose-50", Met, "- Morphine equivalent dose: 40 mg per day.")]
    [InlineData("2", "acute-flare", NotMet, "There was no acute flare-up since the last visit.")]
    [InlineData("2", "short-course", NotMet, "Cyclobenzaprine 7.5 mg has been taken twice a day for 14 months; the low back feels tight in the evening.")]
    [InlineData("3", "on-opioids", Met, "She takes hydrocodone/acetaminophen 10/325 mg four times a day.")]
    [InlineData("3", "moderate-risk", Met, "- Opioid Risk Tool: 5 points, a moderate risk.")]
    [InlineData("3", "four-months-ago", Met, "- The last urine drug test was on 01/14/2026, seven months before this visit.")]
    [InlineData("3", "year-ago", NotMet, "- The last urine drug test was on 01/14/2026, seven months before this visit.")]
    public void A_criterion_comes_with_the_sentence_that_shows_it(string item, string criterion, CriterionOutcome outcome, string sentence)
    {
        var result = Of(Draft, item, criterion);
        result.Outcome.ShouldBe(outcome);
        result.Missing.ShouldBeNull();
        result.Quotes.Select(q => q.Text).ShouldContain(sentence);
    }

    [Fact]
    public void Function_that_no_page_shows_as_improved_is_not_met_and_says_why()
    {
        var result = Of(Draft, "1", "function-improved");
        (result.Outcome, result.Quotes.Count).ShouldBe((NotMet, 0));
        result.Missing.ShouldBe("Must be documented; the records are complete, every page was read, and no sentence shows it.");
    }

    [Fact]
    public void While_records_are_awaited_undocumented_function_is_unknown_and_so_is_the_item()
    {
        var draft = Evaluate(complete: false);
        Of(draft, "1", "function-improved").Outcome.ShouldBe(Unknown);
        draft.Items[0].Outcome.ShouldBe(Unknown);
    }

    [Fact]
    public void A_report_that_names_one_prescriber_and_a_CURES_report_that_lists_two_leave_it_unknown()
    {
        var result = Of(Draft, "1", "single-prescriber");
        (result.Outcome, result.Missing).ShouldBe((Unknown, "The records contradict each other."));
        result.Quotes.Select(q => q.Text).ShouldBe(["This office is the only prescriber of opioids.", "Two prescribers of opioids, one pharmacy."], ignoreOrder: true);
    }

    [Fact]
    public void No_quote_is_of_the_UR_decision_or_the_claims_administrator()
    {
        var medical = SampleFiles.Documents(SampleFiles.D).Where(d => d.Kind is DocumentKind.MedicalReport or DocumentKind.Other).Select(d => d.Sha256).ToHashSet();
        Draft.Items.SelectMany(i => i.Criteria).SelectMany(c => c.Quotes).ShouldAllBe(q => medical.Contains(q.Document));
    }

    private static CaseEvaluation Evaluate(bool complete)
        => GuidelineEvaluator.EvaluateCase(SampleFiles.Application(SampleFiles.D), SampleFiles.Records(SampleFiles.D, complete), GuidelineLibrary.Default);

    private static CriterionResult Of(CaseEvaluation draft, string item, string criterion)
        => draft.Items.Single(i => i.ItemId == item).Criteria.Single(c => c.CriterionId == criterion);
}
