using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake;

/// <summary>Why an upload is not taken: for the person who looks after the quarantine.</summary>
/// <param name="Reason">A code: <c>BadApplication</c>, <c>NumberInUse</c>, <c>UnknownPlace</c>, <c>CaseClosed</c>.</param>
/// <param name="UploadedAs">The upload's place; it is still there, nothing is deleted.</param>
/// <param name="Problems">With what was found: PHI.</param>
/// <param name="Elsewhere">The upload is too large to be copied: its bytes are only at <paramref name="UploadedAs"/>.</param>
public sealed record QuarantineEntry(
    int SchemaVersion,
    string Reason,
    string UploadedAs,
    ContentHash Sha256,
    DateTimeOffset ArrivedAt,
    IReadOnlyList<ApplicationProblem> Problems,
    bool? Elsewhere = null) : IVersioned
{
    public const string BadApplication = nameof(BadApplication);

    public static int CurrentSchemaVersion => 1;
}

/// <summary>What became of an entry.</summary>
public enum QuarantineAction
{
    /// <summary>A corrected file was accepted; the case goes on.</summary>
    Release,

    /// <summary>The upload belongs to a case: it was put into its place.</summary>
    Assign,

    /// <summary>It is of no use.</summary>
    Dismiss,
}

/// <summary>How an entry was resolved: once.</summary>
/// <param name="Document">With <see cref="QuarantineAction.Assign"/>: the document's name in the case; null for its application.</param>
/// <param name="By">The person, or the system that accepted the corrected file.</param>
public sealed record QuarantineResolution(int SchemaVersion, QuarantineAction Action, CaseNumber? CaseNumber, string? Document, string Reason, string By, DateTimeOffset At) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    public bool SaysTheSameAs(QuarantineResolution other) => this with { At = other.At } == other;
}

/// <summary>
/// Keeps what intake could not take, with the reason: a copy of the bytes, an entry and at last a resolution beside it, all create-only; nothing is deleted. The
/// lists are a projection (<see cref="QuarantineIndex"/>).
/// </summary>
public sealed class Quarantine(CaseStorage storage, QuarantineIndex index)
{
    /// <summary>The folder of uploads whose place names no case.</summary>
    public const string Unnumbered = "_unnumbered";

    /// <param name="folder">The case number, or <see cref="Unnumbered"/>.</param>
    public async Task KeepAsync(string folder, UploadedFile file, string reason, IReadOnlyList<ApplicationProblem> problems, CancellationToken cancellation)
    {
        var entry = new QuarantineEntry(QuarantineEntry.CurrentSchemaVersion, reason, file.Name, file.Sha256, file.ArrivedAt, problems, file.Content is null ? true : null);
        if (file.Content is { } content)
            await storage.Quarantine.CreateAsync(UploadName(folder, file.Sha256), content.ToArray(), "application/octet-stream", cancellation);
        await storage.Quarantine.TryCreateAsync(EntryName(folder, file.Sha256), ImrJson.WriteBytes(entry), "application/json", cancellation);
        // Of the same bytes the first entry stays, with the first arrival.
        await ListAsync(folder, file.Sha256, cancellation);
    }

    /// <returns>Null when there is no such entry.</returns>
    public Task<QuarantineEntry?> FindAsync(string folder, ContentHash sha256, CancellationToken cancellation)
        => storage.Quarantine.TryReadJsonAsync<QuarantineEntry>(EntryName(folder, sha256), cancellation);

    /// <returns>Null while the entry is open.</returns>
    public Task<QuarantineResolution?> ResolutionAsync(string folder, ContentHash sha256, CancellationToken cancellation)
        => storage.Quarantine.TryReadJsonAsync<QuarantineResolution>(ResolutionName(folder, sha256), cancellation);

    /// <summary>The kept bytes; null when they are elsewhere.</summary>
    public Task<BinaryData?> ContentAsync(string folder, ContentHash sha256, CancellationToken cancellation)
        => storage.Quarantine.TryReadAsync(UploadName(folder, sha256), cancellation);

    /// <summary>States how an entry is resolved: the first statement stands. The lists follow with <see cref="ListAsync"/>, when what it means is done.</summary>
    /// <returns>The resolution that stands.</returns>
    public async Task<QuarantineResolution> ResolveAsync(string folder, ContentHash sha256, QuarantineResolution resolution, CancellationToken cancellation)
    {
        await storage.Quarantine.TryCreateAsync(ResolutionName(folder, sha256), ImrJson.WriteBytes(resolution), "application/json", cancellation);
        return await storage.Quarantine.ReadJsonAsync<QuarantineResolution>(ResolutionName(folder, sha256), cancellation);
    }

    /// <summary>A good application of the case was accepted: its bad files are corrected. Can be repeated.</summary>
    public async Task ReleaseCorrectedAsync(CaseNumber number, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var row in await index.OpenOfAsync(number, cancellation))
        {
            if (row.Reason != QuarantineEntry.BadApplication)
                continue;
            var released = new QuarantineResolution(
                QuarantineResolution.CurrentSchemaVersion, QuarantineAction.Release, number, null, "A corrected application was accepted.", "system:corrected", now);
            await ResolveAsync(row.Folder, row.Sha256, released, cancellation);
            await ListAsync(row.Folder, row.Sha256, cancellation);
        }
    }

    /// <summary>Makes the lists say what is stored of an entry.</summary>
    public async Task ListAsync(string folder, ContentHash sha256, CancellationToken cancellation)
    {
        if (await FindAsync(folder, sha256, cancellation) is not { } entry)
            return;
        await index.ProjectAsync(QuarantineRow.Of(folder, entry, await ResolutionAsync(folder, sha256, cancellation)), cancellation);
    }

    private static string UploadName(string folder, ContentHash sha256) => $"{folder}/{sha256}/upload";

    private static string EntryName(string folder, ContentHash sha256) => $"{folder}/{sha256}/{QuarantineIndex.EntryName}";

    private static string ResolutionName(string folder, ContentHash sha256) => $"{folder}/{sha256}/resolution.json";
}
