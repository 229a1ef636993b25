using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Eligibility.Duplicates;

namespace Imr.Core.Tests.Eligibility.Duplicates;

public sealed class ApplicationComparerTests
{
    private static readonly ImrApplication Plain = Filings.Plain;
    private static readonly InjuredWorker Worker = Plain.InjuredWorker;

    [Fact]
    public void A_paper_that_came_twice_is_the_same_filing_and_a_second_signature_the_same_dispute()
    {
        ApplicationComparer.Compare(Plain, Filings.Retyped(Plain)).Relation.ShouldBe(DisputeRelation.SameFiling);
        ApplicationComparer.Compare(Plain, Plain with { Signature = Plain.Signature! with { SignedOn = new DateOnly(2025, 6, 25) } }).Relation.ShouldBe(DisputeRelation.SameDispute);
    }

    public static TheoryData<string, ImrApplication> TrueDuplicates => new()
    {
        { "accents and a short first name", Plain with { InjuredWorker = Worker with { FirstName = "Lupe", LastName = "Hernández" } } },
        { "a typing mistake in the last name", Plain with { InjuredWorker = Worker with { LastName = "Hernadez" } } },
        { "one digit of the birthday", Plain with { InjuredWorker = Worker with { DateOfBirth = new DateOnly(1981, 3, 15) } } },
        { "a digit of the birthday left out", Plain with { InjuredWorker = Worker with { DateOfBirth = new DateOnly(1981, 3, 4) } } },
        { "no birthday", Plain with { InjuredWorker = Worker with { DateOfBirth = null } } },
        { "first and last name exchanged", Plain with { InjuredWorker = Worker with { FirstName = "Hernandez", LastName = "Guadalupe" } } },
        { "a double last name", Plain with { InjuredWorker = Worker with { LastName = "Hernandez-Soto" } } },
        { "a suffix on one of them", Plain with { InjuredWorker = Worker with { LastName = "Hernandez, Jr." } } },
        { "claim number written otherwise", Plain with { Claim = Plain.Claim with { ClaimNumber = "wc 2024 77810" } } },
        { "a typing mistake in the claim number", Plain with { Claim = Plain.Claim with { ClaimNumber = "WC-2024-0077180" } } },
        { "no claim number yet", Plain with { Claim = Plain.Claim with { ClaimNumber = "Unknown" } } },
        { "another day of injury by one digit", Plain with { Claim = Plain.Claim with { DateOfInjury = new DateOnly(2024, 2, 15) } } },
        { "the day of the decision by one digit", Plain with { UrDecision = Plain.UrDecision with { DecisionDate = new DateOnly(2025, 6, 3) } } },
        { "another name of the review organization", Plain with { UrDecision = Plain.UrDecision with { ReviewerOrganization = "Review Partners, Inc." } } },
        { "items spelled otherwise, in another order", Plain with { DisputedItems = [Filings.Item("a", "P.T. 12 sessions for the cervical spine"), Filings.Item("b", "Magnetic resonance imaging c-spine w/o contrast")] } },
        { "the maiden name", Plain with { InjuredWorker = Worker with { LastName = "Villalobos" } } },
    };

    [Theory]
    [MemberData(nameof(TrueDuplicates))]
    public void A_duplicate_is_one_however_it_is_typed(string what, ImrApplication other)
    {
        var comparison = ApplicationComparer.Compare(Plain, other);

        comparison.Relation.ShouldBeOneOf(DisputeRelation.SameFiling, DisputeRelation.SameDispute);
        comparison.Items.Select(m => m.Path).Distinct().Count().ShouldBe(2, what);
        Found(Plain, other).ShouldBeTrue(what);
    }

