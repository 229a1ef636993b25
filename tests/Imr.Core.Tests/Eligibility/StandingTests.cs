using Imr.Core.Cases;
using Imr.Core.Eligibility;

namespace Imr.Core.Tests.Eligibility;

/// <summary>Who may apply (LC 4610.5(h)(4), (j)).</summary>
public sealed class StandingTests
{
    [Trait("Law", "INEL_NO_STANDING")]
    [Theory]
    [InlineData(SignedBy.InjuredWorker, true)]
    [InlineData(SignedBy.Attorney, true)]
    [InlineData(SignedBy.RequestingPhysician, false)]
    [InlineData(SignedBy.ClaimsAdministrator, false)]
    public void The_worker_and_the_workers_attorney_may_apply_and_no_physician_alone_and_never_the_claims_administrator(SignedBy by, bool may)
    {
        var proposal = Signed(by).Screen();

        proposal.Outcome.ShouldBe(may ? EligibilityOutcome.Eligible : EligibilityOutcome.Ineligible);
        if (!may)
            proposal.Reasons.ShouldHaveSingleItem().Fact.ShouldBe($"$.signature.signedBy: {by}");
    }

    [Fact]
    public void An_attorney_whom_the_application_does_not_name_has_no_standing()
        => (Signed(SignedBy.Attorney) with { Attorney = null }).Screen().Reasons.ShouldHaveSingleItem().Fact.ShouldBe("$.signature.signedBy: Attorney; $.attorney: absent");

    [Trait("Law", "INEL_NO_STANDING")]
    [Fact]
    public void Who_gave_emergency_treatment_may_apply_when_the_threat_was_imminent_and_serious()
    {
        var application = Signed(SignedBy.EmergencyProvider);

        (application with { EmergencyTreatment = Emergency(false) }).Screen().Reasons.ShouldHaveSingleItem().Fact.ShouldContain("imminentAndSeriousThreat: false");
        (application with { EmergencyTreatment = Emergency(true) }).Screen().Outcome.ShouldBe(EligibilityOutcome.Eligible);
        (application with { EmergencyTreatment = Emergency(true) }).Screen("2025-07-07").Reasons.ShouldHaveSingleItem().Code.ShouldBe("INEL_UNTIMELY", "the same time to apply");
    }

    [Theory]
    [InlineData("AdministrativeDirector:desk-1", true)]
    [InlineData("AdministrativeDirector:system", false)]
    [InlineData("AdministrativeDirector:System-2", false)]
    [InlineData("AdministrativeDirector:", false)]
    [InlineData("system:auto-accept", false)]
    [InlineData("Operator:op-1", false)]
    [InlineData("upload", false)]
    public void A_finding_that_takes_away_is_a_named_persons(string by, bool named) => AdFinding.IsByPerson(by).ShouldBe(named);

    [Fact]
    public void What_leaves_an_item_out_takes_away_too()
    {
        var eligible = new AdFinding(1, EligibilityOutcome.Eligible, [], null, "AdministrativeDirector:desk-1");

        eligible.TakesAway.ShouldBeFalse();
        (eligible with { Outcome = EligibilityOutcome.Deferred }).TakesAway.ShouldBeFalse();
        (eligible with { Outcome = EligibilityOutcome.Ineligible }).TakesAway.ShouldBeTrue();
        (eligible with { IneligibleItems = [new ItemFinding("1", ["INEL_CNC"])] }).TakesAway.ShouldBeTrue();
    }

    private static EmergencyTreatment Emergency(bool threat) => new("Delia Marsh", null, null, new DateOnly(2025, 5, 20), threat, null, null, null);

    private static ImrApplication Signed(SignedBy by) => Screened.Complete with { Signature = Screened.Complete.Signature! with { SignedBy = by, DesignatedOn = null } };
}
