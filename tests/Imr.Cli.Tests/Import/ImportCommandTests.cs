namespace Imr.Cli.Tests.Import;

public sealed class ImportCommandTests
{
    private static readonly object Imported = Case("Imported", [], []);

    [Fact]
    public async Task The_file_is_sent_as_it_is_and_the_report_shown()
    {
        await using var app = await FakeApp.StartAsync("Received");
        app.Import = (200, Report(dryRun: false, Imported));

        var (exitCode, output, _) = await RunAsync(app);

        exitCode.ShouldBe(0);
        app.Imported.ShouldBe(("", "[{}]"));
        foreach (var text in new[] { "CM26-0000500", "Imported", "ClinicalReview", "DL-DET-STD due 2026-04-11 Running, 12 days left", "Imported: 1; here already: 0.", "Report 0123" })
            output.ShouldContain(text);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_imported_and_what_to_look_at()
    {
        await using var app = await FakeApp.StartAsync("Received");
        app.Import = (200, Report(dryRun: true, Case("Ready", ["A clock has run out."], []), Case("AlreadyThere", [], [])));

        var (exitCode, output, _) = await RunAsync(app, "--dry-run");

        exitCode.ShouldBe(0);
        app.Imported.Query.ShouldBe("?dryRun=true");
        output.ShouldContain("warning  CM26-0000500: A clock has run out.");
        output.ShouldContain("Would be imported: 1; here already: 1.");
    }

    [Theory]
    [InlineData(400, false, "Problems: 1; nothing was imported.")]
    [InlineData(200, true, "Problems: 1; nothing would be imported.")]
    public async Task A_file_with_problems_is_exit_code_2_with_each_by_its_path(int status, bool dryRun, string sentence)
    {
        await using var app = await FakeApp.StartAsync("Received");
        app.Import = (status, Report(dryRun, Imported, Case("Refused", [], [new { path = "$[1].reviewerId", problem = "is not on the panel", expected = "a reviewer's id" }])));

        var (exitCode, output, error) = await RunAsync(app, dryRun ? ["--dry-run"] : []);

        exitCode.ShouldBe(2);
        output.ShouldContain("problem  $[1].reviewerId: is not on the panel, expected a reviewer's id");
        output.ShouldContain(sentence);
        error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_without_a_report_is_the_apps_own_answer()
    {
        await using var app = await FakeApp.StartAsync("Received");
        app.Import = (413, "");

        var (exitCode, _, error) = await RunAsync(app);

        exitCode.ShouldBe(1);
        error.ShouldContain("An import has at most 20 MiB.");
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(FakeApp app, params string[] options)
    {
        using var directory = new TemporaryDirectory();
        return await Imr.RunAsync(["import", directory.Write("cases.json", "[{}]"), "--url", $"{app.Address}", .. options]);
    }

    private static object Report(bool dryRun, params object[] cases)
        => new { schemaVersion = 1, id = "0123", by = "Operator:cli", at = DateTimeOffset.UnixEpoch, dryRun, cases };

    private static object Case(string outcome, string[] warnings, object[] problems) => new
    {
        index = 0,
        caseNumber = "CM26-0000500",
        outcome,
        stage = "ClinicalReview",
        deadlines = new[] { new { ruleId = "DL-DET-STD", startedAt = DateTimeOffset.UnixEpoch, dueOn = "2026-04-11", daysLeft = 12, state = "Running" } },
        items = new[] { "item-1" },
        documents = 3,
        warnings,
        problems,
    };
}
