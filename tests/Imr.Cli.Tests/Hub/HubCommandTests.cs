using Imr.Testing;

namespace Imr.Cli.Tests.Hub;

public sealed class HubCommandTests
{
    private static readonly string Released = RepoRoot.Combine("tests", "LocalFunctions.Tests", "Durable", "Hubs", "v1.db");

    [Fact]
    public async Task Check_says_what_the_hub_holds()
    {
        using var data = new TemporaryDirectory();
        File.Copy(Released, data.Combine("ImrReview.db"));

        var (exitCode, output, error) = await Imr.RunAsync("hub", "check", "--data", data.Path);

        exitCode.ShouldBe(0, error);
        output.ShouldContain("Schema     1");
        output.ShouldContain("Running    10");
        output.ShouldContain("The file is whole.");
    }

    [Fact]
    public async Task Backup_makes_a_new_file_that_check_finds_whole()
    {
        using var data = new TemporaryDirectory();
        File.Copy(Released, data.Combine("ImrReview.db"));
        var copy = data.Combine("copy", "ImrReview.db");

        (await Imr.RunAsync("hub", "backup", copy, "--data", data.Path)).ExitCode.ShouldBe(0);

        (await Imr.RunAsync("hub", "check", "--data", data.Combine("copy"))).Output.ShouldContain("The file is whole.");
        var (again, _, error) = await Imr.RunAsync("hub", "backup", copy, "--data", data.Path);
        (again, error).ShouldBe((1, $"The task hub {data.Combine("ImrReview.db")} cannot be copied to {copy} ({copy} exists): give a new file in a folder with enough room.\n"));
    }

    [Fact]
    public async Task A_damaged_hub_is_said_to_be_damaged()
    {
        using var data = new TemporaryDirectory();
        var bytes = await File.ReadAllBytesAsync(Released);
        bytes.AsSpan(3 * 4096, 12 * 4096 - 3 * 4096).Fill(0x5A);
        await File.WriteAllBytesAsync(data.Combine("ImrReview.db"), bytes);

        var (exitCode, _, error) = await Imr.RunAsync("hub", "check", "--data", data.Path);

        exitCode.ShouldBe(1);
        error.ShouldContain("is damaged");
        error.Trim().Split('\n').Length.ShouldBe(1, error);
    }
}
