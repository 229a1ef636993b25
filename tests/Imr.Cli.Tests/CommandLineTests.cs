using System.Net;
using System.Net.Sockets;

namespace Imr.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task No_arguments_show_the_commands()
    {
        var (exitCode, output, _) = await Imr.RunAsync();

        exitCode.ShouldBe(0);
        foreach (var command in new[] { "demo", "up", "submit <DIR>", "watch <CASE>", "letter", "attention", "import <FILE>", "hub", "openapi", "text <FILE>" })
            output.ShouldContain(command);
    }

    [Theory]
    [InlineData("bogus")]
    [InlineData("watch")]
    [InlineData("watch", "CM26-1")]
    [InlineData("letter", "show", "CM26-0000101", "--format", "pdf")]
    [InlineData("up", "--port", "many")]
    [InlineData("up", "--port", "0")]
    [InlineData("hub", "check", "--data", "/no/such/directory")]
    [InlineData("hub", "backup", "/tmp/never.db", "--data", "/no/such/directory")]
    [InlineData("submit", "/no/such/directory")]
    [InlineData("attention", "--url", "http://127.0.0.1:1")]
    [InlineData("import")]
    [InlineData("text")]
    [InlineData("text", "/no/such/file.pdf")]
    [InlineData("import", "/no/such/file.json")]
    [InlineData("import", "/no/such/file.json", "--dry-run", "maybe")]
    [InlineData("submit", ".", "--connection", "x")]
    [InlineData("watch", "CM26-0000101", "--url", "ftp://here")]
    [InlineData("watch", "CM26-0000101", "--url", "http://127.0.0.1:1")]
    public async Task What_goes_wrong_is_one_line_and_exit_code_1(params string[] args)
    {
        var (exitCode, _, error) = await Imr.RunAsync(args);

        exitCode.ShouldBe(1);
        error.Trim().ShouldNotBeEmpty();
        error.Trim().Split('\n').Length.ShouldBe(1, error);
        error.ShouldNotContain("fault of the program");
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_word_that_is_no_command_is_named() => (await Imr.RunAsync("bogus")).Error.ShouldContain("'bogus'");

    [Fact]
    public async Task A_taken_port_of_the_app_is_named_with_the_fix()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exitCode, _, error) = await Imr.RunAsync("up", "--port", $"{port}");

        exitCode.ShouldBe(1);
        error.ShouldContain($"Port {port} is taken");
        error.ShouldContain("--port");
    }

    [Fact]
    public async Task Submitting_to_an_app_that_does_not_answer_says_how_to_start_it()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("application.json", """{"caseNumber":"CM26-0000101"}""");

        var (exitCode, _, error) = await Imr.RunAsync("submit", directory.Path, "--connection", "UseDevelopmentStorage=true", "--url", "http://127.0.0.1:1");

        exitCode.ShouldBe(1);
        error.ShouldContain("imr up");
    }
}
