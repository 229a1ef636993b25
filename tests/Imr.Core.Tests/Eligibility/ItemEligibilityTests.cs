using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;

namespace Imr.Core.Tests.Eligibility;

/// <summary>Eligibility is held per disputed item (LC 4610.5(k)): what utilization review and the claims administrator say of each.</summary>
public sealed class ItemEligibilityTests
{
    [Trait("Law", "INEL_CNC,INEL_NO_MED_NECESSITY_ISSUE,DEFER_LIABILITY")]
    [Theory]
    [InlineData(UrDenialReason.MedicalNecessity, null, EligibilityOutcome.Eligible)]
    [InlineData(UrDenialReason.InformationNotReceived, "INEL_CNC", EligibilityOutcome.Ineligible)]
    [InlineData(UrDenialReason.LiabilityDisputed, "DEFER_LIABILITY", EligibilityOutcome.Deferred)]
    [InlineData(UrDenialReason.Other, "INEL_NO_MED_NECESSITY_ISSUE", EligibilityOutcome.Ineligible)]
    public void The_decisions_reason_decides_the_item_and_leaves_the_other_alone(UrDenialReason reason, string? code, EligibilityOutcome outcome)
    {
        var proposal = Screened.Complete.WithItem(1, i => i with { UrDenialReason = reason }).Screen();

        proposal.Items.Select(i => i.Outcome).ShouldBe([EligibilityOutcome.Eligible, outcome]);
        proposal.Outcome.ShouldBe(EligibilityOutcome.Eligible);
        proposal.Items[1].ReasonCodes.ShouldBe(code is null ? [] : [code]);
        if (code is not null)
            proposal.Reasons.ShouldHaveSingleItem().Fact.ShouldBe($"$.disputedItems[1].urDenialReason: {reason}");
    }

    [Trait("Law", "INEL_CNC")]
    [Fact]
    public void An_item_that_was_decided_on_necessity_is_not_conditionally_non_certified_by_the_decisions_mark()
    {
        var proposal = Screened.Complete.With(d => d with { ConditionallyNonCertified = true }).WithItem(0, i => i with { UrDenialReason = UrDenialReason.MedicalNecessity }).Screen();

        proposal.Items.Select(i => i.Outcome).ShouldBe([EligibilityOutcome.Eligible, EligibilityOutcome.Ineligible]);
        proposal.Reasons.ShouldHaveSingleItem().Fact.ShouldBe("$.urDecision.conditionallyNonCertified: true");
    }

    [Fact]
    public void When_every_item_fails_for_its_own_reason_the_case_is_ineligible()
    {
        var proposal = Screened.Complete.WithItem(0, i => i with { UrOutcome = UrOutcome.Approved }).WithItem(1, i => i with { UrDenialReason = UrDenialReason.Other }).Screen();

        proposal.Outcome.ShouldBe(EligibilityOutcome.Ineligible);
        proposal.Reasons.Select(r => r.Code).ShouldBe(["INEL_NOT_UR_MODIFY_DENY", "INEL_NO_MED_NECESSITY_ISSUE"]);
    }

    [Fact]
    public void When_the_items_that_are_left_are_deferred_the_case_is()
        => Screened.Complete.WithItem(0, i => i with { UrOutcome = UrOutcome.Approved }).WithItem(1, i => i with { UrDenialReason = UrDenialReason.LiabilityDisputed }).Screen()
            .Outcome.ShouldBe(EligibilityOutcome.Deferred);

    [Trait("Law", "DEFER_LIABILITY")]
    [Fact]
    public void Liability_disputed_for_a_body_part_defers_the_items_of_that_part_and_those_that_name_none()
    {
        var dispute = new LiabilityDispute(true, "The knee is not accepted.", BodyRegion: BodyRegion.Parse("knee", null));
        ImrApplication Of(string? region) => (Screened.Complete with { LiabilityDispute = dispute })
            .WithItem(0, i => i with { BodyRegion = BodyRegion.Parse("cervical", null) })
            .WithItem(1, i => i with { BodyRegion = region is null ? null : BodyRegion.Parse(region, null) });

        Of("knee").Screen().Items.Select(i => i.Outcome).ShouldBe([EligibilityOutcome.Eligible, EligibilityOutcome.Deferred]);
        Of(null).Screen().Items.Select(i => i.Outcome).ShouldBe([EligibilityOutcome.Eligible, EligibilityOutcome.Deferred]);
        Of("lumbar").Screen().Items.ShouldAllBe(i => i.Outcome == EligibilityOutcome.Eligible);
    }

    [Trait("Law", "DEFER_LIABILITY")]
    [Fact]
    public void Liability_disputed_for_one_item_defers_that_item()
    {
        var proposal = Screened.Complete.WithItem(1, i => i with { LiabilityDispute = new LiabilityDispute(true, null) }).Screen();

        proposal.Items.Select(i => i.Outcome).ShouldBe([EligibilityOutcome.Eligible, EligibilityOutcome.Deferred]);
        proposal.Reasons.ShouldHaveSingleItem().Fact.ShouldBe("$.disputedItems[1].liabilityDispute.disputed: true");
    }

    [Fact]
    public void A_claims_administrator_who_agrees_to_the_review_defers_nothing()
        => (Screened.Complete with { LiabilityDispute = new LiabilityDispute(true, null, AgreesToReview: true) }).Screen().Outcome.ShouldBe(EligibilityOutcome.Eligible);