    public static TheoryData<string, ImrApplication> OtherWorkers => new()
    {
        { "a twin", Plain with { InjuredWorker = Worker with { FirstName = "Esperanza" }, Claim = Other } },
        { "a twin with nearly the same name", Plain with { InjuredWorker = Worker with { FirstName = "Guadalupa" }, Claim = Other } },
        { "a twin, hurt in the same accident, whose claim has the next number", Plain with { InjuredWorker = Worker with { FirstName = "Esperanza" }, Claim = Plain.Claim with { ClaimNumber = "WC-2024-0077811" } } },
        { "a father of the same name", Plain with { InjuredWorker = Worker with { DateOfBirth = new DateOnly(1955, 9, 30) }, Claim = Other } },
        { "a father of the same name without a birthday", Plain with { InjuredWorker = Worker with { DateOfBirth = null }, Claim = Other } },
        { "Senior for Junior", Plain with { InjuredWorker = Worker with { LastName = "Hernandez Sr" }, Claim = Other } },
        { "somebody else hurt in the same accident", Plain with { InjuredWorker = new InjuredWorker("Ottis", "Bracknell", null, new DateOnly(1990, 1, 2), null), Claim = Plain.Claim with { ClaimNumber = "WC-2024-0077811" } } },
        { "another insurer's claim of the same number", Plain with { InjuredWorker = new InjuredWorker("Ottis", "Bracknell", null, null, null) } },
    };

    [Theory]
    [MemberData(nameof(OtherWorkers))]
    public void Another_worker_is_another_worker(string what, ImrApplication other)
    {
        var mine = what == "Senior for Junior" ? Plain with { InjuredWorker = Worker with { LastName = "Hernandez Jr." } } : Plain;
        ApplicationComparer.Compare(mine, other).Relation.ShouldBe(DisputeRelation.Different, what);
    }

    private static Claim Other => new("WC-2025-0091002", new DateOnly(2025, 1, 8), null, null);

    [Fact]
    public void Another_claim_of_the_same_worker_is_the_same_worker_only()
        => ApplicationComparer.Compare(Plain, Plain with { Claim = Other, UrDecision = Plain.UrDecision with { DecisionDate = new DateOnly(2025, 3, 4), ServedOn = new DateOnly(2025, 3, 4) } })
            .Relation.ShouldBe(DisputeRelation.SameWorker);

    [Fact]
    public void The_same_request_a_year_later_is_another_decision()
        => ApplicationComparer.Compare(Plain, Plain with { UrDecision = Plain.UrDecision with { DecisionDate = Plain.UrDecision.DecisionDate.AddYears(-1), ServedOn = Plain.UrDecision.ServedOn.AddYears(-1) } })
            .Relation.ShouldBe(DisputeRelation.SameWorker);

    [Fact]
    public void Another_decision_of_the_next_day_is_another_decision()
        => ApplicationComparer.Compare(Plain, Plain with { UrDecision = Plain.UrDecision with { DecisionDate = Plain.UrDecision.DecisionDate.AddDays(1), ServedOn = Plain.UrDecision.ServedOn.AddDays(1) } })
            .Relation.ShouldBe(DisputeRelation.SameWorker);

    [Fact]
    public void Other_items_of_the_same_decision_are_another_dispute_and_some_of_them_overlap()
    {
        ApplicationComparer.Compare(Plain, Plain with { DisputedItems = [Filings.Item("1", "Acupuncture, 6 visits")] }).Relation.ShouldBe(DisputeRelation.SameWorker);
        var some = ApplicationComparer.Compare(Plain, Plain with { DisputedItems = [Filings.Item("7", "PT neck x12"), Filings.Item("8", "Acupuncture, 6 visits")] });
        some.Relation.ShouldBe(DisputeRelation.OverlappingItems);
        some.Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(m => m.ItemId.ShouldBe("2"), m => m.OtherItemId.ShouldBe("7"), m => m.OtherPath.ShouldBe("$.disputedItems[0]"));
    }

    [Theory]
    [InlineData("MRI c-spine", "Magnetic resonance imaging of the cervical spine", true)]
    [InlineData("MRI c-spine w/o contrast", "MRI neck with contrast", false)]
    [InlineData("MRI c-spine", "CT of the cervical spine", false)]
    [InlineData("MRI c-spine", "MRI of the lumbar spine", false)]
    [InlineData("PT left knee 2x6", "Physical therapy for the lt knee, 12 visits", true)]
    [InlineData("PT left knee", "Physical therapy right knee", false)]
    [InlineData("Norco 10/325mg #60", "Hydrocodone/APAP 10/325 mg, quantity 90", true)]
    [InlineData("Norco 10/325mg #60", "Norco 5/325 mg #60", false)]
    [InlineData("Norco 10mg", "Percocet 10mg", false)]
    [InlineData("EMG/NCV of both arms", "Electromyography and nerve conduction study, both arms", true)]
    [InlineData("Lumbar epidural steroid injection L4-L5", "LESI L4-5", true)]
    [InlineData("Acupuncture 6 sessions", "Chiropractic 6 sessions", false)]
    [InlineData("Cyclobenzaprine 7.5mg", "Flexeril 7.5 mg", true)]
    [InlineData("Functional restoration program", "FRP", true)]
    [InlineData("Urine drug screen", "UDS", true)]
    [InlineData("Interferential stimulator", "Interferental stimulator", true)]
    public void Items_are_told_by_what_they_ask_for(string one, string other, bool same)
    {
        var (a, b) = (Plain with { DisputedItems = [Filings.Item("1", one)] }, Plain with { DisputedItems = [Filings.Item("1", other)] });
        ApplicationComparer.Compare(a, b).IsDuplicate.ShouldBe(same);
    }

