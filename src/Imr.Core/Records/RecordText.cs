using System.Text.Json.Serialization;
using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Core.Records;

/// <summary>The text of one document, page by page, as stored in <c>record-text/{sha256}.json</c>.</summary>
public sealed record RecordText(int SchemaVersion, ContentHash Sha256, IReadOnlyList<RecordPage> Pages) : IVersioned
{
    /// <summary>Members are added without a new version: an older program leaves them out.</summary>
    public static int CurrentSchemaVersion => 1;

    /// <summary>The note of a page that took longer than a page may.</summary>
    public const string TimeoutNote = "timeout";

    /// <summary>Why the document, or the rest of it after the pages here, was not read. Null when each page speaks for itself.</summary>
    public UnreadReason? Reason { get; init; }

    /// <summary>What the file holds besides its pages, such as <c>javascript</c>, <c>attachments</c>: codes of the reader. Nothing of it was run or opened.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>The program that says it made the file, as the file has it.</summary>
    public string? Producer { get; init; }

    /// <summary>Every page is here and was read so well that a sentence which is not there counts as absent.</summary>
    [JsonIgnore]
    public bool EveryPageRead => Reason is null && Pages.All(p => p is { Readable: true, Uncertain: false });

    [JsonIgnore]
    public int PagesRead => Pages.Count(p => p.Readable);

    /// <summary>
    /// The reason, or that of a page, lies with us or the moment: another reading may give more. So may one of a document that a program stored which did not yet
    /// read its kind, and said no reason.
    /// </summary>
    [JsonIgnore]
    public bool MayBeReadAgain => Reason?.MayPass() ?? (PagesRead == 0 || Pages.Any(p => p is { Readable: false, Note: TimeoutNote }));

    /// <summary>A document of which nothing was read: one page that proves nothing either way.</summary>
    public static RecordText Unread(ContentHash sha256, UnreadReason reason) => new(CurrentSchemaVersion, sha256, [RecordPage.Unread(1)]) { Reason = reason };
}
