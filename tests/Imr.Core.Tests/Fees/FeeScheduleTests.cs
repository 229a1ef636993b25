using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Deadlines;
using Imr.Core.Fees;

namespace Imr.Core.Tests.Fees;

/// <summary>The fees of 8 CCR 9792.10.8 by period; what was not found stays unknown.</summary>
public sealed class FeeScheduleTests
{
    private static readonly string Yaml = YamlData.Embedded("fees.yaml");

    [Trait("Law", "FEE2013,FEE2014,FEE2020,FEE2026")]
    [Theory]
    [InlineData("2013-06-01", Priority.Standard, false, FeeEnd.Determined, 1, FeeCredential.MedicalDoctor, 560)]
    [InlineData("2013-06-01", Priority.Standard, false, FeeEnd.Determined, 1, FeeCredential.OtherPhysician, 495)]
    [InlineData("2013-06-01", Priority.Standard, false, FeeEnd.Determined, 2, FeeCredential.MedicalDoctor, 760)]
    [InlineData("2013-06-01", Priority.Standard, false, FeeEnd.Determined, 2, FeeCredential.OtherPhysician, 655)]
    [InlineData("2013-06-01", Priority.Expedited, false, FeeEnd.Determined, 1, FeeCredential.MedicalDoctor, 685)]
    [InlineData("2013-06-01", Priority.Expedited, false, FeeEnd.Determined, 1, FeeCredential.OtherPhysician, 595)]
    [InlineData("2013-06-01", Priority.Expedited, false, FeeEnd.Determined, 2, FeeCredential.MedicalDoctor, 850)]
    [InlineData("2013-06-01", Priority.Expedited, false, FeeEnd.Determined, 2, FeeCredential.OtherPhysician, null)]
    [InlineData("2013-06-01", Priority.Standard, false, FeeEnd.Determined, 1, null, null)] // hangs on who reviewed
    [InlineData("2013-06-01", Priority.Standard, true, FeeEnd.Determined, 1, FeeCredential.MedicalDoctor, 560)] // no fee for drugs alone yet
    [InlineData("2014-03-31", Priority.Standard, false, FeeEnd.StoppedBeforeReviewer, 1, null, null)]
    [InlineData("2014-04-01", Priority.Standard, false, FeeEnd.Determined, 1, null, 420)]
    [InlineData("2014-04-01", Priority.Standard, false, FeeEnd.Determined, 2, null, null)]
    [InlineData("2014-04-01", Priority.Expedited, false, FeeEnd.Determined, 1, null, 515)]
    [InlineData("2014-04-01", Priority.Standard, true, FeeEnd.Determined, 1, null, 390)]
    [InlineData("2014-04-01", Priority.Expedited, false, FeeEnd.StoppedBeforeReviewer, 1, null, 160)]
    [InlineData("2019-12-31", Priority.Standard, true, FeeEnd.StoppedAfterReviewer, 2, null, 420)]
    [InlineData("2020-01-01", Priority.Standard, false, FeeEnd.Determined, 1, null, 345)]
    [InlineData("2020-01-01", Priority.Expedited, false, FeeEnd.Determined, 1, null, 345)]
    [InlineData("2020-01-01", Priority.Standard, true, FeeEnd.Determined, 1, null, 345)]
    [InlineData("2020-01-01", Priority.Standard, false, FeeEnd.StoppedBeforeReviewer, 1, null, 115)]
    [InlineData("2026-03-31", Priority.Standard, false, FeeEnd.StoppedAfterReviewer, 1, null, null)]
    [InlineData("2026-04-01", Priority.Standard, false, FeeEnd.Determined, 1, null, null)]
    [InlineData("2026-10-02", Priority.Expedited, true, FeeEnd.StoppedBeforeReviewer, 1, null, null)]
    public void The_received_day_chooses_the_fee(string received, Priority priority, bool drugs, FeeEnd end, int reviewers, FeeCredential? credential, int? amount)
    {
        var fee = FeeSchedule.Default.Of(new FeeQuestion(DateOnly.Parse(received), priority, drugs, end, reviewers, credential));

        fee.Amount.ShouldBe(amount);
        (fee.Unknown is null).ShouldBe(amount is not null);
        fee.Citation.ShouldBe("8 CCR 9792.10.8");
    }

    [Fact]
    public void Only_amounts_that_were_read_in_a_sound_source_are_confirmed()
        => FeeSchedule.Default.Periods.Select(p => (p.Id, p.Status)).ShouldBe(
            [("FEE2013", RuleStatus.Confirmed), ("FEE2014", RuleStatus.Confirmed), ("FEE2020", RuleStatus.Draft), ("FEE2026", RuleStatus.Draft)]);

    [Fact]
    public void A_case_that_was_never_assigned_owes_nothing_that_is_known()
    {
        var fee = FeeSchedule.Default.Of(new FeeQuestion(new DateOnly(2015, 5, 5), Priority.Standard, false, FeeEnd.NeverAssigned));

        (fee.Service, fee.Amount, fee.Status).ShouldBe((null, null, RuleStatus.Draft));
        fee.Unknown.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("amount: 390", "amount: -390", "$.periods[1].amounts[2].amount: is -390; expected: dollars above 0")]
    [InlineData("service: PharmacyOnly, amount: 390", "service: Pharmacy, amount: 390", "$.periods[1].amounts[2].service: 'Pharmacy' is no such word")]
    [InlineData("service: Expedited, amount: 515", "service: Standard, amount: 515", "FEE2014: Standard stands there before")]
    [InlineData("service: Expedited, amount: 515", "service: PharmacyOnly, reviewers: 2, amount: 515", "FEE2014 says nothing of Expedited")]
    [InlineData("reviewers: 2, credential: MedicalDoctor, amount: 760", "reviewers: 0, credential: MedicalDoctor, amount: 760", "$.periods[0].amounts[2].reviewers: is 0")]
    [InlineData("to: 2014-03-31", "to: 2014-03-30", "there is a gap between FEE2013 and FEE2014; expected: 2014-03-31")]
    [InlineData("to: 2019-12-31", "to: 2009-12-31", "FEE2014 ends before it starts")]
    [InlineData("status: confirmed", "status: sure", "$.periods[0].status: 'sure' is no such word")]
    [InlineData("periods:", "periods: []\nmore:", "fees.yaml: line")]
    public void Wrong_fees_are_refused_with_file_place_fault_and_what_is_expected(string right, string wrong, string reason)
    {
        Yaml.ShouldContain(right);
        Should.Throw<DataFileException>(() => FeeSchedule.Load(Yaml.Replace(right, wrong, StringComparison.Ordinal))).Message.ShouldContain(reason);
    }

    [Fact]
    public void No_periods_are_no_fees() => Should.Throw<DataFileException>(() => FeeSchedule.Load("periods: []"));
}
