using System.Collections.Concurrent;
using Imr.Core.Cases;
using Imr.Core.Records;

namespace ImrFunctions.Intake.Text;

/// <summary>Reads any document by what it is: text, HTML and Word here, PDFs and pictures by the extractor.</summary>
public sealed class RecordReader(IDocumentTextExtractor extractor, TempFolder folder)
{
    /// <summary>Text and HTML are read up to this size, about a thousand pages; a larger one counts as unread, so that one file can't fill the memory. Bytes.</summary>
    public const long MaxTextBytes = 2 * 1024 * 1024;

    private readonly ConcurrentDictionary<ContentHash, Lazy<Task<RecordText>>> _reading = new();

    /// <summary>A file to put a document in for <see cref="ReadAsync(FileStream, string, ContentHash, CancellationToken)"/>; it is deleted when it is closed.</summary>
    public FileStream CreateFile() => folder.Create();

    /// <summary>Whether reading it takes so long that somebody else's reading of the same content is better looked for first.</summary>
    public static bool IsSlow(ReadOnlySpan<byte> bytes, string name) => FileKinds.Of(bytes[..Math.Min(bytes.Length, FileKinds.HeadBytes)], name) is FileKind.Pdf or FileKind.Picture;

    /// <param name="name">The uploader's file name.</param>
    public async Task<RecordText> ReadAsync(ReadOnlyMemory<byte> bytes, string name, CancellationToken cancellation)
    {
        if (!IsSlow(bytes.Span, name))
            return DocumentText.Read(bytes, name);
        await using var file = CreateFile();
        await file.WriteAsync(bytes, cancellation);
        return await ReadAsync(file, name, ContentHash.Of(bytes.Span), cancellation);
    }

    /// <param name="file">All of the document; it stays open.</param>
    public async Task<RecordText> ReadAsync(FileStream file, string name, ContentHash sha256, CancellationToken cancellation)
    {
        await file.FlushAsync(cancellation);
        var head = new byte[(int)Math.Min(file.Length, FileKinds.HeadBytes)];
        file.Position = 0;
        await file.ReadExactlyAsync(head, cancellation);
        file.Position = 0;
        var kind = FileKinds.Of(head, name);
        switch (kind)
        {
            case FileKind.Text or FileKind.Html when file.Length > MaxTextBytes:
                return RecordText.Unread(sha256, UnreadReason.TooLarge);
            case FileKind.Text or FileKind.Html:
                var bytes = new byte[(int)file.Length];
                await file.ReadExactlyAsync(bytes, cancellation);
                return DocumentText.Read(bytes, name);
            case FileKind.Zip:
                return DocumentText.Word(file, sha256);
            case FileKind.Pdf or FileKind.Picture:
                return await OnceAsync(new DocumentFile(file.Name, sha256, kind), cancellation);
            default:
                return DocumentText.NotRead(sha256, kind, name);
        }
    }

    /// <summary>A trigger and the reconcile timer may come for the same document: it is read once for both.</summary>
    private async Task<RecordText> OnceAsync(DocumentFile file, CancellationToken cancellation)
    {
        void Forget(Lazy<Task<RecordText>> reading) => _reading.TryRemove(new KeyValuePair<ContentHash, Lazy<Task<RecordText>>>(file.Sha256, reading));

        while (true)
        {
            var mine = new Lazy<Task<RecordText>>(() => extractor.ReadAsync(file, cancellation));
            var shared = _reading.GetOrAdd(file.Sha256, mine);
            try
            {
                return await shared.Value.WaitAsync(cancellation);
            }
            catch (Exception) when (shared != mine && !cancellation.IsCancellationRequested)
            {
                // Whoever read it was stopped.
                Forget(shared);
            }
            finally
            {
                if (shared == mine)
                    Forget(mine);
            }
        }
    }
}
