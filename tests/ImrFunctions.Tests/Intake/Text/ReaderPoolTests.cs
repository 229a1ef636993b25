using System.Diagnostics;
using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Intake.Text;
using ImrFunctions.Intake.Text.Reader;
using ImrFunctions.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Tests.Intake.Text;

/// <summary>Whatever a process of the reader does: the document is read, or says why not, and the next one is read.</summary>
public sealed class ReaderPoolTests
{
    [Fact]
    public async Task A_process_is_kept_for_the_next_document()
    {
        using var reader = await FakeReader.StartAsync();

        var first = await reader.ReadAsync("pid");
        var second = await reader.ReadAsync("pid");

        second.Pages.Single().Text.ShouldBe(first.Pages.Single().Text);
        reader.Pool.ProcessIds.ShouldHaveSingleItem();
        (first.EveryPageRead, first.Producer, first.Features!.Single()).ShouldBe((true, "fake", "text"));
        first.Pages.Single().Lines!.Single().ShouldBe(new PageLine(0, first.Pages.Single().Text.Length, 72, 72, 100, 12) { Block = 0 });
    }

    [Fact]
    public async Task Two_documents_are_read_at_once_and_never_mix()
    {
        using var reader = await FakeReader.StartAsync();
        var (a, b) = (reader.Marker, reader.Marker);

        // Each waits for the other: one after the other they would never end.
        var read = await Task.WhenAll(
            reader.ReadAsync(["page a1", $"meet {a} {b}", "page a2"]),
            reader.ReadAsync(["page b1", $"meet {b} {a}", "page b2"]));

        read.Select(r => string.Join(' ', r.Pages.Select(p => p.Text))).ShouldBe(["a1 a2", "b1 b2"]);
        reader.Pool.ProcessIds.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Twenty_documents_over_two_processes_keep_their_pages()
    {
        using var reader = await FakeReader.StartAsync();

        var read = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => reader.ReadAsync([.. Enumerable.Range(0, 20).Select(p => $"page {n}.{p}")])));

        for (var n = 0; n < 20; n++)
            read[n].Pages.Select(p => p.Text).ShouldBe(Enumerable.Range(0, 20).Select(p => $"{n}.{p}"));
        reader.Pool.ProcessIds.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_process_that_is_killed_within_a_document_is_replaced_and_goes_on_where_it_was()
    {
        using var reader = await FakeReader.StartAsync();

        var text = await reader.ReadAsync("page one", "page two", $"dieOnce {reader.Marker}", "page three");

        text.Pages.Select(p => p.Text).ShouldBe(["one", "two", "three"]);
        text.EveryPageRead.ShouldBeTrue();
    }

    [Theory]
    [InlineData("die")]
    [InlineData("say hello")]
    [InlineData("say {\"id\":\"77\",\"done\":{}}")]
    [InlineData("say {\"id\":7}")]
    [InlineData("say null")]
    [InlineData("flood")]
    public async Task A_document_that_breaks_the_reader_twice_says_so_and_the_next_is_read(string order)
    {
        using var reader = await FakeReader.StartAsync();

        var text = await reader.ReadAsync("page one", order, "page two");

        text.Reason.ShouldBe(UnreadReason.ReaderFailed);
        (text.EveryPageRead, text.MayBeReadAgain).ShouldBe((false, true));
        text.Pages[0].Text.ShouldBe("one");
        (await reader.ReadAsync("page next")).Pages.Single().Text.ShouldBe("next");
    }

