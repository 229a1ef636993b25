using System.Text.Json;
using Imr.Testing;

namespace LocalFunctions.Tests.Operability;

public sealed class ProcessTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("imr-process-");

    [Fact]
    public async Task One_process_owns_a_hub_a_killed_one_leaves_it_free_and_SIGTERM_ends_in_order()
    {
        (string host, string cases) = (await AzuriteForTests.AccountAsync(), await AzuriteForTests.AccountAsync());
        using AppOnTheSide first = new(_directory.FullName, host, cases);
        (await first.ListeningAsync()).ShouldNotBeNull(first.Error);

        using AppOnTheSide second = new(_directory.FullName, host, cases);
        (await second.ExitAsync()).ShouldBe(1);
        second.Error.Split('\n').ShouldHaveSingleItem().ShouldContain($"The task hub {Path.Combine(_directory.FullName, "ImrReview.db")} is in use by another process: stop that one");

        first.Kill();
        await first.ExitAsync();
        using AppOnTheSide third = new(_directory.FullName, host, cases, ("LocalFunctions__JsonLogs", "true"));
        Uri address = (await third.ListeningAsync()).ShouldNotBeNull(third.Error);
        using HttpClient http = new() { BaseAddress = address };
        (await http.GetAsync(new Uri("runtime/health/ready", UriKind.Relative))).EnsureSuccessStatusCode();
        third.Terminate();

        (await third.ExitAsync()).ShouldBe(0, third.Error);
        List<string> messages = [.. third.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("Message").GetString()!)];
        messages.ShouldContain(message => message.StartsWith("Opened the task hub", StringComparison.Ordinal));
        messages.ShouldContain(message => message.StartsWith("Stopped; the task hub", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_one_sentence()
    {
        string file = Path.Combine(_directory.FullName, "file");
        await File.WriteAllTextAsync(file, "");
        (string host, string cases) = (await AzuriteForTests.AccountAsync(), await AzuriteForTests.AccountAsync());
        using AppOnTheSide app = new(Path.Combine(file, "data"), host, cases);

        (await app.ExitAsync()).ShouldBe(1);
        app.Error.Split('\n').ShouldHaveSingleItem().ShouldContain("cannot be written");
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
