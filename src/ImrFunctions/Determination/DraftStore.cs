using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Core.Letters;
using Imr.Core.Reviewers;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Determination;

/// <summary>
/// A signed determination on its way to release: what the checks said, and the facts that the letter is made of (blob
/// <c>drafts/{caseNumber}/r{n}/a{attempt}.json</c>, create-only).
/// </summary>
/// <param name="DeterminationFact">The fact that was checked.</param>
public sealed record Draft(
    int SchemaVersion,
    string DeterminationFact,
    ContentHash Application,
    string ReviewerId,
    ReviewerCredentials Credentials,
    DateOnly AssignedOn,
    ContentHash RecordsHash,
    QualityReport Report) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>When several reviewers share the case: each one's part, in order. The fields above are then the first one's.</summary>
    public IReadOnlyList<DraftPart>? Parts { get; init; }

    /// <summary>Everybody who signed.</summary>
    public IEnumerable<string> Signers => Parts?.Select(p => p.ReviewerId) ?? [ReviewerId];
}

/// <summary>One reviewer's part of a shared case.</summary>
/// <param name="Number">The group of items.</param>
/// <param name="Passed">Whether it passed the checks; the others come back to their reviewers.</param>
public sealed record DraftPart(int Number, IReadOnlyList<string> ItemIds, string DeterminationFact, string ReviewerId, ReviewerCredentials Credentials, bool Passed);

public sealed class DraftStore(CaseStorage storage, ImmutableCache cache)
{
    /// <returns>The draft that stands: this one, or the one of an earlier try.</returns>
    public async Task<Draft> CreateOrReadAsync(ReviewKey review, int attempt, Draft draft, CancellationToken cancellation)
    {
        var name = Name(review, attempt);
        var bytes = ImrJson.WriteBytes(draft);
        return await storage.Drafts.TryCreateAsync(name, bytes, "application/json", cancellation)
            ? cache.Keep(name, draft, bytes.Length)
            : await storage.Drafts.ReadJsonAsync<Draft>(name, cache, cancellation);
    }

    public Task<Draft?> TryReadAsync(ReviewKey review, int attempt, CancellationToken cancellation)
        => storage.Drafts.TryReadJsonAsync<Draft>(Name(review, attempt), cache, cancellation);

    /// <summary>The letter that a release decided on, before it is issued; null when none was.</summary>
    public Task<LetterModel?> TryReadLetterAsync(ReviewKey review, int attempt, CancellationToken cancellation)
        => storage.Drafts.TryReadJsonAsync<LetterModel>(LetterName(review, attempt), cancellation);

    /// <summary>Keeps the letter that is going to be issued. A repeat finds the first one.</summary>
    public async Task<LetterModel> KeepLetterAsync(ReviewKey review, int attempt, LetterModel letter, CancellationToken cancellation)
    {
        var name = LetterName(review, attempt);
        return await storage.Drafts.TryCreateAsync(name, ImrJson.WriteBytes(letter), "application/json", cancellation)
            ? letter
            : await storage.Drafts.ReadJsonAsync<LetterModel>(name, cancellation);
    }

    private static string LetterName(ReviewKey review, int attempt) => $"{review.CaseNumber}/r{review.Round}/a{attempt}-letter.json";

    private static string Name(ReviewKey review, int attempt) => $"{review.CaseNumber}/r{review.Round}/a{attempt}.json";
}