    [Fact]
    public async Task A_reader_that_hangs_is_ended_and_what_it_read_is_kept()
    {
        using var reader = await FakeReader.StartAsync(new DocumentTextOptions { DocumentSeconds = 2 });

        var text = await reader.ReadAsync("page one", "hang");

        text.Reason.ShouldBe(UnreadReason.Timeout);
        text.Pages[0].Text.ShouldBe("one");
        reader.Pool.ProcessIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reader_that_falls_silent_is_replaced_long_before_the_time_is_up()
    {
        using var reader = await FakeReader.StartAsync(new DocumentTextOptions { DocumentSeconds = 600, PageSeconds = 0.1 });

        var text = await reader.ReadAsync("page one", $"hangOnce {reader.Marker}", "page two");

        text.Pages.Select(p => p.Text).ShouldBe(["one", "two"]);
        text.EveryPageRead.ShouldBeTrue();
    }

    [Theory]
    [InlineData("partial", "partial", true)]
    [InlineData("textUnsure", "textUnsure", true)]
    [InlineData("something", "something", false)]
    [InlineData("Jane Doe, born 1974", null, false)]
    public async Task A_note_of_the_reader_is_a_code_and_some_leave_the_page_uncertain(string said, string? note, bool uncertain)
    {
        using var reader = await FakeReader.StartAsync();

        var page = (await reader.ReadAsync($"note {said}")).Pages.Single();

        (page.Note, page.Uncertain).ShouldBe((note, uncertain));
    }

    [Fact]
    public async Task When_the_time_is_up_pages_that_hold_their_text_are_still_read_and_scans_count_as_unread()
    {
        using var reader = await FakeReader.StartAsync(new DocumentTextOptions { DocumentSeconds = 5 });

        var text = await reader.ReadAsync("page one", "scan", "page three");

        text.Pages.Select(p => p.Reading).ShouldBe([PageReading.Text, PageReading.Unread, PageReading.Text]);
        (text.Reason, text.EveryPageRead).ShouldBe((UnreadReason.Timeout, false));
    }

    [Theory]
    [InlineData("encrypted", UnreadReason.Encrypted)]
    [InlineData("notPdf", UnreadReason.Damaged)]
    [InlineData("truncated", UnreadReason.Truncated)]
    [InlineData("tooManyPages", UnreadReason.TooManyPages)]
    [InlineData("tooLarge", UnreadReason.TooLarge)]
    [InlineData("internal", UnreadReason.ReaderFailed)]
    [InlineData("somethingNew", UnreadReason.ReaderFailed)]
    public async Task What_the_reader_says_of_a_document_is_its_reason(string code, UnreadReason reason)
    {
        using var reader = await FakeReader.StartAsync();

        (await reader.ReadAsync($"error {code}")).Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task A_cancelled_reading_leaves_no_process_behind()
    {
        using var reader = await FakeReader.StartAsync();
        using var cancel = new CancellationTokenSource();
        var marker = reader.Marker;
        var reading = reader.ReadAsync(cancel.Token, $"meet {marker} {marker}never");
        await UntilAsync(() => File.Exists(marker));

        cancel.Cancel();

        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        reader.Pool.ProcessIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_process_outlives_the_pool()
    {
        int[] ids;
        using (var reader = await FakeReader.StartAsync())
        {
            await reader.ReadAsync("page one");
            ids = [.. reader.Pool.ProcessIds];
        }

        ids.ShouldHaveSingleItem();
        await UntilAsync(() => ids.All(HasEnded));
    }

    [Fact]
    public async Task A_process_gets_nothing_of_our_environment_but_where_programs_and_temporary_files_are()
    {
        using var reader = await FakeReader.StartAsync();

        (await reader.ReadAsync("env")).Pages.Single().Text.Split(' ').ShouldBeSubsetOf(["DOCUMENT_READER_HEAP_MB", "PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR"]);
    }

    [Fact]
    public async Task Without_a_reader_nothing_is_read_and_the_start_says_so()
    {
        var log = new LogLines();
        var options = Options.Create(new DocumentTextOptions { ReaderFolder = "/no/such/folder" });
        using var pool = new ReaderPool(options, new ConfigurationBuilder().Build(), new Logger<ReaderPool>(new LoggerFactory([log])));
        var extractor = new DocumentReaderExtractor(pool, options, NullLogger<DocumentReaderExtractor>.Instance);

        var text = await extractor.ReadAsync(new DocumentFile("/tmp/x", ContentHash.Of("x"u8), FileKind.Pdf), default);

        (text.Reason, text.MayBeReadAgain).ShouldBe((UnreadReason.ReaderMissing, true));
        log.All.Count(l => l.Contains("PDFs and pictures are not read", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static async Task UntilAsync(Func<bool> suits)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(Patience.Seconds));
        while (!suits())
            await Task.Delay(5, limit.Token);
    }

    private static bool HasEnded(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
