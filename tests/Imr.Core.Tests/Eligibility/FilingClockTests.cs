using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;

namespace Imr.Core.Tests.Eligibility;

/// <summary>When the time to apply begins (LC 4610.5(h)).</summary>
public sealed class FilingClockTests
{
    [Trait("Law", "DL-APP-TOLL")]
    [Fact]
    public void While_the_form_was_not_sent_no_clock_runs_and_the_application_is_timely()
    {
        var proposal = Screened.Complete.With(d => d with { FormSent = false }).Screen("2027-01-20");

        proposal.Outcome.ShouldBe(EligibilityOutcome.Eligible);
        proposal.FilingDeadline.ShouldBeNull();
        proposal.Items.ShouldAllBe(i => i.FilingDueOn == null);
        var why = proposal.ClockNotStarted.ShouldNotBeNull();
        (why.Code, why.Fact, why.Citation, why.Status).ShouldBe(("DL-APP-TOLL", "$.urDecision.formSent: false", "LC 4610.5(h)(3)", RuleStatus.Draft));
    }

    [Trait("Law", "DL-APP-TOLL")]
    [Theory]
    [InlineData("2025-08-04", "2025-09-03", EligibilityOutcome.Eligible)]
    [InlineData("2025-08-04", "2025-09-04", EligibilityOutcome.Ineligible)]
    [InlineData("2025-05-30", "2025-07-03", EligibilityOutcome.Eligible)] // before the decision was served: that day counts
    [InlineData("2025-05-30", "2025-07-07", EligibilityOutcome.Ineligible)]
    public void A_form_that_was_sent_later_starts_the_clock_then(string sentOn, string arrived, EligibilityOutcome outcome)
    {
        var proposal = Screened.Complete.With(d => d with { FormSent = true, FormSentOn = DateOnly.Parse(sentOn) }).Screen(arrived);

        proposal.Outcome.ShouldBe(outcome);
        if (outcome == EligibilityOutcome.Ineligible)
            proposal.Reasons[0].Fact.ShouldContain($"$.urDecision.formSentOn: {sentOn}");
    }

    [Trait("Law", "DL-APP-LIAB")]
    [Fact]
    public void While_liability_is_disputed_no_clock_runs_and_a_late_application_is_deferred_not_refused()
    {
        var proposal = (Screened.Complete with { LiabilityDispute = new LiabilityDispute(true, null) }).Screen("2025-12-20");

        proposal.Outcome.ShouldBe(EligibilityOutcome.Deferred);
        proposal.Reasons.ShouldHaveSingleItem().Code.ShouldBe("DEFER_LIABILITY");
        proposal.FilingDeadline.ShouldBeNull();
        proposal.ClockNotStarted.ShouldNotBeNull().Code.ShouldBe("DL-APP-LIAB");
    }

    [Trait("Law", "DL-APP-LIAB")]
    [Theory]
    [InlineData("2025-11-03", "2025-12-03", EligibilityOutcome.Eligible)]
    [InlineData("2025-11-03", "2025-12-04", EligibilityOutcome.Ineligible)]
    [InlineData("2025-05-01", "2025-07-03", EligibilityOutcome.Eligible)] // 30 days of the decision's service are longer
    public void After_the_notice_that_it_is_resolved_there_are_30_days(string notice, string arrived, EligibilityOutcome outcome)
    {
        var day = DateOnly.Parse(notice);
        var byFile = (Screened.Complete with { LiabilityDispute = new LiabilityDispute(true, null, ResolutionServedOn: day) }).Screen(arrived);
        var stated = new LiabilityResolution(1, "Claims:u-1", true, day, ServiceMethod.Personal, null);
        var byStatement = (Screened.Complete with { LiabilityDispute = new LiabilityDispute(true, null) }).Screen(Screened.Arrived(arrived) with { Resolutions = [stated] });

        foreach (var proposal in new[] { byFile, byStatement })
        {
            proposal.Outcome.ShouldBe(outcome);
            proposal.FilingDeadline!.RuleId.ShouldBe(day.Year == 2025 && day.Month == 11 ? "DL-APP-LIAB" : "DL-APP-STD");
            if (outcome == EligibilityOutcome.Ineligible)
                proposal.Reasons.ShouldHaveSingleItem().Fact.ShouldContain(notice);
        }
    }

    [Fact]
    public void An_item_whose_liability_is_disputed_is_not_late_when_the_others_are()
    {
        var proposal = Screened.Complete.WithItem(1, i => i with { LiabilityDispute = new LiabilityDispute(true, null) }).Screen("2025-08-20");

        proposal.Items.Select(i => i.Outcome).ShouldBe([EligibilityOutcome.Ineligible, EligibilityOutcome.Deferred]);
        proposal.Items.Select(i => i.FilingDueOn).ShouldBe([new DateOnly(2025, 7, 3), null]);
        proposal.Outcome.ShouldBe(EligibilityOutcome.Deferred);
        proposal.FilingDeadline!.DueOn.ShouldBe(new DateOnly(2025, 7, 3));
    }
}
