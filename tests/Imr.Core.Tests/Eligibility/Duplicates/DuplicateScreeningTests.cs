using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Core.Eligibility.Duplicates;

namespace Imr.Core.Tests.Eligibility.Duplicates;

public sealed class DuplicateScreeningTests
{
    private static readonly CaseNumber Earlier = CaseNumber.Parse("CM25-0000099");
    private static readonly RuleSet Rules = RuleSetLibrary.Default.ForUrDecision(Filings.Plain.UrDecision.DecisionDate);
    private static readonly EligibilityProposal Eligible = EligibilityScreening.Screen(Filings.Plain, new ScreeningFacts(DateTimeOffset.Parse("2025-06-20T19:00:00Z"), true), Rules, BusinessCalendar.Default);

    [Fact]
    public void A_duplicate_is_proposed_ineligible_with_the_earlier_case_and_the_fields_that_made_it()
    {
        var proposal = Propose(Filings.Plain, Filings.Retyped(Filings.Plain));

        proposal.Outcome.ShouldBe(EligibilityOutcome.Ineligible);
        proposal.Items.ShouldAllBe(i => i.Outcome == EligibilityOutcome.Ineligible && i.ReasonCodes.SequenceEqual(new[] { "INEL_DUPLICATE" }));
        var reason = proposal.Reasons.ShouldHaveSingleItem();
        reason.Code.ShouldBe("INEL_DUPLICATE");
        reason.Explanation.ShouldContain("CM25-0000099");
        reason.Fact.ShouldContain("$.disputedItems[1]: item 2 of CM25-0000099");
    }

    [Fact]
    public void Only_the_items_that_the_earlier_case_has_are_proposed_to_be_left_out()
    {
        var proposal = Propose(Filings.Plain, Filings.Plain with { DisputedItems = [Filings.Item("9", "PT neck x12")] });

        proposal.Outcome.ShouldBe(EligibilityOutcome.Eligible);
        proposal.Items.Select(i => i.Outcome).ShouldBe([EligibilityOutcome.Eligible, EligibilityOutcome.Ineligible]);
    }

    [Fact]
    public void Another_dispute_of_the_same_worker_changes_nothing()
        => Propose(Filings.Plain, Filings.Plain with { DisputedItems = [Filings.Item("1", "Acupuncture")] }).ShouldBe(Eligible);

    [Fact]
    public void A_party_sees_the_reason_and_neither_the_other_case_nor_what_was_compared()
    {
        var reason = DuplicateScreening.ForParties(Propose(Filings.Plain, Filings.Plain).Reasons[0], Rules);
        (reason.Explanation + reason.Fact).ShouldNotContain("CM25");
        reason.Code.ShouldBe("INEL_DUPLICATE");
    }

    [Fact]
    public void Applications_are_joined_only_for_one_worker_physician_injury_and_priority()
    {
        var other = Filings.Plain with { DisputedItems = [Filings.Item("1", "Acupuncture")] };
        Obstacles(other).ShouldBeEmpty();
        Obstacles(Filings.Plain).ShouldBe([Consolidation.Duplicate]);
        Obstacles(other with { RequestingPhysician = other.RequestingPhysician with { Npi = Npi.Parse("1002003055") } }).ShouldBe([Consolidation.OtherPhysician]);
        Obstacles(other with { Claim = other.Claim with { DateOfInjury = new DateOnly(2024, 2, 15) } }).ShouldBe([Consolidation.OtherInjury]);
        Obstacles(other, s => s with { Priority = Priority.Expedited }).ShouldBe([Consolidation.OtherPriority]);
        Obstacles(other, s => s with { Remand = true }).ShouldBe([Consolidation.Remanded]);
        Obstacles(other, s => s with { Eligible = false }).ShouldBe([Consolidation.NotEligibleYet]);
        Obstacles(other, s => s with { Undecided = false }).ShouldBe([Consolidation.Decided]);
        Obstacles(other with { InjuredWorker = new InjuredWorker("Ottis", "Bracknell", null, null, null), Claim = other.Claim with { ClaimNumber = "1" } }).ShouldContain(Consolidation.OtherWorker);
    }

    [Theory]
    [InlineData("threshold: 50", "threshold: 0", "threshold is more than 0")]
    [InlineData("{ same: 40, close: 25, different: 0 }", "{ same: 20, close: 25, different: 0 }", "claimNumber: same (20) counts at least as much as close (25)")]
    [InlineData("status: draft", "status: maybe", "status is draft or confirmed")]
    [InlineData("UNKNOWN", "unknown", "'unknown' is not a word of capitals")]
    public void Rules_that_decide_nothing_are_refused(string was, string becomes, string problem)
    {
        var yaml = YamlData.Embedded("duplicates.yaml");
        yaml.ShouldContain(was);
        Should.Throw<DataFileException>(() => DuplicateRules.Load(yaml.Replace(was, becomes, StringComparison.Ordinal))).Message.ShouldContain(problem);
    }

    [Fact]
    public void The_key_of_a_duplicate_is_a_proposal_of_ours_and_so_draft() => DuplicateRules.Default.Status.ShouldBe(RuleStatus.Draft);

    private static EligibilityProposal Propose(ImrApplication later, ImrApplication earlier)
        => DuplicateScreening.Propose(Eligible, [new DuplicateFinding(Earlier, ApplicationComparer.Compare(later, earlier))], Rules);

    private static IReadOnlyList<string> Obstacles(ImrApplication other, Func<ConsolidationSide, ConsolidationSide>? change = null)
    {
        var side = new ConsolidationSide(other, Priority.Standard, true, true, false);
        return Consolidation.Obstacles(new ConsolidationSide(Filings.Plain, Priority.Standard, true, true, false), change?.Invoke(side) ?? side, ApplicationComparer.Compare(Filings.Plain, other));
    }
}
