using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Matching;
using Imr.Core.Reviewers;

namespace Imr.Core.Tests.Matching;

public class ReviewerMatcherTests
{
    public static TheoryData<string, Func<Reviewer, Reviewer>> Bars => new()
    {
        { "Q1", r => r with { Degree = "NP" } },
        { "Q1", r => r with { Degree = "PhD" } },
        { "Q3", r => r with { Licenses = [new("CA", "1", LicenseStatus.Active, Panel.Day.AddDays(-1))] } },
        { "Q3", r => r with { Licenses = [] } },
        { "Q3", r => r with { Certifications = [new(Specialty.Parse("PMR"), "ABPMR", Panel.Day.AddDays(-1))] } },
        { "Q5", r => r with { Sanctioned = true } },
        { "Q5", r => r with { Licenses = [.. r.Licenses, new("NV", "2", LicenseStatus.Restricted, Panel.Day.AddYears(1))] } },
        { "Q6", r => r with { QualifiedMedicalEvaluator = true } },
        { "Q7", r => r with { PracticeStarted = Panel.Day.AddYears(-5) } },
        { "Q8", r => r with { PracticeHoursPerWeek = 23 } },
        { "Q9", r => r with { Certifications = [new(Specialty.Parse("ACUP"), "NCCAOM", null)] } },
        { "Q11", r => r with { Id = "REV-EXCLUDED" } },
        { "COI-URO", r => r with { AffiliatedIds = ["URO-Goldenstate"] } },
        { "COI-PROVIDER", r => r with { Npi = Npi.Parse("1202466334") } },
        { "COI-PARTY", r => r with { AffiliatedIds = ["95-1234567"] } },
        { "CAPACITY", r => r with { CapacityPerWeek = 0 } },
        { "ACTIVE", r => r with { Active = false } },
    };

    private static MatchRequest Request => Panel.Request() with
    {
        PartyIds = ["org:URO-GOLDENSTATE", "npi:1202466334", "tin:951234567"],
        PartyRules = new Dictionary<string, string> { ["org:URO-GOLDENSTATE"] = "COI-URO", ["npi:1202466334"] = "COI-PROVIDER" },
        ExcludedReviewerIds = ["REV-EXCLUDED"],
    };

    [Theory]
    [MemberData(nameof(Bars), DisableDiscoveryEnumeration = true)]
    public void A_reviewer_who_breaks_one_rule_is_not_chosen_and_the_rule_is_named(string rule, Func<Reviewer, Reviewer> change)
    {
        Panel.Match(Request, Panel.Reviewer()).Chosen.ShouldBe("REV-1");
        var result = Panel.Match(Request, change(Panel.Reviewer()));
        result.Chosen.ShouldBeNull();
        var failures = result.Candidates.ShouldHaveSingleItem().Failures;
        failures.ShouldContain(f => f.Rule == rule);
        failures.ShouldAllBe(f => f.Citation.Length > 0 && !f.Fact.Contains("Vale", StringComparison.Ordinal));
    }

    [Fact]
    public void A_chiropractor_may_review_an_MRI_but_not_a_CT()
    {
        var chiropractor = Panel.Reviewer() with { Degree = "DC", Certifications = [new(Specialty.Parse("CHIRO"), "ACA", null)] };
        Panel.Match(Panel.Request(Panel.SpineImaging with { Modality = "MRI" }), chiropractor).Chosen.ShouldBe("REV-1");
        Panel.Match(Panel.Request(), chiropractor).Chosen.ShouldBeNull();
    }

    [Fact]
    public void Every_treatment_must_be_in_scope()
        => Panel.Match(Panel.Request(Panel.SpineImaging, new Treatment("spine-surgery", BodyRegion.Cervical, null, "code")), Panel.Reviewer()).Chosen.ShouldBeNull();

    [Fact]
    public void An_unknown_family_or_an_unidentified_party_needs_a_person()
    {
        Panel.Match(Panel.Request(new Treatment(null, null, null, "none")), Panel.Reviewer()).Chosen.ShouldBeNull();
        Panel.Match(Panel.Request() with { Treatments = [] }, Panel.Reviewer()).Chosen.ShouldBeNull();
        Panel.Match(Panel.Request() with { UnidentifiedParties = ["employer"] }, Panel.Reviewer()).Candidates[0].Failures.ShouldContain(f => f.Rule == "COI-UNIDENTIFIED");
    }

    [Fact]
    public void Preferred_specialty_then_California_then_open_work_decide()
    {
        var acceptable = Panel.Reviewer("A") with { Certifications = [new(Specialty.Parse("OCC"), "ABPM", null)] };
        var elsewhere = Panel.Reviewer("B") with { Licenses = [new("OR", "1", LicenseStatus.Active, Panel.Day)] };
        var busy = Panel.Reviewer("C");
        var free = Panel.Reviewer("D");
        var result = ReviewerMatcher.Match(Panel.Request(), [acceptable, elsewhere, busy, free], new Dictionary<string, int> { ["C"] = 3 });
        result.Candidates.Select(c => c.ReviewerId).ShouldBe(["D", "C", "B", "A"]);
        result.Candidates.Select(c => c.Rank).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void The_draw_is_the_same_for_every_attempt_and_differs_by_round()
    {
        var equals = Enumerable.Range(0, 20).Select(i => Panel.Reviewer($"REV-{i:00}")).ToArray();
        var first = Panel.Match(Panel.Request(), equals).Candidates;
        Panel.Match(Panel.Request() with { Attempt = 7 }, equals).Candidates.Select(c => c.Draw).ShouldBe(first.Select(c => c.Draw));
        Panel.Match(Panel.Request() with { Review = new ReviewKey(CaseNumber.Parse("CM26-0000123"), 2) }, equals).Candidates.Select(c => c.ReviewerId).ShouldNotBe(first.Select(c => c.ReviewerId));
    }

    [Fact]
    public void Nobody_with_a_failure_is_ever_chosen_and_order_does_not_matter()
    {
        var bars = Bars.Select(b => (Func<Reviewer, Reviewer>)b[1]).Prepend(r => r).ToList();
        var panels = Gen.ArrayOf(Gen.Choose(0, bars.Count * 2)).Select(picks => picks.Select((p, i) => bars[p < bars.Count ? p : 0](Panel.Reviewer($"REV-{i:000}"))).DistinctBy(r => r.Id).ToArray());
        Prop.ForAll(panels.ToArbitrary(), panel =>
        {
            var result = Panel.Match(Request, panel);
            var reversed = Panel.Match(Request, [.. panel.Reverse()]);
            var failures = result.Candidates.ToDictionary(c => c.ReviewerId, c => c.Failures.Count);
            return (result.Chosen is null ? failures.Values.All(f => f > 0) : failures[result.Chosen] == 0)
                && result.Chosen == reversed.Chosen && result.Candidates.Select(c => c.ReviewerId).SequenceEqual(reversed.Candidates.Select(c => c.ReviewerId));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_sample_panel_has_a_reviewer_for_a_CT_of_the_neck_and_bars_the_unfit()
    {
        using var file = File.OpenText(Repository.PathOf("samples/reviewers.csv"));
        var result = ReviewerMatcher.Match(Panel.Request() with { PartyIds = ["org:URO-GOLDENSTATE"] }, ReviewerCsv.Read(file).Reviewers, new Dictionary<string, int>());
        result.Chosen.ShouldNotBeNull();
        result.Candidates.Where(c => c.Failures.Count > 0).Select(c => c.ReviewerId).ShouldBe(["REV-0007", "REV-0008", "REV-0009", "REV-0010", "REV-0011", "REV-0012"]);
    }
}
