using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;

namespace Imr.Core.Tests.Eligibility;

public sealed class EligibilityScreeningTests
{
    private static readonly ImrApplication Served = Screened.Complete;

    [Fact]
    public void A_complete_application_in_time_is_eligible()
    {
        var proposal = Screen(Served, "2025-06-20");

        proposal.Outcome.ShouldBe(EligibilityOutcome.Eligible);
        proposal.Reasons.ShouldBeEmpty();
        proposal.Items.ShouldAllBe(i => i.Outcome == EligibilityOutcome.Eligible && i.ReasonCodes.Count == 0);
        proposal.Items.Select(i => i.ItemId).ShouldBe(["1", "2"]);
        proposal.RuleSetId.ShouldBe("SB1160");
    }

    [Trait("Law", "INEL_UNTIMELY,DL-APP-STD")]
    [Fact]
    public void Application_signed_on_day_30_is_in_time()
    {
        var signed = Served with { Signature = Served.Signature! with { SignedOn = new DateOnly(2025, 7, 3) } };

        Screen(signed, "2025-07-03").Outcome.ShouldBe(EligibilityOutcome.Eligible);
        Screen(signed, "2025-07-03").FilingDeadline!.DueOn.ShouldBe(new DateOnly(2025, 7, 3));
    }

    [Fact]
    public void Application_received_in_the_last_minute_of_day_30_is_in_time()
        => EligibilityScreening.Screen(Served, new ScreeningFacts(DateTimeOffset.Parse("2025-07-04T06:59:59Z"), true), Rules(Served), BusinessCalendar.Default)
            .Outcome.ShouldBe(EligibilityOutcome.Eligible);

    [Trait("Law", "INEL_UNTIMELY,DL-APP-STD,DL-APP-FORM")]
    [Theory]
    [InlineData(ServiceMethod.Personal, false, "2025-07-03")]
    [InlineData(ServiceMethod.MailInCalifornia, false, "2025-07-08")]
    [InlineData(ServiceMethod.MailOutsideCalifornia, false, "2025-07-14")]
    [InlineData(ServiceMethod.MailAbroad, false, "2025-07-23")]
    [InlineData(ServiceMethod.Personal, true, "2025-06-13")]
    [InlineData(ServiceMethod.MailInCalifornia, true, "2025-06-18")]
    public void The_last_day_is_in_time_and_the_day_after_is_not(ServiceMethod service, bool formulary, string lastDay)
    {
        var application = Served with { UrDecision = Served.UrDecision with { ServiceMethod = service, FormularyDispute = formulary } };
        var day = DateOnly.Parse(lastDay);

        Screen(application, lastDay).Outcome.ShouldBe(EligibilityOutcome.Eligible);
        var late = Screen(application, day.AddDays(1).ToString("yyyy-MM-dd"));
        late.Outcome.ShouldBe(EligibilityOutcome.Ineligible);
        var reason = late.Reasons.ShouldHaveSingleItem();
        reason.Code.ShouldBe("INEL_UNTIMELY");
        reason.Fact.ShouldContain("$.urDecision.servedOn: 2025-06-03");
        reason.Fact.ShouldContain($"last day: {lastDay}");
        reason.Citation.ShouldContain("LC 4610.5(h)(1)");
    }

    [Fact]
    public void Before_2018_a_formulary_dispute_has_30_days()
    {
        var application = Served with
        {
            UrDecision = Served.UrDecision with { DecisionDate = new DateOnly(2015, 6, 1), ServedOn = new DateOnly(2015, 6, 1), FormularyDispute = true },
        };

        Screen(application, "2015-06-30").FilingDeadline!.RuleId.ShouldBe("DL-APP-STD");
    }

    [Trait("Law", "mailExtension")]
    [Fact]
    public void With_service_by_mail_both_last_days_are_shown()
    {
        var mailed = Screen(Served with { UrDecision = Served.UrDecision with { ServiceMethod = ServiceMethod.MailInCalifornia } }, "2025-06-20");

        mailed.FilingDeadline!.DueOn.ShouldBe(new DateOnly(2025, 7, 8));
        mailed.FilingDeadlineWithoutMail!.DueOn.ShouldBe(new DateOnly(2025, 7, 3));
        Screen(Served, "2025-06-20").FilingDeadlineWithoutMail.ShouldBeNull();
    }

