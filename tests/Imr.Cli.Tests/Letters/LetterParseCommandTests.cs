using System.Text.Json.Nodes;

namespace Imr.Cli.Tests.Letters;

public sealed class LetterParseCommandTests
{
    private const string Letter =
        """
        Case Number: CM88-0000001
        Decision Date: 2/3/2088

        IMR ISSUES, DECISIONS AND RATIONALES

        Splint for the left thumb: Upheld

        Claims Administrator guideline: Decision based on MTUS Elbow Complaints 2007.

        MAXIMUS guideline: Decision based on MTUS Elbow Complaints 2007, Section(s): Summary.

        Decision rationale: Nothing was tried.
        """;

    [Fact]
    public async Task A_file_gives_one_JSON_object_with_exactly_these_names()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("letter.txt", Letter);

        var (exitCode, output, error) = await Imr.RunAsync("letter", "parse", file, "--json");

        exitCode.ShouldBe(0, error);
        var letter = JsonNode.Parse(output)!.AsObject();
        letter.Select(p => p.Key).ShouldBe(
        [
            "caseNumber", "dateAssigned", "dateOfInjury", "decisionDate", "urDenialDate", "priority", "applicationReceived", "reviewer", "clinicalCaseSummary", "items", "problems",
        ]);
        letter["decisionDate"]!.GetValue<string>().ShouldBe("2088-02-03");
        letter["dateAssigned"].ShouldBeNull();
        letter["reviewer"]!.AsObject().Select(p => p.Key).ShouldBe(["licensure", "specialties"]);
        var item = letter["items"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        item.Select(p => p.Key).ShouldBe(["item", "originalRequest", "authorized", "decision", "claimsAdministratorGuideline", "reviewerGuideline", "rationale"]);
        item["decision"]!.GetValue<string>().ShouldBe("Upheld");
        item["reviewerGuideline"]!.AsObject().Select(p => p.Key).ShouldBe(["text", "citations"]);
        item["reviewerGuideline"]!["citations"]![0]!.ToJsonString().ShouldBe("""{"source":"MTUS","topic":"Elbow Complaints","year":2007,"sections":["Summary"]}""");
    }

    [Fact]
    public async Task A_directory_gives_one_object_a_line_by_file_name()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("b.txt", Letter);
        directory.Write("a.TXT", Letter.ReplaceLineEndings("\r\n"));
        directory.Write("c.html", "<p>" + Letter.ReplaceLineEndings("</p><p>") + "</p>");
        directory.Write("notes.csv", "no letter");

        var (exitCode, output, error) = await Imr.RunAsync("letter", "parse", directory.Path, "--json");

        exitCode.ShouldBe(0, error);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lines.Select(l => JsonNode.Parse(l)!["file"]!.GetValue<string>()).ShouldBe(["a.TXT", "b.txt", "c.html"]);
        lines.ShouldAllBe(l => JsonNode.Parse(l)!["items"]!.AsArray().Count == 1);
    }

    [Fact]
    public async Task A_letter_with_problems_is_exit_code_2_and_says_where()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("letter.txt", Letter.Replace("Decision rationale: ", "", StringComparison.Ordinal));

        var (exitCode, output, _) = await Imr.RunAsync("letter", "parse", file);
        var (_, json, _) = await Imr.RunAsync("letter", "parse", file, "--json");

        exitCode.ShouldBe(2);
        output.ShouldContain("line 8, page 1");
        var problem = JsonNode.Parse(json)!["problems"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        problem.Select(p => p.Key).ShouldBe(["what", "line", "page", "expected"]);
        problem["expected"]!.GetValue<string>().ShouldContain("Decision rationale:");
    }

    [Fact]
    public async Task People_get_a_summary()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("letter.txt", Letter);

        var (exitCode, output, _) = await Imr.RunAsync("letter", "parse", directory.Path);

        exitCode.ShouldBe(0);
        output.ShouldContain("CM88-0000001");
        output.ShouldContain("1. Splint for the left thumb: Upheld");
        output.ShouldContain("Letters: 1; items: 1; letters with problems: 0.");
    }

    [Fact]
    public async Task A_file_without_text_is_a_problem_and_not_a_failure()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("letter.txt", "");

        var (exitCode, output, _) = await Imr.RunAsync("letter", "parse", file);

        exitCode.ShouldBe(2);
        output.ShouldContain("no text");
    }

    [Theory]
    [InlineData("", "holds no letter")]
    [InlineData("missing.txt", "is not there")]
    [InlineData("notes.csv", "is no letter")]
    public async Task What_is_not_there_is_one_sentence_and_exit_code_1(string name, string said)
    {
        using var directory = new TemporaryDirectory();
        if (name == "notes.csv")
            directory.Write(name, "a,b");

        var (exitCode, _, error) = await Imr.RunAsync("letter", "parse", directory.Combine(name), "--json");

        exitCode.ShouldBe(1);
        error.ShouldContain(said);
        error.Trim().Split('\n').Length.ShouldBe(1);
    }
}
