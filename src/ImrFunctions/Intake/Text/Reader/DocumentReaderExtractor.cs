using Imr.Core.Records;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Intake.Text.Reader;

/// <summary>
/// Reads with the document reader of this machine. A process that hangs, dies or babbles is replaced and the document goes on in another one, once. When the
/// time is up, pages that hold their text themselves are still read; those that would have to be recognized are not.
/// </summary>
public sealed class DocumentReaderExtractor(ReaderPool pool, IOptions<DocumentTextOptions> options, ILogger<DocumentReaderExtractor> logger) : IDocumentTextExtractor
{
    private const int Tries = 2;

    /// <summary>For the pages that hold their text, after the time is up. Of the document's time.</summary>
    private const double RestPart = 0.2;

    public async Task<RecordText> ReadAsync(DocumentFile file, CancellationToken cancellation)
    {
        if (!pool.IsInstalled)
            return RecordText.Unread(file.Sha256, UnreadReason.ReaderMissing);
        using var place = await pool.TakeAsync(cancellation);
        var pages = new ReadPages(file.Sha256);
        var time = TimeSpan.FromSeconds(options.Value.DocumentSeconds);
        var (answer, reason) = await TryAsync(place, RequestOf(file), pages, time, cancellation);
        if (reason is UnreadReason.Timeout && file.Kind == FileKind.Pdf)
            (answer, _) = await TryAsync(place, RequestOf(file) with { Ocr = "never" }, pages, time * RestPart, cancellation);
        if (reason is not null)
            logger.LogWarning("Document {Sha256} was not read whole: {Reason}.", file.Sha256, reason);
        return pages.End(answer?.Done, reason);
    }

    /// <summary>Asks, and once more from the page on that the first process did not get to.</summary>
    /// <returns>How the reader ended, and why it did not read everything.</returns>
    private async Task<(ReaderAnswer? Answer, UnreadReason? Reason)> TryAsync(ReaderPlace place, ReaderRequest request, ReadPages pages, TimeSpan time, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(time);
        for (var tries = 1; ; tries++)
        {
            try
            {
                var answer = await place.AskAsync(request with { From = request.Op == "text" ? pages.Next : null }, pages.Add, limit.Token);
                if (answer.Error?.Code != "internal" || tries == Tries)
                    return (answer, ReasonOf(answer.Error));
            }
            catch (ReaderBrokenException e)
            {
                logger.LogWarning("A process of the document reader broke ({Why}), try {Try}.", e.Message, tries);
                if (tries == Tries)
                    return (null, UnreadReason.ReaderFailed);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return (null, UnreadReason.Timeout);
            }
        }
    }

    private ReaderRequest RequestOf(DocumentFile file)
    {
        var page = (int)(options.Value.PageSeconds * 1000);
        return file.Kind == FileKind.Pdf
            ? new ReaderRequest("", "text", file.Path, page) { Ocr = "auto", MaxPages = options.Value.MaxPages }
            : new ReaderRequest("", "image", file.Path, page);
    }

    private static UnreadReason? ReasonOf(ReaderError? error) => error?.Code switch
    {
        null => null,
        "encrypted" => UnreadReason.Encrypted,
        "damaged" or "notPdf" => UnreadReason.Damaged,
        "truncated" => UnreadReason.Truncated,
        "bomb" => UnreadReason.Bomb,
        "tooLarge" or "memory" => UnreadReason.TooLarge,
        "tooManyPages" => UnreadReason.TooManyPages,
        "timeout" => UnreadReason.Timeout,
        "unsupported" => UnreadReason.Unsupported,
        _ => UnreadReason.ReaderFailed,
    };
}
