using System.Diagnostics;
using Imr.Testing;

namespace ImrFunctions.Tests.Infra;

/// <summary>azd's hooks, run by a POSIX shell with a stand-in for the Azure CLI that writes down what it is asked.</summary>
public sealed class HookTests : IDisposable
{
    private const string Container = "/subscriptions/s/resourceGroups/rg-imr/providers/Microsoft.Storage/storageAccounts/stcase/blobServices/default/containers/event-dead-letters";

    private readonly string _folder = Directory.CreateTempSubdirectory("imr-hook-").FullName;

    private string Asked => Path.Combine(_folder, "asked");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ShellFact]
    public async Task The_subscription_is_one_and_names_container_webhook_and_dead_letters()
    {
        for (var run = 0; run < 2; run++)
        {
            var (exitCode, output) = await RunAsync("postdeploy.sh", Deployed());
            exitCode.ShouldBe(0, output);
            output.ShouldNotContain("k3y");
        }

        var created = File.ReadAllLines(Asked).Where(l => l.StartsWith("eventgrid", StringComparison.Ordinal)).ToList();
        created.Count.ShouldBe(2);
        created[1].ShouldBe(created[0]);
        foreach (var part in new[]
        {
            "eventgrid system-topic event-subscription create --resource-group rg-imr --system-topic-name evgt-imr --name case-files",
            "--endpoint https://func-imr.azurewebsites.net/runtime/webhooks/blobs?functionName=Host.Functions.CaseFileArrived&code=k3y",
            "--included-event-types Microsoft.Storage.BlobCreated",
            "--subject-begins-with /blobServices/default/containers/case-files/blobs/",
            $"--deadletter-identity systemassigned --deadletter-identity-endpoint {Container}",
        })
            created[0].ShouldContain(part);
    }

    [ShellFact]
    public async Task Without_what_the_deployment_says_nothing_is_asked()
    {
        var variables = Deployed();
        variables.Remove("EVENT_TOPIC_NAME");
        var (exitCode, output) = await RunAsync("postdeploy.sh", variables);
        exitCode.ShouldNotBe(0);
        output.ShouldContain("EVENT_TOPIC_NAME");
        File.Exists(Asked).ShouldBeFalse();
    }

    [ShellFact]
    public async Task Only_a_build_for_Azure_is_packaged()
    {
        (await RunAsync("prepackage.sh", new Dictionary<string, string> { ["Hosting"] = "Azure" })).ExitCode.ShouldBe(0);
        var (exitCode, output) = await RunAsync("prepackage.sh", new Dictionary<string, string> { ["Hosting"] = "Local" });
        exitCode.ShouldBe(1);
        output.ShouldContain("Hosting=Azure azd up");
    }

    private static Dictionary<string, string> Deployed() => new(StringComparer.Ordinal)
    {
        ["AZURE_RESOURCE_GROUP"] = "rg-imr",
        ["FUNCTION_APP_NAME"] = "func-imr",
        ["FUNCTION_APP_HOST"] = "func-imr.azurewebsites.net",
        ["EVENT_TOPIC_NAME"] = "evgt-imr",
        ["CASE_FILES_CONTAINER"] = "case-files",
        ["DEAD_LETTER_CONTAINER_ID"] = Container,
    };

    private async Task<(int ExitCode, string Output)> RunAsync(string hook, Dictionary<string, string> variables)
    {
        var cli = Path.Combine(_folder, "az");
        await File.WriteAllTextAsync(cli, $"#!/bin/sh\necho \"$@\" >> '{Asked}'\n[ \"$1\" != functionapp ] || echo k3y\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(cli, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("/bin/sh", [RepoRoot.Combine("infra", "hooks", hook)]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}

/// <summary>A fact that needs a POSIX shell.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute() => Skip = OperatingSystem.IsWindows() ? "There is no POSIX shell." : null;
}
