using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Testing;
using ImrFunctions.Intake;
using ImrFunctions.Intake.Text;
using ImrFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ImrFunctions.Tests.Intake.Text;

/// <summary>What a case shows of pages that were not read, and what is read again.</summary>
public sealed class ReadingInReviewTests : IAsyncLifetime
{
    private const string Operator = "dev.operator.op-1";

    private readonly SwitchedExtractor _extractor = new();
    private TestApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await TestApp.StartAsync(new TestAppOptions(services => services.AddSingleton<IDocumentTextExtractor>(_extractor)));
        await _app.ImportPanelAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_document_that_no_reader_was_there_for_is_listed_as_unread_and_read_again_before_the_evaluation()
    {
        var play = new PlayedReview(_app, "CM26-0000102", "CM26-0009001");
        await _app.UploadAsync("CM26-0009001/documents/scan.pdf", "%PDF-1.7 a scan"u8.ToArray());
        await play.ToOfferAsync();
        var unread = await ScanAsync();
        ((string?)unread["unreadReason"], (string?)unread["unreadPages"], (bool?)unread["everyPageRead"]).ShouldBe(("ReaderMissing", "1", false));

        _extractor.Installed = true;
        await play.AcceptAsync();
        await play.StateProvisionalAsync();
        await _app.UntilAsync(play.ReviewerToken, "/api/cases/CM26-0009001/review", r => r["evaluation"] is not null);

        var read = await ScanAsync();
        (read["unreadReason"], (string?)read["unreadPages"], (string?)read["uncertainPages"], (int?)read["pages"]).ShouldBe((null, "3", "2", 3));
        (await _app.Get<RecordTexts>().ReadAsync(ContentHash.Parse((string)read["sha256"]!), default)).Pages[0].Text.ShouldBe("The scan says so.");

        async Task<System.Text.Json.Nodes.JsonNode> ScanAsync()
            => (await _app.UntilAsync(Operator, "/api/cases/CM26-0009001/documents", _ => true))["documents"]!.AsArray().Single(d => (string?)d!["name"] == "scan.pdf")!;
    }

    [Fact]
    public async Task A_text_that_was_read_stays_and_one_that_was_not_gives_way()
    {
        var texts = _app.Get<RecordTexts>();
        var sha = ContentHash.Of("a document"u8);
        var failed = RecordText.Unread(sha, UnreadReason.Timeout);
        var partly = new RecordText(1, sha, [new RecordPage(1, true, "one"), RecordPage.Unread(2)]) { Reason = UnreadReason.Timeout };
        var whole = new RecordText(1, sha, [new RecordPage(1, true, "one"), new RecordPage(2, true, "two")]);

        (await texts.StoreAsync(failed, default)).PagesRead.ShouldBe(0);
        (await texts.StoreAsync(partly, default)).PagesRead.ShouldBe(1);
        (await texts.StoreAsync(failed, default)).PagesRead.ShouldBe(1, "a worse reading changes nothing");
        (await texts.StoreAsync(whole, default)).PagesRead.ShouldBe(2);
        (await texts.StoreAsync(partly, default)).PagesRead.ShouldBe(2);
        (await texts.StoreAsync(whole with { Producer = "another" }, default)).Producer.ShouldBeNull("what was read whole is never replaced");
    }

    [Fact]
    public async Task The_same_content_is_never_read_twice_at_once()
    {
        _extractor.Installed = true;
        _extractor.Hold = new TaskCompletionSource();
        var reader = _app.Get<RecordReader>();

        var all = Enumerable.Range(0, 5).Select(_ => reader.ReadAsync("%PDF-1.7 once"u8.ToArray(), "a.pdf", default)).ToList();
        await _extractor.Entered.Task;
        _extractor.Hold.SetResult();

        (await Task.WhenAll(all)).ShouldAllBe(t => t.Pages.Count == 3);
        _extractor.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task Documents_leave_no_file_behind()
    {
        _extractor.Installed = true;
        await _app.Get<RecordReader>().ReadAsync("%PDF-1.7 gone"u8.ToArray(), "a.pdf", default);

        _extractor.Path.ShouldNotBeNull();
        File.Exists(_extractor.Path).ShouldBeFalse();
    }

    /// <summary>Reads three pages once it is installed: one well, one poorly, one not at all.</summary>
    private sealed class SwitchedExtractor : IDocumentTextExtractor
    {
        private int _atOnce;

        public bool Installed { get; set; }

        public TaskCompletionSource? Hold { get; set; }

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int MostAtOnce { get; private set; }

        public string? Path { get; private set; }

        public async Task<RecordText> ReadAsync(DocumentFile file, CancellationToken cancellation)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
            Entered.TrySetResult();
            Path = file.Path;
            (await File.ReadAllTextAsync(file.Path, cancellation)).ShouldStartWith("%PDF");
            if (Hold is { } hold)
                await hold.Task;
            Interlocked.Decrement(ref _atOnce);
            return Installed
                ? new RecordText(1, file.Sha256, [new RecordPage(1, true, "The scan says so."), new RecordPage(2, true, "Blurred.") { Reading = PageReading.Ocr, Confidence = 0.4 }, RecordPage.Unread(3, "tooSmall")])
                : RecordText.Unread(file.Sha256, UnreadReason.ReaderMissing);
        }
    }
}
