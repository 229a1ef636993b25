using Imr.Cli.Demo;

namespace Imr.Cli.Tests.Demo;

public sealed class PlayScriptTests : IDisposable
{
    private const string Full = """
        {
          "provisional": {"items":[{"itemId":"1","decision":"Upheld","criteria":[]}]},
          "determinations": [{"signedName":"A","items":[]}, {"signedName":"B","items":[]}]
        }
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_hash_of_the_records_is_filled_in_and_nothing_else()
    {
        var script = Load(Full);

        script.Determination(1, "abc").ToJsonString().ShouldBe("""{"signedName":"B","items":[],"recordsHash":"abc"}""");
        script.Determination(1, "def")["recordsHash"]!.GetValue<string>().ShouldBe("def");
        script.Provisional!["items"]![0]!["decision"]!.GetValue<string>().ShouldBe("Upheld");
    }

    [Fact]
    public void A_determination_that_is_not_written_is_not_invented()
        => Should.Throw<CliException>(() => Load(Full).Determination(2, "abc")).Message.ShouldContain("determination 3");

    [Theory]
    [InlineData(Full, "Issued")]
    [InlineData("""{"adFinding":{"outcome":"Ineligible"}}""", "Ineligible")]
    [InlineData("""{"adFinding":{"outcome":"Ineligible"},"expected":"Cancelled"}""", "Cancelled")]
    public void The_expected_end_follows_from_the_script_unless_it_says(string json, string outcome) => Load(json).ExpectedOutcome.ShouldBe(outcome);

    [Theory]
    [InlineData("{", "is not a play script (line 1)")]
    [InlineData("""{"determinations":{}}""", "is not a play script")]
    [InlineData("{}", "says nothing")]
    [InlineData("null", "says nothing")]
    [InlineData("""{"provisional":{},"determinations":[]}""", "says nothing")]
    public void A_bad_script_is_a_sentence(string json, string problem) => Should.Throw<CliException>(() => Load(json)).Message.ShouldContain(problem);

    [Fact]
    public void A_missing_script_is_a_sentence()
        => Should.Throw<CliException>(() => PlayScript.Load(_directory.Combine("absent.json"))).Message.ShouldContain("is missing");

    private PlayScript Load(string json) => PlayScript.Load(_directory.Write("script.json", json));
}
