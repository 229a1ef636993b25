namespace Imr.Cli.Tests.Watch;

public sealed class WatchAndLetterTests
{
    [Fact]
    public async Task Watching_shows_the_stages_until_the_case_is_closed()
    {
        await using var app = await FakeApp.StartAsync("Received");
        app.Move("Closed");
        app.Outcome = "Issued";

        var (exitCode, output, _) = await Imr.RunAsync("watch", FakeApp.Number, "--url", $"{app.Address}");

        exitCode.ShouldBe(0);
        output.ShouldBe(
            """
            1970-01-01 00:00:00Z  Received
            1970-01-01 00:01:00Z  Closed
            Closed: Issued.
            Read the letter with: imr letter show CM26-0000101

            """,
            StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public async Task A_rejected_file_shows_every_problem()
    {
        await using var app = await FakeApp.StartAsync("Rejected");

        var (exitCode, output, _) = await Imr.RunAsync("watch", FakeApp.Number, "--url", $"{app.Address}");

        exitCode.ShouldBe(1);
        output.ShouldContain("$.priority: missing, expected Standard or Expedited");
    }

    [Theory]
    [InlineData("txt")]
    [InlineData("html")]
    [InlineData("json")]
    public async Task The_letter_is_shown_in_the_format_asked_for(string format)
    {
        await using var app = await FakeApp.StartAsync("Closed");
        app.Outcome = "Issued";

        var (_, output, _) = await Imr.RunAsync("letter", "show", FakeApp.Number, "--format", format, "--url", $"{app.Address}");

        output.ShouldStartWith($"Letter as {format}");
    }

    [Fact]
    public async Task A_case_without_a_letter_says_where_it_stands()
    {
        await using var app = await FakeApp.StartAsync("ClinicalReview");

        var (exitCode, _, error) = await Imr.RunAsync("letter", "show", FakeApp.Number, "--url", $"{app.Address}");

        exitCode.ShouldBe(1);
        error.ShouldContain("stands at ClinicalReview");
    }

    [Fact]
    public async Task A_case_that_ended_without_a_letter_says_how()
    {
        await using var app = await FakeApp.StartAsync("Closed");
        app.Outcome = "Ineligible";

        (await Imr.RunAsync("letter", "show", FakeApp.Number, "--url", $"{app.Address}")).Error.ShouldContain("ended as Ineligible");
    }

    [Fact]
    public async Task An_unknown_case_is_the_apps_own_answer()
    {
        await using var app = await FakeApp.StartAsync("Closed");

        (await Imr.RunAsync("letter", "show", "CM26-9999999", "--url", $"{app.Address}")).Error.ShouldContain("404");
    }
}
