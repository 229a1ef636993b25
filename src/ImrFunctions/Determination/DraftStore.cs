using Imr.Core.Cases;
using Imr.Core.Determinations;
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
}

public sealed class DraftStore(CaseStorage storage, ImmutableCache cache)
{
    public Task CreateAsync(ReviewKey review, int attempt, Draft draft, CancellationToken cancellation)
        => storage.Drafts.CreateJsonAsync(Name(review, attempt), draft, cancellation);

    public Task<Draft?> TryReadAsync(ReviewKey review, int attempt, CancellationToken cancellation)
        => storage.Drafts.TryReadJsonAsync<Draft>(Name(review, attempt), cache, cancellation);

    private static string Name(ReviewKey review, int attempt) => $"{review.CaseNumber}/r{review.Round}/a{attempt}.json";
}
