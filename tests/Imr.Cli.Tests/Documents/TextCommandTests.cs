using System.Text.Json;
using Imr.Cli.Documents;
using Imr.Testing;

namespace Imr.Cli.Tests.Documents;

/// <summary><c>imr text</c>: a document as intake sees it, without an app.</summary>
public sealed class TextCommandTests
{
    private static readonly string Samples = RepoRoot.Combine("samples", "cases", "CM26-0000104", "documents");

    [Fact]
    public async Task A_PDF_is_printed_page_by_page()
    {
        var (exitCode, output, error) = await Imr.RunAsync("text", Path.Combine(Samples, "urine-drug-test-2026-01-14.pdf"));

        (exitCode, error).ShouldBe((0, ""));
        var pages = output.Split('\f');
        pages.Length.ShouldBe(2);
        pages[0].ShouldStartWith("Los Robles Toxicology Laboratory");
        pages[1].ShouldContain("The urine drug test of 01/14/2026 is consistent with the medication on the order.");
    }

    [Fact]
    public async Task Json_says_how_each_page_was_read()
    {
        var (exitCode, output, _) = await Imr.RunAsync("text", Path.Combine(Samples, "opioid-agreement-2025-08-20.pdf"), "--json");

        exitCode.ShouldBe(0);
        using var json = JsonDocument.Parse(output);
        var page = json.RootElement.GetProperty("pages")[0];
        page.GetProperty("reading").GetString().ShouldBe("Ocr");
        page.GetProperty("confidence").GetDouble().ShouldBeGreaterThan(0.75);
        page.GetProperty("lines").GetArrayLength().ShouldBeGreaterThan(8);
    }

    [Theory]
    [InlineData("report.txt", "%PDF-1.7 and nothing more", "Truncated")]
    [InlineData("empty.txt", "", "NoText")]
    [InlineData("letter.rtf", "{\\rtf1 text}", "Unsupported")]
    public async Task What_can_not_be_read_is_exit_code_2_and_a_reason(string name, string content, string reason)
    {
        using var directory = new TemporaryDirectory();

        var (exitCode, output, error) = await Imr.RunAsync("text", directory.Write(name, content));

        (exitCode, output).ShouldBe((2, ""));
        error.ShouldContain($"{name}: {reason}: ");
    }

    [Fact]
    public async Task Text_and_html_need_no_reader()
    {
        using var directory = new TemporaryDirectory();

        (await Imr.RunAsync("text", directory.Write("a.html", "<p>one</p>\f<p>two</p>"))).Output.ShouldBe($"one\n\ftwo{Environment.NewLine}");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var (exitCode, _, error) = await Imr.RunAsync("text", "/no/such/file.pdf");

        exitCode.ShouldBe(1);
        error.ShouldStartWith("/no/such/file.pdf can't be read");
    }

    [Fact]
    public async Task Without_node_the_sentence_says_what_to_install()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("tools/document-reader/package-lock.json", "{}");

        (await Should.ThrowAsync<CliException>(() => new DocumentReaderInstall(directory.Path, directory.Combine("bin")).EnsureAsync())).Message
            .ShouldBe("node was not found on the PATH, and the document reader (for PDFs and scans) needs it: install Node.js 20 or newer from https://nodejs.org.");
    }

    [Fact]
    public void The_lock_file_of_the_reader_names_no_private_registry()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(RepoRoot.Combine("tools", "document-reader", "package-lock.json")));

        foreach (var package in json.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Value.TryGetProperty("resolved", out _)))
            package.Value.GetProperty("resolved").GetString()!.ShouldStartWith("https://registry.npmjs.org/");
    }
}
