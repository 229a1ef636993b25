using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Guidelines;
using static Imr.Core.Guidelines.CriterionOutcome;

namespace Imr.Core.Tests.Guidelines;

public class KleeneTests
{
    [Theory]
    [InlineData(Met, Met, Met, Met)]
    [InlineData(Met, Unknown, Unknown, Met)]
    [InlineData(Met, NotMet, NotMet, Met)]
    [InlineData(Unknown, Unknown, Unknown, Unknown)]
    [InlineData(Unknown, NotMet, NotMet, Unknown)]
    [InlineData(NotMet, NotMet, NotMet, NotMet)]
    public void Truth_table(CriterionOutcome a, CriterionOutcome b, CriterionOutcome all, CriterionOutcome any)
    {
        (Kleene.All([a, b]), Kleene.All([b, a])).ShouldBe((all, all));
        (Kleene.Any([a, b]), Kleene.Any([b, a])).ShouldBe((any, any));
    }

    [Fact]
    public void De_Morgan_and_order() => Prop.ForAll(ArbMap.Default.ArbFor<CriterionOutcome[]>(), xs =>
        Kleene.Not(Kleene.All(xs)) == Kleene.Any(xs.Select(Kleene.Not)) && Kleene.All(xs) == Kleene.All(xs.Reverse()) && Kleene.Any(xs) == Kleene.Any(xs.Reverse()))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Learning_more_never_turns_an_answer_over() => Prop.ForAll(ArbMap.Default.ArbFor<CriterionOutcome[]>(), ArbMap.Default.ArbFor<bool>(), (xs, good) =>
    {
        var learned = xs.Select(x => x == Unknown ? (good ? Met : NotMet) : x).ToList();
        return (Kleene.All(xs) == Unknown || Kleene.All(xs) == Kleene.All(learned)) && (Kleene.Any(xs) == Unknown || Kleene.Any(xs) == Kleene.Any(learned));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_requirement_combines_by_its_tree()
    {
        static Requirement One(string id) => new(id, [], []);
        var tree = new Requirement(null, [], [One("a"), new Requirement(null, [One("b"), One("c")], [])]);
        Kleene.Combine(tree, new Dictionary<string, CriterionOutcome> { ["a"] = NotMet, ["b"] = Met, ["c"] = Met }).ShouldBe(Met);
        Kleene.Combine(tree, new Dictionary<string, CriterionOutcome> { ["a"] = NotMet, ["b"] = Met }).ShouldBe(Unknown);
        Kleene.Combine(tree, new Dictionary<string, CriterionOutcome> { ["a"] = NotMet, ["b"] = NotMet }).ShouldBe(NotMet);
    }
}