    [Theory]
    [InlineData("2025-07-01", "2025-07-10", "2025-07-01", EligibilityOutcome.Eligible)] // stamped on paper in time, keyed later
    [InlineData("2025-07-20", "2025-07-01", "2025-07-01", EligibilityOutcome.Eligible)] // a stated day after arrival is wrong
    [InlineData(null, "2025-07-10", "2025-07-10", EligibilityOutcome.Ineligible)]
    [InlineData("2025-07-08", "2025-07-10", "2025-07-08", EligibilityOutcome.Ineligible)]
    public void The_earlier_of_the_stamped_and_the_arrival_day_counts(string? stated, string arrived, string counted, EligibilityOutcome outcome)
    {
        var proposal = Screen(Served with { ApplicationReceived = stated is null ? null : DateOnly.Parse(stated) }, arrived);

        proposal.ReceivedOn.ShouldBe(DateOnly.Parse(counted));
        proposal.Outcome.ShouldBe(outcome);
        proposal.Received!.Arrived.ShouldBe(DateOnly.Parse(arrived));
        if (outcome == EligibilityOutcome.Ineligible)
        {
            proposal.Reasons[0].Fact.ShouldContain($"$.applicationReceived: {stated ?? "absent"}");
            proposal.Reasons[0].Fact.ShouldContain($"first arrival: {arrived}");
        }
    }

    public static TheoryData<string, ImrApplication> FaultyApplications => new()
    {
        { "INEL_UNSIGNED", Served with { Signature = null } },
        { "INEL_CNC", Served with { UrDecision = Served.UrDecision with { ConditionallyNonCertified = true } } },
        { "INEL_NOT_UR_MODIFY_DENY", Served with { UrDecision = Served.UrDecision with { Outcome = UrOutcome.Approved } } },
        { "INEL_NO_STANDING", Served with { Signature = Agent(null) } },
        { "INEL_NO_STANDING", Served with { Signature = Agent(new DateOnly(2025, 6, 1)) } },
    };

    [Trait("Law", "INEL_UNSIGNED,INEL_CNC,INEL_NOT_UR_MODIFY_DENY,INEL_NO_STANDING")]
    [Theory]
    [MemberData(nameof(FaultyApplications))]
    public void A_fault_of_the_whole_application_makes_every_item_ineligible(string code, ImrApplication application)
    {
        var proposal = Screen(application, "2025-06-20");

        proposal.Outcome.ShouldBe(EligibilityOutcome.Ineligible);
        var reason = proposal.Reasons.ShouldHaveSingleItem();
        reason.Code.ShouldBe(code);
        reason.Fact.ShouldStartWith("$.");
        reason.Citation.ShouldNotBeEmpty();
        proposal.Items.ShouldAllBe(i => i.Outcome == EligibilityOutcome.Ineligible && i.ReasonCodes.Single() == code);
    }

    [Fact]
    public void An_agent_designated_on_or_after_the_day_of_the_decision_has_standing()
    {
        Screen(Served with { Signature = Agent(new DateOnly(2025, 6, 2)) }, "2025-06-20").Outcome.ShouldBe(EligibilityOutcome.Eligible);
        Screen(Served with { Signature = Agent(new DateOnly(2025, 6, 3)) }, "2025-06-20").Outcome.ShouldBe(EligibilityOutcome.Eligible);
    }

    [Fact]
    public void A_worker_needs_no_designation()
        => Screen(Served with { Signature = Served.Signature! with { DesignatedOn = null } }, "2025-06-20").Outcome.ShouldBe(EligibilityOutcome.Eligible);

    [Trait("Law", "INEL_NO_UR_DECISION")]
    [Fact]
    public void Without_the_UR_decision_the_application_is_ineligible()
    {
        var proposal = Screen(Served with { Documents = [.. Served.Documents.Skip(1)] }, "2025-06-20", urDecisionAttached: false);

        proposal.Outcome.ShouldBe(EligibilityOutcome.Ineligible);
        proposal.Reasons.ShouldHaveSingleItem().Code.ShouldBe("INEL_NO_UR_DECISION");
    }

    [Trait("Law", "INFO_PENDING")]
    [Fact]
    public void A_UR_decision_that_is_listed_and_not_here_yet_is_asked_for()
    {
        var proposal = Screen(Served, "2025-06-20", urDecisionAttached: false);

        proposal.Outcome.ShouldBe(EligibilityOutcome.InformationPending);
        proposal.Reasons.ShouldHaveSingleItem().Fact.ShouldStartWith("$.documents[0]");
    }

