using Imr.Cli.Demo;

namespace Imr.Cli.Tests.Demo;

public sealed class DemoSamplesTests : IDisposable
{
    private readonly TemporaryDirectory _samples = new();

    public DemoSamplesTests()
    {
        foreach (var number in new[] { "CM26-0000103", "CM26-0000101" })
        {
            _samples.Write($"cases/{number}/application.json", $$"""{"caseNumber":"{{number}}"}""");
            _samples.Write($"play/{number}.json", """{"adFinding":{"outcome":"Ineligible"}}""");
        }

        _samples.Write("reviewers.csv", "id,name\nREV-0001,\"Ames, Ann\"\nREV-0002,Bo\n");
    }

    public void Dispose() => _samples.Dispose();

    [Fact]
    public void Cases_are_lettered_in_order_of_their_numbers()
        => DemoSamples.Load(_samples.Path, []).Cases.Select(c => c.Title).ShouldBe(["A  CM26-0000101", "B  CM26-0000103"]);

    [Theory]
    [InlineData("b")]
    [InlineData("B")]
    [InlineData("CM26-0000103")]
    public void A_case_is_chosen_by_letter_or_number(string name)
        => DemoSamples.Load(_samples.Path, [name]).Cases.Select(c => c.Letter).ShouldBe(['B']);

    [Fact]
    public void An_unknown_case_is_answered_with_the_choice()
        => Should.Throw<CliException>(() => DemoSamples.Load(_samples.Path, ["Z"])).Message.ShouldContain("choose among A (CM26-0000101), B (CM26-0000103)");

    [Fact]
    public void Without_cases_there_is_no_demo()
    {
        using var empty = new TemporaryDirectory();

        Should.Throw<CliException>(() => DemoSamples.Load(empty.Path, [])).Message.ShouldContain("holds no case");
    }

    [Theory]
    [InlineData("id,name\nREV-0001,\"Ames, Ann\"\nREV-0002,Bo", "REV-0001 REV-0002")]
    [InlineData("name,reviewerId\r\n\"Ames\r\nAnn\",REV-0001\r\n", "REV-0001")]
    [InlineData("number,name\nREV-0003,Cy\nREV-0003,Cy\n", "REV-0003")]
    public void Reviewers_are_found_by_their_id_column_or_the_first(string csv, string ids)
        => DemoSamples.ReviewerIdsOf(_samples.Write("panel.csv", csv)).ShouldBe(ids.Split(' '));

    [Theory]
    [InlineData("")]
    [InlineData("id,name\n")]
    public void A_panel_of_nobody_is_a_sentence(string csv)
        => Should.Throw<CliException>(() => DemoSamples.ReviewerIdsOf(_samples.Write("panel.csv", csv))).Message.ShouldContain("names no reviewer");
}
