using Imr.Core.Determinations;
using Imr.Core.Determinations.Checks;

namespace Imr.Core.Tests.Determinations;

public sealed class NecessitySentenceTests
{
    [Theory]
    [InlineData("The MRI is medically necessary.")]
    [InlineData("The MRI is medically necessary and appropriate.")]
    [InlineData("Therefore, the requested MRI of the low back is medically necessary")]
    [InlineData("The UR decision found the MRI not medically necessary. On these records the MRI is medically necessary.")]
    [InlineData("Medical necessity of the MRI has been established.")]
    [InlineData("The medical necessity of this request is supported by the findings of 08/12/2026.")]
    [InlineData("The visits are considered medically necessary. The worker was seen by Dr. Abel on 08/12/2026.")]
    [InlineData("This is not only medically necessary but urgent.")]
    [InlineData("As conservative care did not help, the MRI is medically necessary.")]
    [InlineData("The MRI is medically necessary; the guideline does not ask for more.")]
    [InlineData("The MRI without contrast is medically necessary.")]
    [InlineData("Therapy without benefit and no relief from medication make the MRI medically necessary.")]
    public void Sentences_that_go_with_Overturned(string rationale) => NecessitySentence.Last(rationale)!.Value.Necessary.ShouldBeTrue();

    [Theory]
    [InlineData("The MRI is not medically necessary.")]
    [InlineData("The MRI is not medically necessary or appropriate.")]
    [InlineData("The MRI is not considered to be medically necessary.")]
    [InlineData("The MRI cannot be considered medically necessary.")]
    [InlineData("Medical necessity has not been established.")]
    [InlineData("The medical necessity of this request is not supported by the records.")]
    [InlineData("There is no medical necessity for the MRI.")]
    [InlineData("The request lacks medical necessity.")]
    [InlineData("The MRI is medically unnecessary.")]
    [InlineData("The MRI is neither appropriate nor medically necessary.")]
    [InlineData("The guideline calls an MRI medically necessary in some cases. Without any deficit,\nthe MRI is not\nmedically necessary.")]
    [InlineData("The MRI without contrast is not medically necessary.")]
    [InlineData("The records do not support the medical necessity of the MRI.")]
    [InlineData("The MRI has not been shown by these records to be medically necessary.")]
    [InlineData("The MRI is not-medically necessary.")]
    [InlineData("The MRI is not a medical necessity at this time.")]
    [InlineData("The drug is not medically necessary. This medical necessity decision is no advice to stop it at once.")]
    [InlineData("The MRI is not certified as medically necessary.")]
    [InlineData("The MRI is not medically appropriate and necessary.")]
    public void Sentences_that_go_with_Upheld(string rationale) => NecessitySentence.Last(rationale)!.Value.Necessary.ShouldBeFalse();

    [Theory]
    [InlineData("The records show a deficit.")]
    [InlineData("The request is certified.")]
    [InlineData("")]
    public void A_rationale_without_such_a_sentence_concludes_nothing(string rationale) => NecessitySentence.Last(rationale).ShouldBeNull();

    [Theory]
    [InlineData(ItemDecision.Overturned, "The MRI of the lumbar spine is medically necessary.", true)]
    [InlineData(ItemDecision.Overturned, "The MRI of the lumbar spine is not medically necessary.", false)]
    [InlineData(ItemDecision.Overturned, "The MRI of the lumbar spine is recommended.", false)]
    [InlineData(ItemDecision.Upheld, "The MRI of the lumbar spine is not medically necessary.", true)]
    [InlineData(ItemDecision.Upheld, "The MRI of the lumbar spine is medically necessary.", false)]
    [InlineData(ItemDecision.Upheld, "The MRI of the lumbar spine is not recommended.", false)]
    public void The_outcome_word_agrees_with_the_concluding_sentence(ItemDecision decision, string rationale, bool passes)
    {
        var finding = QualityInputs.Good.WithItem(i => i with { Decision = decision, Rationale = rationale }).Finding("QC06");
        finding.Passed.ShouldBe(passes);
        finding.Severity.ShouldBe(QualitySeverity.Block);
    }
}