    [Trait("Law", "DEFER_LIABILITY")]
    [Fact]
    public void A_stated_resolution_ends_the_deferral_of_the_items_it_names()
    {
        var disputed = Screened.Complete with { LiabilityDispute = new LiabilityDispute(true, null) };
        var resolved = Resolved(liable: true) with { ItemIds = ["2"] };

        disputed.Screen(Screened.Arrived("2025-06-20") with { Resolutions = [resolved] }).Items.Select(i => i.Outcome).ShouldBe([EligibilityOutcome.Deferred, EligibilityOutcome.Eligible]);
        disputed.Screen(Screened.Arrived("2025-06-20") with { Resolutions = [resolved with { ItemIds = null }] }).Outcome.ShouldBe(EligibilityOutcome.Eligible);
    }

    [Trait("Law", "INEL_NO_MED_NECESSITY_ISSUE")]
    [Fact]
    public void Without_liability_no_question_of_necessity_is_left()
    {
        var proposal = (Screened.Complete with { LiabilityDispute = new LiabilityDispute(true, null) }).Screen(Screened.Arrived("2025-06-20") with { Resolutions = [Resolved(liable: false)] });

        proposal.Outcome.ShouldBe(EligibilityOutcome.Ineligible);
        proposal.Reasons.ShouldHaveSingleItem().Code.ShouldBe("INEL_NO_MED_NECESSITY_ISSUE");
        proposal.Reasons[0].Fact.ShouldContain("liable false");
    }

    [Trait("Law", "INFO_PENDING,DL-ELIG-INFO")]
    [Fact]
    public void An_open_question_of_the_Administrative_Director_leaves_the_application_pending_and_says_who_is_asked_until_when()
    {
        var asked = Screened.Arrived("2025-06-20") with { Question = new OpenQuestion(new DateOnly(2025, 6, 23), new DateOnly(2025, 6, 30), ["ClaimsAdministrator"]) };
        var proposal = Screened.Complete.Screen(asked);

        proposal.Outcome.ShouldBe(EligibilityOutcome.InformationPending);
        var reason = proposal.Reasons.ShouldHaveSingleItem();
        (reason.Code, reason.Citation).ShouldBe(("INFO_PENDING", "8 CCR 9792.10.3(c)"));
        reason.Fact.ShouldBe("request for information of 2025-06-23, due 2025-06-30; awaited: ClaimsAdministrator");
        (Screened.Complete with { Signature = null }).Screen(asked).Outcome.ShouldBe(EligibilityOutcome.Ineligible);
    }

    [Fact]
    public void Every_reason_names_a_fact_a_citation_and_a_code_of_its_rule_set()
        => Prop.ForAll(
            Gen.Elements<UrDenialReason?>(null, UrDenialReason.MedicalNecessity, UrDenialReason.InformationNotReceived, UrDenialReason.LiabilityDisputed, UrDenialReason.Other).ToArbitrary(),
            Gen.Elements(Enum.GetValues<UrOutcome>()).ToArbitrary(),
            (from signed in Gen.Elements(true, false)
             from attached in Gen.Elements(true, false)
             from disputed in Gen.Elements(true, false)
             from cnc in Gen.Elements(true, false)
             from day in Gen.Choose(0, 90)
             from sent in Gen.Elements<bool?>(null, true, false)
             select (signed, attached, disputed, cnc, day, sent)).ToArbitrary(),
            (denial, outcome, rest) =>
            {
                var application = Screened.Complete.WithItem(1, i => i with { UrDenialReason = denial, UrOutcome = outcome }).With(d => d with { ConditionallyNonCertified = rest.cnc, FormSent = rest.sent });
                application = application with { Signature = rest.signed ? application.Signature : null, LiabilityDispute = new LiabilityDispute(rest.disputed, null) };
                var proposal = application.Screen(Screened.Arrived(new DateOnly(2025, 6, 3).AddDays(rest.day).ToString("yyyy-MM-dd")) with { UrDecisionAttached = rest.attached });
                var codes = proposal.Items.SelectMany(i => i.ReasonCodes).ToHashSet();
                var law = RuleSetLibrary.Default.ById(proposal.RuleSetId);
                return codes.SetEquals(proposal.Reasons.Select(r => r.Code))
                    && proposal.Reasons.All(r => r.Fact.StartsWith("$.", StringComparison.Ordinal) && r.Citation.Length > 0 && r.Explanation.Length > 0 && law.Eligibility.Any(e => e.Code == r.Code))
                    && proposal.Items.All(i => (i.Outcome == EligibilityOutcome.Eligible) == (i.ReasonCodes.Count == 0))
                    && (proposal.Outcome == EligibilityOutcome.Ineligible) == proposal.Items.All(i => i.Outcome == EligibilityOutcome.Ineligible)
                    && (proposal.FilingDeadline is not null || proposal.ClockNotStarted is not null);
            }).QuickCheckThrowOnFailure();

    private static LiabilityResolution Resolved(bool liable)
        => new(LiabilityResolution.CurrentSchemaVersion, "Claims:u-1", liable, new DateOnly(2025, 6, 18), ServiceMethod.Personal, null);
}
