using System.Diagnostics;
using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Testing;
using ImrFunctions.Intake.Text;
using ImrFunctions.Intake.Text.Reader;
using ImrFunctions.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImrFunctions.Tests.Intake.Text;

/// <summary>The document reader itself, as the app runs it.</summary>
public sealed class RealReaderTests : IAsyncLifetime
{
    private ServiceProvider _services = null!;
    private string _node = "";
    private string _script = "";

    public async Task InitializeAsync()
    {
        (_node, _script) = await DocumentReaderForTests.EnsureAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["DocumentText:Node"] = _node, ["DocumentText:Processes"] = "1" }).Build();
        _services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddDocumentText(configuration).BuildServiceProvider();
    }

    public async Task DisposeAsync() => await _services.DisposeAsync();

    [Fact]
    public async Task The_sample_report_is_read_page_by_page_with_places()
    {
        var text = await ReadAsync(Sample("urine-drug-test-2026-01-14.pdf"));

        text.Pages.Select(p => p.Reading).ShouldBe([PageReading.Text, PageReading.Text]);
        text.EveryPageRead.ShouldBeTrue();
        Sentences.Split(text.Pages[1].Text).ShouldContain("The urine drug test of 01/14/2026 is consistent with the medication on the order.");
        var line = text.Pages[1].Lines!.Single(l => text.Pages[1].TextOf(l).StartsWith("The urine drug test", StringComparison.Ordinal));
        (line.X, line.Width).ShouldBe((72, 388.9), "points from the left");
        text.Pages[1].Size.ShouldBe(new PageSize(612, 792));
    }

    [Fact]
    public async Task The_sample_fax_is_recognized()
    {
        var page = (await ReadAsync(Sample("opioid-agreement-2025-08-20.pdf"))).Pages.Single();

        page.Reading.ShouldBe(PageReading.Ocr);
        page.Uncertain.ShouldBeFalse();
        page.Text.ShouldContain("Agreement on treatment with opioid medication");
        page.Text.ShouldContain("Ludovic Amadi-Crane, MD");
    }

    [Theory]
    [InlineData("locked.pdf", UnreadReason.Encrypted)]
    [InlineData("garbage.pdf", UnreadReason.Damaged)]
    public async Task What_can_not_be_opened_says_why(string fixture, UnreadReason reason)
        => (await ReadAsync(DocumentReaderForTests.Fixture(fixture))).Reason.ShouldBe(reason);

    [Fact]
    public async Task Scripts_and_attachments_are_told_and_a_file_that_was_only_locked_for_changes_is_read()
    {
        (await ReadAsync(DocumentReaderForTests.Fixture("script-attachment.pdf"))).Features.ShouldBe(["attachments", "javascript"], ignoreOrder: true);
        (await ReadAsync(DocumentReaderForTests.Fixture("locked-open.pdf"))).EveryPageRead.ShouldBeTrue();
    }

    [Fact]
    public async Task The_text_twins_of_the_core_tests_are_what_the_reader_reads()
    {
        foreach (var name in new[] { "urine-drug-test-2026-01-14", "opioid-agreement-2025-08-20" })
        {
            var twin = Imr.Core.Serialization.ImrJson.Read<RecordText>(await File.ReadAllBytesAsync(RepoRoot.Combine("tests", "Imr.Core.Tests", "Samples", "read", name + ".json")));
            var read = await ReadAsync(Sample(name + ".pdf"));
            (read.Sha256, read.EveryPageRead).ShouldBe((twin.Sha256, twin.EveryPageRead));
            // Recognition may differ by a letter from one machine to the next.
            foreach (var (now, then) in read.Pages.Zip(twin.Pages).Where(p => p.Second.Reading == PageReading.Text))
                now.Text.ShouldBe(then.Text);
        }
    }

    [Fact]
    public async Task A_reader_ends_when_the_app_is_gone()
    {
        using var process = Process.Start(new ProcessStartInfo(_node, [_script]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        (await process.StandardOutput.ReadLineAsync())!.ShouldContain("\"ready\":true");

        // As the system does for an app that was killed.
        process.StandardInput.Close();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(Patience.Seconds));
        await process.WaitForExitAsync(limit.Token);
    }

    private static string Sample(string name) => RepoRoot.Combine("samples", "cases", "CM26-0000104", "documents", name);

    private async Task<RecordText> ReadAsync(string path) => await _services.GetRequiredService<RecordReader>().ReadAsync(await File.ReadAllBytesAsync(path), Path.GetFileName(path), default);
}
