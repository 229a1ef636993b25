using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Matching;

namespace Imr.Core.Tests.Matching;

public class TreatmentClassifierTests
{
    [Theory]
    [InlineData("CT of the cervical spine", "imaging-spine", "cervical", "CT")]
    [InlineData("MRI Lumbosacral Spine without Contrast", "imaging-spine", "lumbar", "MRI")]
    [InlineData("X-rays lumbar spine", "imaging-spine", "lumbar", "X-ray")]
    [InlineData("MRI of the cervical and thoracic spine", "imaging-spine", null, "MRI")]
    [InlineData("MRI of the left knee", "imaging-joint", "knee", "MRI")]
    [InlineData("CT scan of head", "imaging-head", "head", "CT")]
    [InlineData("MRI of neck and right hand", null, null, "MRI")]
    [InlineData("EMG/NCS of the bilateral upper extremities", "emg-ncs", null, null)]
    [InlineData("Carpal tunnel syndrome CTS splint", "dme", "wrist-hand", null)]
    [InlineData("L5-S1 transforaminal epidural steroid injection under CT guidance", "injection-spine", "lumbar", null)]
    [InlineData("ACDF at C5-6", "spine-surgery", "cervical", null)]
    [InlineData("Right shoulder arthroscopy with rotator cuff repair", "joint-surgery", "shoulder", null)]
    [InlineData("Post-operative physical therapy after lumbar fusion", "therapy", "lumbar", null)]
    [InlineData("Norco 10/325 #60", "drug-opioid", null, null)]
    [InlineData("Hydrocodone/acetaminophen 10/325 mg, 120 tablets", "drug-opioid", null, null)]
    [InlineData("Meloxicam 7.5mg #30", "drug-analgesic", null, null)]
    [InlineData("Cyclobenzaprine 7.5 mg, 60 tablets", "drug-muscle-relaxant", null, null)]
    [InlineData("Muscle relaxant for the low back", "drug-muscle-relaxant", null, null)]
    [InlineData("Pantoprazole sodium 20mg #60", "drug-gi", null, null)]
    [InlineData("Acupuncture, 6 sessions", "acupuncture", null, null)]
    [InlineData("Chiropractic treatment of the neck", "manipulation", "cervical", null)]
    [InlineData("TENS unit", "dme", null, null)]
    [InlineData("Cognitive behavioral therapy, 6 visits", "psych", null, null)]
    [InlineData("Urine drug screen", "drug-test", null, null)]
    [InlineData("Pharmacogenetic testing", "genetic-test", null, null)]
    [InlineData("Neurosurgeon evaluation for the low back", "referral", "lumbar", null)]
    [InlineData("Unobtainium bath", null, null, null)]
    public void Words_tell_family_region_and_modality(string description, string? family, string? region, string? modality)
    {
        var treatment = TreatmentClassifier.Classify(description, [], null);
        (treatment.Family, treatment.Region?.Code, treatment.Modality).ShouldBe((family, region, modality));
    }

    [Theory]
    [InlineData("72125", "cervical", "CT")]
    [InlineData("72127", "cervical", "CT")]
    [InlineData("72128", "thoracic", "CT")]
    [InlineData("72133", "lumbar", "CT")]
    [InlineData("72141", "cervical", "MRI")]
    [InlineData("72156", "cervical", "MRI")]
    [InlineData("72147", "thoracic", "MRI")]
    [InlineData("72148-26", "lumbar", "MRI")]
    [InlineData("72158", "lumbar", "MRI")]
    [InlineData("72040", "cervical", "X-ray")]
    [InlineData("73564", "knee", "X-ray")]
    public void An_imaging_code_gives_region_and_modality(string code, string region, string modality)
    {
        var treatment = TreatmentClassifier.Classify("scan", [new(CodeSystem.Cpt, code)], null);
        (treatment.Region?.Code, treatment.Modality, treatment.RegionSource).ShouldBe((region, modality, "code"));
        treatment.Family.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("64483", "injection-spine")]
    [InlineData("63047", "spine-surgery")]
    [InlineData("29827", "joint-surgery")]
    [InlineData("97110", "therapy")]
    [InlineData("98941", "manipulation")]
    [InlineData("97811", "acupuncture")]
    [InlineData("E0720", "dme")]
    [InlineData("95910", "emg-ncs")]
    [InlineData("80307", "drug-test")]
    [InlineData("81226", "genetic-test")]
    public void A_procedure_code_gives_the_family(string code, string family)
        => TreatmentClassifier.Classify("as on the RFA", [new(CodeSystem.Cpt, code)], null).Family.ShouldBe(family);

    [Fact]
    public void The_application_says_the_region_unless_a_code_contradicts_it()
    {
        TreatmentClassifier.Classify("MRI", [], BodyRegion.Lumbar).ShouldBe(new Treatment("imaging-spine", BodyRegion.Lumbar, "MRI", "application"));
        var conflict = TreatmentClassifier.Classify("CT scan", [new(CodeSystem.Cpt, "72125")], BodyRegion.Lumbar);
        conflict.Region.ShouldBeNull();
        conflict.RegionSource.ShouldStartWith("conflict");
        conflict.Family.ShouldBe("imaging-spine");
    }

    [Fact]
    public void Every_family_names_who_may_review_it()
    {
        TreatmentCatalog.Default.Families.Count.ShouldBeGreaterThan(25);
        TreatmentCatalog.Default.Families.ShouldAllBe(f => f.Preferred.Count > 0);
    }

    [Fact]
    public void A_bad_file_lists_every_problem()
    {
        var yaml = "status: maybe\nfamilies:\n  - id: a\n    name: A\n    preferred: [WIZARD]\n    codes: ['1']\n    words: ['(']\n  - id: a\n    name: B\n    preferred: [PMR, PMR]\n";
        Should.Throw<DataFileException>(() => TreatmentCatalog.Load(yaml)).Problems.Count.ShouldBe(6);
    }
}
