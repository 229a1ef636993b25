using Azure;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Matching;

public enum AssignmentState { Offered, Accepted, Declined, Silent, Ended, TakenBack }

/// <summary>One offer of a case to a reviewer, for her list: treatments in general words, no names.</summary>
public sealed record Assignment(
    int SchemaVersion,
    string OfferId,
    ReviewKey Review,
    int Attempt,
    string ReviewerId,
    DateTimeOffset OfferedAt,
    DateTimeOffset AnswerBy,
    IReadOnlyList<string> Treatments) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>The reservation's key in the panel, and the row's key here.</summary>
    public string Key => KeyOf(Review, Attempt);

    public static string KeyOf(ReviewKey review, int attempt) => $"{review}|{attempt}";
}

/// <summary>Offers by reviewer (table <c>Assignments</c>).</summary>
public sealed class AssignmentStore(CaseStorage storage)
{
    /// <summary>Writes the offer; a repeat finds it.</summary>
    public async Task OfferAsync(Assignment assignment, CancellationToken cancellation)
    {
        var row = new TableEntity(assignment.ReviewerId, assignment.Key)
        {
            ["SchemaVersion"] = 1,
            ["State"] = nameof(AssignmentState.Offered),
            ["Body"] = ImrJson.Write(assignment),
        };
        try
        {
            await storage.Assignments.AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Offered by an earlier try of this step.
        }
    }

    /// <summary>The offer must be answered sooner: her list shows it.</summary>
    public async Task HastenAsync(string reviewerId, ReviewKey review, int attempt, DateTimeOffset answerBy, CancellationToken cancellation)
    {
        var found = await storage.Assignments.GetEntityIfExistsAsync<TableEntity>(reviewerId, Assignment.KeyOf(review, attempt), cancellationToken: cancellation);
        if (found is not { HasValue: true, Value: { } row })
            return;
        var assignment = ImrJson.Read<Assignment>(row.GetString("Body")!) with { AnswerBy = answerBy };
        await storage.Assignments.UpdateEntityAsync(
            new TableEntity(row.PartitionKey, row.RowKey) { ["Body"] = ImrJson.Write(assignment) }, ETag.All, TableUpdateMode.Merge, cancellation);
    }

    public async Task MoveAsync(string reviewerId, ReviewKey review, int attempt, AssignmentState state, CancellationToken cancellation)
    {
        try
        {
            await storage.Assignments.UpdateEntityAsync(
                new TableEntity(reviewerId, Assignment.KeyOf(review, attempt)) { ["State"] = state.ToString() }, ETag.All, TableUpdateMode.Merge, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The place was taken and the case ended before the offer was written.
        }
    }

    /// <summary>The reviewer's offers that wait for an answer.</summary>
    public async Task<IReadOnlyList<Assignment>> OffersAsync(string reviewerId, CancellationToken cancellation)
    {
        var offers = new List<Assignment>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {reviewerId} and State eq {nameof(AssignmentState.Offered)}");
        await foreach (var row in storage.Assignments.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            offers.Add(ImrJson.Read<Assignment>(row.GetString("Body")!));
        return [.. offers.OrderBy(o => o.AnswerBy)];
    }
}