    [Trait("Law", "INEL_OUT_OF_SCOPE_DATE")]
    [Theory]
    [InlineData("2012-12-31", "2013-06-30", EligibilityOutcome.Ineligible)]
    [InlineData("2012-12-31", "2013-07-01", EligibilityOutcome.Eligible)]
    [InlineData("2013-01-01", "2013-06-30", EligibilityOutcome.Eligible)]
    [InlineData("2010-05-05", "2012-11-30", EligibilityOutcome.Ineligible)]
    public void Injuries_before_2013_are_in_scope_from_July_2013(string injury, string served, EligibilityOutcome outcome)
    {
        var day = DateOnly.Parse(served);
        var application = Served with
        {
            Claim = Served.Claim with { DateOfInjury = DateOnly.Parse(injury) },
            UrDecision = Served.UrDecision with { DecisionDate = day, ServedOn = day },
        };
        var proposal = Screen(application, served);

        proposal.Outcome.ShouldBe(outcome);
        proposal.Reasons.Select(r => r.Code).ShouldBe(outcome == EligibilityOutcome.Eligible ? [] : ["INEL_OUT_OF_SCOPE_DATE"]);
    }

    [Trait("Law", "DEFER_LIABILITY")]
    [Fact]
    public void A_liability_dispute_defers_the_review_and_never_refuses_it()
    {
        var proposal = Screen(Served with { LiabilityDispute = new LiabilityDispute(true, "body part") }, "2025-06-20");

        proposal.Outcome.ShouldBe(EligibilityOutcome.Deferred);
        proposal.Reasons.ShouldHaveSingleItem().Code.ShouldBe("DEFER_LIABILITY");
        proposal.Items.ShouldAllBe(i => i.Outcome == EligibilityOutcome.Deferred);
    }

    [Fact]
    public void Ineligible_goes_before_deferred_and_deferred_before_pending()
    {
        var disputed = Served with { LiabilityDispute = new LiabilityDispute(true, null) };

        Screen(disputed with { Signature = null }, "2025-06-20").Outcome.ShouldBe(EligibilityOutcome.Ineligible);
        Screen(disputed, "2025-06-20", urDecisionAttached: false).Outcome.ShouldBe(EligibilityOutcome.Deferred);
    }

    [Fact]
    public void An_approved_item_is_ineligible_alone()
    {
        var proposal = Screen(Served with { DisputedItems = [Served.DisputedItems[0], Served.DisputedItems[1] with { UrOutcome = UrOutcome.Approved }] }, "2025-06-20");

        proposal.Outcome.ShouldBe(EligibilityOutcome.Eligible);
        proposal.Items.Select(i => i.Outcome).ShouldBe([EligibilityOutcome.Eligible, EligibilityOutcome.Ineligible]);
        proposal.Reasons.ShouldHaveSingleItem().Fact.ShouldBe("$.disputedItems[1].urOutcome: Approved");
    }

    [Fact]
    public void When_every_item_is_ineligible_the_case_is()
        => Screen(Served with { DisputedItems = [.. Served.DisputedItems.Select(i => i with { UrOutcome = UrOutcome.Approved })] }, "2025-06-20")
            .Outcome.ShouldBe(EligibilityOutcome.Ineligible);

    [Fact]
    public void All_reasons_are_given_at_once()
    {
        var application = Served with { Signature = null, UrDecision = Served.UrDecision with { ConditionallyNonCertified = true } };

        Screen(application, "2025-08-20").Reasons.Select(r => r.Code).ShouldBe(["INEL_UNSIGNED", "INEL_UNTIMELY", "INEL_CNC"], ignoreOrder: true);
    }

    [Fact]
    public void Reasons_name_no_person()
    {
        var application = Served with { Signature = Agent(null), LiabilityDispute = new LiabilityDispute(true, "Quent never worked there") };

        string.Concat(Screen(application, "2025-08-20").Reasons).ShouldNotContain("Quent");
    }

    private static ApplicationSignature Agent(DateOnly? designatedOn) => new(SignedBy.DesignatedAgent, "Rosalind Quent", new DateOnly(2025, 6, 18), designatedOn);

    private static RuleSet Rules(ImrApplication application) => RuleSetLibrary.Default.ForUrDecision(application.UrDecision.DecisionDate);

    /// <summary>Arrival at noon in California.</summary>
    private static EligibilityProposal Screen(ImrApplication application, string arrived, bool urDecisionAttached = true)
        => EligibilityScreening.Screen(application, new ScreeningFacts(PacificTime.StartOfDay(DateOnly.Parse(arrived)).AddHours(12), urDecisionAttached), Rules(application), BusinessCalendar.Default);
}
