using Imr.Core.Cases;

namespace ImrFunctions.Intake;

/// <summary>An entry in a list.</summary>
/// <param name="Folder">With <paramref name="Sha256"/> the entry's address.</param>
/// <param name="AgeHours">Since the upload arrived.</param>
/// <param name="Problems">How many.</param>
/// <param name="Resolved">Absent while the entry is open.</param>
public sealed record QuarantineRowView(string Folder, ContentHash Sha256, string Reason, string UploadedAs, DateTimeOffset ArrivedAt, double AgeHours, int Problems, QuarantineAction? Resolved)
{
    public static QuarantineRowView Of(QuarantineRow row, DateTimeOffset now)
        => new(row.Folder, row.Sha256, row.Reason, row.UploadedAs, row.ArrivedAt, Math.Round((now - row.ArrivedAt).TotalHours, 1), row.Problems, row.Resolved);
}

/// <summary>One page, the oldest first.</summary>
public sealed record QuarantineListView(IReadOnlyList<QuarantineRowView> Entries, string? Continuation);

/// <summary>An entry with all that is known of it.</summary>
/// <param name="Elsewhere">The upload is too large for a copy: its bytes are only at its place.</param>
public sealed record QuarantineEntryView(
    string Folder,
    ContentHash Sha256,
    string Reason,
    string UploadedAs,
    DateTimeOffset ArrivedAt,
    bool Elsewhere,
    IReadOnlyList<ApplicationProblem> Problems,
    QuarantineResolutionView? Resolution)
{
    public static QuarantineEntryView Of(string folder, QuarantineEntry entry, QuarantineResolution? resolution)
        => new(folder, entry.Sha256, entry.Reason, entry.UploadedAs, entry.ArrivedAt, entry.Elsewhere == true, entry.Problems, resolution is null ? null : QuarantineResolutionView.Of(resolution));
}

public sealed record QuarantineResolutionView(QuarantineAction Action, CaseNumber? CaseNumber, string? Document, string Reason, string By, DateTimeOffset At)
{
    public static QuarantineResolutionView Of(QuarantineResolution r) => new(r.Action, r.CaseNumber, r.Document, r.Reason, r.By, r.At);
}

/// <param name="CaseNumber">To which case it belongs; with Release only needed where the entry's folder names none.</param>
/// <param name="Document">With Assign: the name of the document in the case; absent for its application.</param>
public sealed record QuarantineResolveBody(QuarantineAction? Action, CaseNumber? CaseNumber, string? Document, string? Reason);