    [Fact]
    public void A_code_tells_more_than_words_and_a_mistyped_code_less_than_the_same_words()
    {
        Compare([Filings.Cpt("72141")], "MRI", [Filings.Cpt("72141"), new ServiceCode(CodeSystem.Icd10, "M54.2")], "imaging of the neck").ShouldBe("the same code");
        Compare([Filings.Cpt("72141")], "MRI of the neck", [Filings.Cpt("72114")], "Neck MRI").ShouldBe("the same words, another code");
        Compare([Filings.Cpt("72141")], "MRI", [Filings.Cpt("72148")], "MRI of the low back").ShouldBeNull();

        static string? Compare(ServiceCode[] codes, string words, ServiceCode[] otherCodes, string otherWords)
            => ApplicationComparer.Compare(Plain with { DisputedItems = [Filings.Item("1", words, codes)] }, Plain with { DisputedItems = [Filings.Item("1", otherWords, otherCodes)] })
                .Items.SingleOrDefault()?.Words;
    }

    [Fact]
    public void Facts_name_paths_and_words_and_no_values()
    {
        var comparison = ApplicationComparer.Compare(Plain, Filings.Retyped(Plain));
        var said = string.Join('\n', comparison.Worker.Concat(comparison.Decision).Select(f => f.ToString()).Concat(comparison.Items.Select(i => i.ToString())));
        said.ShouldContain("$.claim.claimNumber");
        foreach (var value in new[] { "Guadalupe", "Hernandez", "77810", "1981", "2024", "MRI", "Halvorsen" })
            said.ShouldNotContain(value, Case.Insensitive);
    }

    [Fact]
    public void Comparing_is_symmetric()
        => Prop.ForAll(Filings.Any, Filings.Any, (a, b) =>
        {
            var (there, back) = (ApplicationComparer.Compare(a, b), ApplicationComparer.Compare(b, a));
            return there.Relation == back.Relation && there.WorkerPoints == back.WorkerPoints && there.DecisionPoints == back.DecisionPoints
                && there.Items.Select(m => (m.ItemId, m.OtherItemId)).ToHashSet().SetEquals(back.Items.Select(m => (m.OtherItemId, m.ItemId)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Comparing_with_one_mistake_is_symmetric()
        => Prop.ForAll(Filings.Any, a => Filings.WithOneMistake(a).All(b => ApplicationComparer.Compare(a, b).Relation == ApplicationComparer.Compare(b, a).Relation)).QuickCheckThrowOnFailure();

    [Fact]
    public void How_an_application_is_typed_does_not_matter()
        => Prop.ForAll(Filings.Any, Filings.Any, (a, b) =>
        {
            var retyped = Filings.Retyped(a);
            return ApplicationComparer.Compare(a, b).Relation == ApplicationComparer.Compare(retyped, b).Relation
                && BlockingKeys.Of(a).Select(k => k.Hash([])).ToHashSet().SetEquals(BlockingKeys.Of(retyped).Select(k => k.Hash([])));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_mistake_never_hides_a_duplicate_from_the_index()
        => Prop.ForAll(Filings.Any, a => Filings.WithOneMistake(a).All(b => !ApplicationComparer.Compare(a, b).IsDuplicate || Found(a, b))).QuickCheckThrowOnFailure();

    private static bool Found(ImrApplication a, ImrApplication b) => BlockingKeys.Of(a).Intersect(BlockingKeys.Of(b)).Any();
}
