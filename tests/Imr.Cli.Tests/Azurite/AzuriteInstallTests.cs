using System.Text.Json;
using Imr.Cli.Azurite;
using Imr.Testing;

namespace Imr.Cli.Tests.Azurite;

/// <summary>With programs of our own on the PATH, in a repository of our own: nothing is downloaded.</summary>
public sealed class AzuriteInstallTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public AzuriteInstallTests()
    {
        _directory.Write("tools/azurite/package-lock.json", "{}");
        Directory.CreateDirectory(_directory.Combine("bin"));
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Without_node_the_sentence_says_what_to_install() => (await SentenceAsync()).ShouldBe(
        "node was not found on the PATH, and Azurite (the storage emulator) needs it: install Node.js 20 or newer from https://nodejs.org.");

    [UnixFact]
    public async Task Without_npm_the_sentence_says_what_to_install()
    {
        _directory.WriteProgram("bin/node", "echo v20.1.0");

        (await SentenceAsync()).ShouldStartWith("npm was not found on the PATH");
    }

    [UnixFact]
    public async Task An_old_node_is_refused_with_its_version()
    {
        _directory.WriteProgram("bin/node", "echo v18.19.0");

        (await SentenceAsync()).ShouldContain("is version 'v18.19.0', and Azurite needs 20 or newer");
    }

    [UnixFact]
    public async Task A_failed_npm_is_quoted_with_the_fix()
    {
        _directory.WriteProgram("bin/node", "echo v22.0.0");
        _directory.WriteProgram("bin/npm", "echo 'npm error network unreachable' >&2; exit 1");

        var sentence = await SentenceAsync();

        sentence.ShouldContain("npm error network unreachable");
        sentence.ShouldContain("run 'npm ci' in");
        sentence.ShouldNotContain("\n");
    }

    [UnixFact]
    public async Task Parallel_callers_install_once_and_a_new_lock_file_installs_again()
    {
        _directory.WriteProgram("bin/node", "echo v22.0.0");
        _directory.WriteProgram("bin/npm", "echo run >> calls; /bin/mkdir -p node_modules");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Install().EnsureAsync()));
        Calls().ShouldBe(1);

        _directory.Write("tools/azurite/package-lock.json", "{ }");
        await Install().EnsureAsync();
        Calls().ShouldBe(2);
    }

    [Theory]
    [InlineData("v20.20.2", 20)]
    [InlineData("v8.0.0\n", 8)]
    [InlineData("20.1.0", null)]
    [InlineData("", null)]
    [InlineData("vnext", null)]
    public void The_version_of_node_is_read_from_its_text(string text, int? major) => Processes.NodeTool.NodeMajor(text).ShouldBe(major);

    [Fact]
    public void The_lock_file_pins_azurite_and_names_no_private_registry()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(RepoRoot.Combine("tools", "azurite", "package-lock.json")));
        var packages = json.RootElement.GetProperty("packages");

        packages.GetProperty("").GetProperty("dependencies").GetProperty("azurite").GetString().ShouldBe("3.37.0");
        foreach (var package in packages.EnumerateObject().Where(package => package.Value.TryGetProperty("resolved", out _)))
            package.Value.GetProperty("resolved").GetString()!.ShouldStartWith("https://registry.npmjs.org/");
    }

    private int Calls() => File.ReadAllLines(_directory.Combine("tools", "azurite", "calls")).Length;

    private AzuriteInstall Install() => new(_directory.Path, _directory.Combine("bin"));

    private async Task<string> SentenceAsync() => (await Should.ThrowAsync<CliException>(() => Install().EnsureAsync())).Message;
}

/// <summary>The programs on the PATH are shell scripts.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Needs shell scripts.";
    }
}
