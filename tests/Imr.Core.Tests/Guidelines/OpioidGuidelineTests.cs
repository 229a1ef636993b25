using Imr.Core.Guidelines;
using Imr.Core.Matching;
using static Imr.Core.Guidelines.CriterionOutcome;

namespace Imr.Core.Tests.Guidelines;

/// <summary>How the records say what the guidelines on opioids, muscle relaxants and drug tests ask for.</summary>
public class OpioidGuidelineTests
{
    private static readonly Treatment Opioid = new("drug-opioid", null, null, "none: a drug");
    private static readonly Treatment Relaxant = Opioid with { Family = "drug-muscle-relaxant" };
    private static readonly Treatment DrugTest = Opioid with { Family = "drug-test", RegionSource = "none" };

    [Theory]
    [InlineData("Morphine equivalent dose: 40 mg per day.", Met)]
    [InlineData("The MME is 50 a day.", Met)]
    [InlineData("She takes 20 MME.", Met)]
    [InlineData("Morphine equivalent dose: 51 mg per day.", NotMet)]
    [InlineData("The MED is 120 mg per day.", NotMet)]
    [InlineData("Her dose is 90 MME per day.", NotMet)]
    [InlineData("If the morphine equivalent dose is 60 mg, it is lowered.", Unknown)]
    [InlineData("She takes hydrocodone.", Unknown)]
    public void The_dose_is_read_in_morphine_equivalents(string sentence, CriterionOutcome outcome) => Evidence.Criterion("dose-50", sentence, Opioid).Outcome.ShouldBe(outcome);

    [Theory]
    [InlineData("2010-01-04", "dose-120", "MME of 120 per day.", Met)]
    [InlineData("2010-01-04", "dose-120", "MME of 121 per day.", NotMet)]
    [InlineData("2017-01-04", "dose-80", "MME of 80 per day.", Met)]
    [InlineData("2017-01-04", "dose-80", "MME of 81 per day.", NotMet)]
    public void Each_edition_has_its_own_dose(string day, string criterion, string sentence, CriterionOutcome outcome)
        => Evidence.Evaluate(Opioid, Evidence.Report(sentence), DateOnly.Parse(day)).Criteria.Single(c => c.CriterionId == criterion).Outcome.ShouldBe(outcome);

    [Theory]
    [InlineData("function-improved", "Functional improvement is noted with the opioid.", Met)]
    [InlineData("function-improved", "He has returned to modified work.", Met)]
    [InlineData("function-improved", "There is no functional improvement.", NotMet)]
    [InlineData("function-improved", "Function is unchanged.", NotMet)]
    [InlineData("function-improved", "The goal is functional improvement.", Unknown)]
    [InlineData("function-improved", "She cooks simple meals.", Unknown)]
    [InlineData("adverse-effects", "Side effects: none.", Met)]
    [InlineData("adverse-effects", "She denies constipation, sedation and nausea.", Met)]
    [InlineData("adverse-effects", "There is severe constipation.", NotMet)]
    [InlineData("aberrant-use", "Aberrant behavior was seen twice.", NotMet)]
    [InlineData("aberrant-use", "She signed the opioid agreement.", Met)]
    [InlineData("drug-screen", "The urine drug test is inconsistent with the prescription.", NotMet)]
    [InlineData("drug-screen", "The drug screen was positive for cocaine.", NotMet)]
    [InlineData("pain-relief", "Pain falls from 9/10 to 6/10 with medication.", Met)]
    [InlineData("pain-relief", "There is no relief with the medication.", NotMet)]
    [InlineData("single-prescriber", "CURES lists three prescribers.", NotMet)]
    [InlineData("single-prescriber", "CURES lists one prescriber.", Met)]
    public void What_is_followed_under_an_opioid(string criterion, string sentence, CriterionOutcome outcome) => Evidence.Criterion(criterion, sentence, Opioid).Outcome.ShouldBe(outcome);

    [Theory]
    [InlineData("acute-flare", "He has an acute exacerbation of the low back pain.", Met)]
    [InlineData("acute-flare", "No recent flare-up.", NotMet)]
    [InlineData("short-course", "Tizanidine 4 mg at night for two weeks.", Met)]
    [InlineData("short-course", "Tizanidine 4 mg at night for six months.", NotMet)]
    [InlineData("short-course", "Physical therapy for six months.", Unknown)]
    public void What_a_muscle_relaxant_is_for(string criterion, string sentence, CriterionOutcome outcome) => Evidence.Criterion(criterion, sentence, Relaxant).Outcome.ShouldBe(outcome);

    [Theory]
    [InlineData("She takes Norco. The risk of misuse is moderate. The last urine drug test was five months ago.", Met)]
    [InlineData("She takes Norco. The risk of misuse is moderate. The last urine drug test was two months ago.", NotMet)]
    [InlineData("She takes Norco. The risk of misuse is high. The last urine drug test was two months ago.", Met)]
    [InlineData("She takes Norco. There was no urine drug test so far.", Met)]
    [InlineData("She takes Norco. The last urine drug test was 14 months ago.", Met)]
    [InlineData("She takes no opioids. The last urine drug test was 14 months ago.", NotMet)]
    public void A_drug_test_is_due_by_the_risk_and_the_time_since_the_last_one(string report, CriterionOutcome outcome)
        => Evidence.Evaluate(DrugTest, Evidence.Report(report) with { Complete = true }).Outcome.ShouldBe(outcome);

    [Fact]
    public void A_drug_that_no_guideline_covers_is_not_asked_for_its_region()
        => Evidence.Evaluate(Opioid with { Family = "drug-gi" }, Evidence.Report("Stomach pain.")).Why.ShouldBe("No guideline of the library covers drug-gi for a UR decision of 2026-02-02.");
}
