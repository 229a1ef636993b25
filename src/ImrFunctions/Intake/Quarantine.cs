using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake;

/// <summary>Why an upload is not taken: for the person who looks after the quarantine.</summary>
/// <param name="Reason">A code: <c>BadApplication</c>, <c>NumberInUse</c>, <c>UnknownPlace</c>, <c>CaseClosed</c>.</param>
/// <param name="UploadedAs">The upload's place; it is still there, nothing is deleted.</param>
public sealed record QuarantineEntry(
    int SchemaVersion,
    string Reason,
    string UploadedAs,
    ContentHash Sha256,
    DateTimeOffset ArrivedAt,
    IReadOnlyList<ApplicationProblem> Problems) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>Keeps what intake could not take, with the reason: a copy of the bytes and an entry beside it, both create-only.</summary>
public sealed class Quarantine(CaseStorage storage)
{
    /// <param name="folder">The case number, or <c>_unnumbered</c>.</param>
    public async Task KeepAsync(string folder, BinaryData content, string reason, string uploadedAs, DateTimeOffset arrivedAt, IReadOnlyList<ApplicationProblem> problems, CancellationToken cancellation)
    {
        var hash = ContentHash.Of(content.ToMemory().Span);
        var entry = new QuarantineEntry(QuarantineEntry.CurrentSchemaVersion, reason, uploadedAs, hash, arrivedAt, problems);
        await storage.Quarantine.CreateAsync($"{folder}/{hash}/upload", content.ToArray(), "application/octet-stream", cancellation);
        if (await storage.Quarantine.TryReadAsync($"{folder}/{hash}/reason.json", cancellation) is null)
            await storage.Quarantine.CreateJsonAsync($"{folder}/{hash}/reason.json", entry, cancellation);
    }
}
