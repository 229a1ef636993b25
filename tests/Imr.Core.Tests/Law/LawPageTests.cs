using Imr.Core.Deadlines;

namespace Imr.Core.Tests.Law;

/// <summary>docs/law.md traces law, rule, data and test.</summary>
public sealed class LawPageTests
{
    [Fact]
    public void Every_rule_of_law_is_proved_by_a_test_that_names_it()
        => LawPage.Rules.Where(id => !LawTests.ByRule[id].Any()).ShouldBeEmpty();

    [Fact]
    public void No_test_names_a_rule_that_is_not_in_the_data()
        => LawTests.ByRule.Select(g => g.Key).Except(LawPage.Rules).ShouldBeEmpty();

    [Fact]
    public void Every_rule_of_the_data_is_on_the_page()
        => RuleSetLibrary.Default.RuleSets.SelectMany(s => s.Deadlines.Select(d => d.Id).Concat(s.Eligibility.Select(e => e.Code)).Concat(s.Tolling.Select(t => t.Id))).Distinct()
            .Except(LawPage.Rules).ShouldBeEmpty();

    [Fact]
    public void The_page_in_docs_is_what_the_data_and_the_tests_print()
    {
        var page = Repository.PathOf(Path.Combine("docs", "law.md"));
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(page, LawPage.Render());
        File.ReadAllText(page).ReplaceLineEndings("\n").ShouldBe(LawPage.Render());
    }
}
