using Imr.Core.Cases;
using Imr.Core.Determinations;

namespace Imr.Core.Tests.Determinations;

public sealed class QualityChecksTests
{
    [Fact]
    public void A_report_shows_every_check_that_was_made()
        => QualityChecks.Run(QualityInputs.Good).Findings.Select(f => f.Id)
            .ShouldBe(["QC01", "QC03", "QC05", "QC06", "QC13", "QC36", "QC16", "QC19", "QC24", "QC25", "QC26", "QC29"]);

    [Fact]
    public void An_undecided_item_blocks()
    {
        var finding = (QualityInputs.Good with { EligibleItemIds = ["1", "2"] }).Finding("QC01");
        finding.Passed.ShouldBeFalse();
        finding.Facts.ShouldBe(["item 2: not decided"]);
    }

    [Fact]
    public void An_item_that_is_not_eligible_must_not_be_decided()
        => (QualityInputs.Good with { EligibleItemIds = [] }).Finding("QC01").Facts.ShouldBe(["item 1: decided, but not an eligible item"]);

    [Fact]
    public void An_item_decided_twice_blocks()
    {
        var good = QualityInputs.Good;
        var twice = good with { Determination = good.Determination with { Items = [.. good.Determination.Items, .. good.Determination.Items] } };
        twice.Finding("QC01").Facts.ShouldBe(["item 1: decided 2 times"]);
    }

    [Theory]
    [InlineData("The CT of the lumbar spine is medically necessary.", false)]
    [InlineData("The computed tomography is medically necessary.", false)]
    [InlineData("An MRI was asked for. The CT of the lumbar spine is medically necessary.", false)]
    [InlineData("CT is a worse choice here. The MRI of the lumbar spine is medically necessary.", true)]
    [InlineData("The requested study of the lumbar spine is medically necessary.", true)]
    [InlineData("Magnetic resonance imaging of the lumbar spine is medically necessary.", true)]
    [InlineData("The MRI of the lumbar spine with contrast is medically necessary.", false)]
    [InlineData("The MRI of the lumbar spine without contrast is medically necessary.", true)]
    public void The_rationale_concludes_on_the_study_that_was_asked_for(string rationale, bool passes)
        => QualityInputs.Good.WithRationale(rationale).Finding("QC05").Passed.ShouldBe(passes);

    [Fact]
    public void An_item_that_is_no_image_has_no_modality_to_agree_with() => QualityInputs.Good.About(BodyRegion.Lumbar).Finding("QC05").Passed.ShouldBeTrue();

    [Theory]
    [InlineData(false)]
    [InlineData(true, DocumentKind.UrDecision)]
    [InlineData(true, DocumentKind.UrDecision, DocumentKind.ApplicationForm, DocumentKind.Correspondence)]
    [InlineData(false, DocumentKind.UrDecision, DocumentKind.MedicalReport)]
    [InlineData(false, DocumentKind.RequestForAuthorization)]
    public void No_determination_rests_on_the_UR_decision_alone(bool blocks, params DocumentKind[] kinds)
    {
        var good = QualityInputs.Good;
        var documents = kinds.Select(k => good.Documents[0] with { Kind = k }).ToArray();
        (good with { Documents = documents }).Finding("QC13").Passed.ShouldBe(!blocks && documents.Length > 0);
    }

    [Fact]
    public void Records_that_changed_after_the_review_block()
        => (QualityInputs.Good with { RecordsHash = ContentHash.Of([1]) }).Finding("QC36").Passed.ShouldBeFalse();

    [Theory]
    [InlineData("[NAME]")]
    [InlineData("[PATIENT NAME]")]
    [InlineData("{{visitDate}}")]
    [InlineData("he/she")]
    [InlineData("His/her")]
    [InlineData("TBD")]
    [InlineData("____")]
    [InlineData("XXXX")]
    public void What_a_template_left_over_blocks(string leftover)
    {
        QualityInputs.Good.WithRationale($"Seen on {leftover} for the low back.").Finding("QC16").Facts.ShouldBe([$"rationale of item 1: {leftover}"]);
        QualityInputs.Good.WithSummary($"The worker, {leftover}, has low back pain.").Finding("QC16").Passed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Dr. Rosalind Achterberg agrees.", false)]
    [InlineData("ROSALIND J. ACHTERBERG", false)]
    [InlineData("Achterberg, Rosalind", false)]
    [InlineData("The reviewer, Dr. Achterberg, agrees.", false)]
    [InlineData("The worker saw Dr. Lin on 08/12/2026.", true)]
    public void No_reviewer_is_named(string sentence, bool passes)
    {
        var finding = QualityInputs.Good.WithRationale(sentence).Finding("QC19");
        finding.Passed.ShouldBe(passes);
        finding.Facts.ShouldAllBe(f => !f.Contains("Achterberg", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_name_under_the_signature_must_not_stand_in_the_letter()
    {
        var good = QualityInputs.Good.WithRationale("Evaluated by Ulla Brennecke.");
        (good with { Determination = good.Determination with { SignedName = "Ulla Brennecke, MD" } }).Finding("QC19").Passed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("QC24", "Causation is not shown.")]
    [InlineData("QC24", "Utilization review was untimely.")]
    [InlineData("QC25", "He is malingering.")]
    [InlineData("QC26", "Six visits are partially certified.")]
    [InlineData("QC29", "The MRI is medically necessary.")]
    public void Doubtful_words_warn_and_do_not_block(string id, string rationale)
    {
        var finding = QualityInputs.Good.WithRationale(rationale).Finding(id);
        finding.Passed.ShouldBeFalse();
        finding.Severity.ShouldBe(QualitySeverity.Warn);
    }

    [Fact]
    public void A_warning_alone_does_not_stop_a_release()
    {
        var good = QualityInputs.Good;
        QualityChecks.Run(good.WithRationale(good.Determination.Items[0].Rationale + " Causation is not looked at.")).MayBeReleased.ShouldBeTrue();
    }
}
