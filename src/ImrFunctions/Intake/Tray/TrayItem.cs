using System.Text;
using System.Text.Json.Serialization;
using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Serialization;

namespace ImrFunctions.Intake.Tray;

/// <summary>Why something stands in the tray.</summary>
public enum TrayReason
{
    /// <summary>Uploaded to a place that is no case's.</summary>
    UnknownPlace,

    /// <summary>Uploaded under a case number for which no application came.</summary>
    NoApplication,

    /// <summary>It came after the case had closed.</summary>
    CaseClosed,

    /// <summary>Taken from a case in which it was filed by mistake, and not filed elsewhere yet.</summary>
    Misfiled,

    /// <summary>Pages of a case's document name somebody else: a person must settle it there.</summary>
    IdentityOpen,

    /// <summary>A part of a document that was divided here.</summary>
    Part,
}

/// <summary>How it left the tray.</summary>
public enum TrayEndKind
{
    /// <summary>All pages of it are filed in cases.</summary>
    Filed,

    /// <summary>Divided: its parts stand in the tray.</summary>
    Split,

    /// <summary>A person found that it belongs nowhere. It is kept.</summary>
    Closed,

    /// <summary>Its case came, and has it.</summary>
    Matched,

    /// <summary>A person settled whose the pages are.</summary>
    Settled,
}

/// <param name="Id">The request that did it.</param>
/// <param name="Pages">Of the item, from 1; null: all.</param>
/// <param name="Document">What it is in that case.</param>
public sealed record TrayFiling(string Id, PageRange? Pages, CaseNumber CaseNumber, ContentHash Document, string Reason, string By, DateTimeOffset At);

/// <param name="Id">The request that did it, or <c>system</c>.</param>
public sealed record TrayEnd(string Id, TrayEndKind Kind, string Reason, string By, DateTimeOffset At)
{
    public const string System = "system";
}

/// <summary>A document that belongs to no case yet, or perhaps to another one than it stands in: what an operator works on.</summary>
/// <param name="Id">Deterministic: what comes again is the same item.</param>
/// <param name="Sha256">Of the file.</param>
/// <param name="Place">The file among the records.</param>
/// <param name="Name">The uploader's file name: data.</param>
/// <param name="PageCount">Pages of the item.</param>
/// <param name="Within">For a part of the file: its pages in it.</param>
/// <param name="CaseNumber">The case that it was uploaded for, taken from, or stands in.</param>
/// <param name="ArrivedAt">When it was uploaded: the legal arrival, which it keeps wherever it is filed.</param>
public sealed record TrayItem(
    int SchemaVersion,
    string Id,
    TrayReason Reason,
    ContentHash Sha256,
    string Place,
    string Name,
    string ContentType,
    long Bytes,
    int PageCount,
    PageRange? Within,
    CaseNumber? CaseNumber,
    DateTimeOffset ArrivedAt,
    DateTimeOffset ListedAt,
    IReadOnlyList<TrayFiling> Filed,
    TrayEnd? End) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    [JsonIgnore]
    public bool Open => End is null;

    /// <summary>Pages that are filed nowhere yet.</summary>
    [JsonIgnore]
    public IReadOnlyList<PageRange> Left => PageRange.Of(Enumerable.Range(1, PageCount).Where(page => !Filed.Any(f => f.Pages?.Contains(page) != false)));

    /// <summary>The same place and pages give the same id.</summary>
    /// <param name="parts">Such as the upload's path and hash.</param>
    public static string IdOf(params IEnumerable<string> parts) => "T-" + ContentHash.Of(Encoding.UTF8.GetBytes(string.Join('\n', parts))).Value[..24];

    /// <summary>These pages of the item as pages of the file.</summary>
    public PageRange InFile(PageRange pages) => Within is { } within ? new PageRange(within.From + pages.From - 1, within.From + pages.To - 1) : pages;

    public TrayItem File(TrayFiling filing)
    {
        var filed = this with { Filed = [.. Filed.Where(f => f.Id != filing.Id), filing] };
        return filed.Left.Count > 0 ? filed : filed with { End = new TrayEnd(filing.Id, TrayEndKind.Filed, filing.Reason, filing.By, filing.At) };
    }
}
