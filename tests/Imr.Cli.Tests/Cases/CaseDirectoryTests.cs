using Imr.Cli.Cases;

namespace Imr.Cli.Tests.Cases;

public sealed class CaseDirectoryTests : IDisposable
{
    private const string Application = """{"schemaVersion":1,"caseNumber":"CM26-0000101"}""";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_case_number_is_that_of_the_application()
    {
        _directory.Write("application.json", Application);

        CaseDirectory.Open(_directory.Path).CaseNumber.Value.ShouldBe("CM26-0000101");
    }

    [Fact]
    public void Documents_lie_in_their_folder()
    {
        _directory.Write("application.json", Application);
        _directory.Write("documents/ur.txt", "x");
        _directory.Write("documents/visits/one.pdf", "x");
        _directory.Write("notes.txt", "not a document");

        CaseDirectory.Open(_directory.Path).Documents.Select(d => d.Name).ShouldBe(["ur.txt", "visits/one.pdf"]);
    }

    [Fact]
    public void Without_the_folder_they_lie_beside_the_application()
    {
        _directory.Write("application.json", Application);
        _directory.Write("ur.txt", "x");

        CaseDirectory.Open(_directory.Path).Documents.Select(d => d.Name).ShouldBe(["ur.txt"]);
    }

    [Fact]
    public void No_directory() => Sentence(() => CaseDirectory.Open(_directory.Combine("absent"))).ShouldContain("is not a directory");

    [Fact]
    public void No_application() => Sentence(() => CaseDirectory.Open(_directory.Path)).ShouldContain("holds no application.json");

    [Theory]
    [InlineData("{", "is not JSON (line 1)")]
    [InlineData("{\n\"caseNumber\":}", "is not JSON (line 2)")]
    [InlineData("{}", "no valid caseNumber")]
    [InlineData("[]", "no valid caseNumber")]
    [InlineData("""{"caseNumber":26}""", "no valid caseNumber")]
    [InlineData("""{"caseNumber":"26-1"}""", "no valid caseNumber")]
    public void An_application_that_names_no_case(string text, string problem)
    {
        _directory.Write("application.json", text);

        Sentence(() => CaseDirectory.Open(_directory.Path)).ShouldContain(problem);
    }

    private static string Sentence(Action action) => Should.Throw<CliException>(action).Message;
}
