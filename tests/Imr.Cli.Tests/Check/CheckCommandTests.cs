using System.Text.Json.Nodes;
using Imr.Testing;

namespace Imr.Cli.Tests.Check;

public sealed class CheckCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task The_samples_are_ready_to_upload()
    {
        var (exitCode, output, error) = await Imr.RunAsync("check", RepoRoot.Combine("samples", "cases"));

        exitCode.ShouldBe(0);
        error.ShouldBeEmpty();
        output.ShouldContain("4 cases; ready to upload: 4.");
        output.ShouldNotContain("problem  ");
        output.ShouldContain("last day to file: 2026-09-17 (2026-09-14 without the days for mail)");
        output.ShouldContain("screening would propose: Eligible");
        output.ShouldContain("INEL_UNSIGNED");
    }

    [Fact]
    public async Task Problems_of_the_application_and_of_the_documents_are_told_at_once()
    {
        Case("CM26-0000101", a =>
        {
            a["requestingPhysician"]!["npi"] = "1002003015";
            a["injuredWorker"]!["fone"] = "209-555-0141";
            a["injuredWorker"]!.AsObject().Remove("phone");
        });

        var (exitCode, output, _) = await Imr.RunAsync("check", _directory.Path);

        exitCode.ShouldBe(2);
        output.ShouldContain("problem  $.requestingPhysician.npi: has a wrong check digit (after these nine digits comes 4)");
        output.ShouldContain("(found '1002003015')");
        output.ShouldContain("did you mean 'phone'?");
        output.ShouldContain("not ready: 1 problems");
    }

    [Fact]
    public async Task Documents_are_held_against_the_list()
    {
        Case("CM26-0000102", a =>
        {
            a["documents"]![1]!["sha256"] = new string('0', 64);
            a["documents"]!.AsArray().Add(new JsonObject { ["name"] = "never-scanned.pdf", ["kind"] = "Other" });
        });
        _directory.Write("documents/unlisted.txt", "More.");
        _directory.Write("documents/empty.txt", "");
        _directory.Write("documents/folder/inner.txt", "Deep.");
        File.WriteAllBytes(_directory.Combine("documents", "scan.bin"), [0, 1, 2, 3]);

        var (exitCode, output, _) = await Imr.RunAsync("check", _directory.Path, "--json");

        exitCode.ShouldBe(2);
        var report = JsonNode.Parse(output)!["cases"]![0]!;
        ((bool)report["ready"]!).ShouldBeFalse();
        report["problems"]!.AsArray().Select(p => (string)p!["path"]!).ShouldBe(
            ["documents/empty.txt", "documents/folder/inner.txt", "$.documents[1].sha256", "$.documents[9].name"], ignoreOrder: true);
        report["notes"]!.AsArray().Select(p => $"{p!["path"]} {p["problem"]}").ShouldContain("documents/unlisted.txt is not listed in the application");
        report["notes"]!.AsArray().Select(p => $"{p!["path"]} {p["problem"]}").ShouldContain("documents/scan.bin has pages that no machine could read");
        ((string?)report["preview"]!["outcome"]).ShouldBe("Eligible");
        ((string?)report["caseNumber"]).ShouldBe("CM26-0000102");
    }

    [Fact]
    public async Task A_UR_decision_that_is_not_here_leaves_the_case_pending()
    {
        Case("CM26-0000102", _ => { });
        File.Delete(_directory.Combine("documents", "ur-decision-2026-08-20.txt"));

        var (exitCode, output, _) = await Imr.RunAsync("check", _directory.Path);

        exitCode.ShouldBe(2);
        output.ShouldContain("problem  $.documents[0].name: is not in the directory (found 'ur-decision-2026-08-20.txt')");
        output.ShouldContain("screening would propose: InformationPending");
    }

    [Theory]
    [InlineData("""{ "caseNumber": NaN }""", "NaN and Infinity are no numbers of JSON")]
    [InlineData("", "is empty")]
    public async Task What_is_no_application_is_told_and_no_screening_guessed(string text, string problem)
    {
        _directory.Write("application.json", text);

        var (exitCode, output, _) = await Imr.RunAsync("check", _directory.Path);

        exitCode.ShouldBe(2);
        output.ShouldContain(problem);
        output.ShouldNotContain("screening");
    }

    [Fact]
    public async Task A_directory_without_a_case_is_one_sentence()
    {
        (await Imr.RunAsync("check", _directory.Path)).ShouldBe((1, "", $"{_directory.Path} holds no application.json, nor does a directory in it.{Environment.NewLine}"));
        (await Imr.RunAsync("check", _directory.Combine("nowhere"))).ExitCode.ShouldBe(1);
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>A sample's directory with a changed application.</summary>
    private void Case(string sample, Action<JsonNode> change)
    {
        var folder = RepoRoot.Combine("samples", "cases", sample);
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "documents")))
            _directory.Write("documents/" + Path.GetFileName(file), File.ReadAllText(file));
        var application = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "application.json")))!;
        change(application);
        _directory.Write("application.json", application.ToJsonString());
    }
}
