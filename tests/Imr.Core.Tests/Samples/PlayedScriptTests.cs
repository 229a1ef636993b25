using Imr.Core.Determinations;
using Imr.Core.Eligibility;

namespace Imr.Core.Tests.Samples;

public sealed class PlayedScriptTests
{
    [Fact]
    public void The_neck_study_argued_from_the_low_back_is_stopped_by_QC03()
    {
        var report = QualityChecks.Run(SampleFiles.Quality(SampleFiles.A, 0, "CT"));
        report.MayBeReleased.ShouldBeFalse();
        var blocked = report.Findings.Where(f => !f.Passed && f.Severity == QualitySeverity.Block).ShouldHaveSingleItem();
        blocked.Id.ShouldBe("QC03");
        blocked.Facts[0].ShouldBe("item=cervical");
        blocked.Facts[1].ShouldStartWith("summary=lumbar(");
        blocked.Facts[2].ShouldStartWith("rationale=lumbar(");
        blocked.Facts[3].ShouldBe("guideline=cervical");
    }

    [Fact]
    public void The_corrected_determination_of_case_A_passes_every_check()
        => ShouldPassAll(QualityChecks.Run(SampleFiles.Quality(SampleFiles.A, 1, "CT")));

    [Fact]
    public void The_determination_of_case_B_passes_every_check()
        => ShouldPassAll(QualityChecks.Run(SampleFiles.Quality(SampleFiles.B, 0, "MRI")));

    [Fact]
    public void The_drug_test_upheld_with_a_sentence_that_it_is_necessary_is_stopped_by_QC06()
    {
        var report = QualityChecks.Run(SampleFiles.Quality(SampleFiles.D, 0, null));
        report.MayBeReleased.ShouldBeFalse();
        var failed = report.Findings.Where(f => !f.Passed).ShouldHaveSingleItem();
        (failed.Id, failed.ItemId).ShouldBe(("QC06", "3"));
    }

    [Fact]
    public void The_corrected_determination_of_case_D_passes_every_check_and_overturns_in_part()
    {
        ShouldPassAll(QualityChecks.Run(SampleFiles.Quality(SampleFiles.D, 1, null)));
        var decisions = SampleFiles.Determination(SampleFiles.D, 1).Items.Select(i => i.Decision).ToArray();
        decisions.ShouldBe([ItemDecision.Upheld, ItemDecision.Upheld, ItemDecision.Overturned]);
        CaseOutcomes.Of(decisions).ShouldBe(CaseOutcome.PartialOverturn);
    }

    [Fact]
    public void Case_A_is_upheld_and_case_B_overturned()
    {
        SampleFiles.Determination(SampleFiles.A, 1).Items.Single().Decision.ShouldBe(ItemDecision.Upheld);
        SampleFiles.Determination(SampleFiles.B, 0).Items.Single().Decision.ShouldBe(ItemDecision.Overturned);
    }

    [Theory]
    [InlineData(SampleFiles.A)]
    [InlineData(SampleFiles.B)]
    [InlineData(SampleFiles.D)]
    public void What_the_played_reviewer_sends_has_the_right_shape(string caseNumber)
    {
        string[] ids = [.. SampleFiles.Application(caseNumber).DisputedItems.Select(i => i.Id)];
        var script = SampleFiles.Script(caseNumber);
        DeterminationValidation.Of(new ProvisionalOutcome(1, "REV-0001", script.Provisional!.Items), ids).ShouldBeEmpty();
        for (var i = 0; i < script.Determinations.Count; i++)
            DeterminationValidation.Of(SampleFiles.Determination(caseNumber, i), ids).ShouldBeEmpty();
    }

    [Fact]
    public void Case_C_is_found_ineligible_for_want_of_a_signature()
    {
        var finding = SampleFiles.Script(SampleFiles.C).AdFinding;
        finding.Outcome.ShouldBe(EligibilityOutcome.Ineligible);
        finding.ReasonCodes.ShouldBe(["INEL_UNSIGNED"]);
    }

    private static void ShouldPassAll(QualityReport report)
    {
        report.Findings.Where(f => !f.Passed).ShouldBeEmpty();
        report.MayBeReleased.ShouldBeTrue();
    }
}
