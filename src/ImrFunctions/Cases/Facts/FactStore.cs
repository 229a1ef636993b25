using System.Text;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Cases.Facts;

/// <summary>Facts of a case: create-only rows in the case's partition, keyed by round, kind, attempt and request id.</summary>
public sealed class FactStore(CaseStorage storage, ImmutableCache cache)
{
    /// <summary>Writes the fact once: the same key again finds the first one.</summary>
    public async Task<FactWrite> WriteAsync<T>(FactToWrite<T> fact, CancellationToken cancellation)
        where T : IVersioned
    {
        var body = ImrJson.Write(fact.Body);
        var hash = fact.RequestHash ?? HashOf(body);
        var reference = new FactRef(FactRef.CurrentSchemaVersion, RowKeys.Fact(fact.Review.Round, fact.Kind.ToString(), fact.Attempt, fact.RequestId), fact.Kind, fact.Attempt) { Part = fact.Part };
        try
        {
            var row = ToRow(fact.Review, reference, fact.By, fact.At, hash, body, consumed: false);
            List<TableTransactionAction> actions = [new(TableTransactionActionType.Add, row)];
            if (fact.OnlyOne)
                actions.Add(new(TableTransactionActionType.Add, new TableEntity(row.PartitionKey, RowKeys.Said(fact.Review.Round, fact.Kind.ToString(), fact.Attempt, fact.Part))));
            if (fact.With is not null)
                actions.Add(new(TableTransactionActionType.UpsertReplace, fact.With));
            actions.AddRange(fact.Also.Select(also => new TableTransactionAction(TableTransactionActionType.UpsertReplace, also)));
            if (actions.Count == 1)
                await storage.Cases.AddEntityAsync(row, cancellation);
            else
                await storage.Cases.SubmitTransactionAsync(actions, cancellation);
            cache.Keep($"{fact.Review.CaseNumber}/{reference.FactId}", new StoredFact(fact.Review, reference, fact.By, fact.At, hash, Consumed: false, body), body.Length);
            return new FactWrite(FactWriteOutcome.Created, reference);
        }
        catch (TableTransactionFailedException e) when (e is { Status: 409, FailedTransactionActionIndex: 1 } && fact.OnlyOne)
        {
            return new FactWrite(FactWriteOutcome.Superseded, reference);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return Repeated(await ReadAsync(fact.Review, reference.FactId, cancellation), hash);
        }
    }

    /// <summary>What was stated. Whether it is consumed meanwhile is not known here: a fact that was read lately is not read again.</summary>
    /// <exception cref="InvalidOperationException">No such fact.</exception>
    public async Task<StoredFact> ReadAsync(ReviewKey review, string factId, CancellationToken cancellation)
    {
        var key = $"{review.CaseNumber}/{factId}";
        if (cache.Find<StoredFact>(key) is { } kept)
            return kept;
        var row = await storage.Cases.GetEntityIfExistsAsync<TableEntity>(review.CaseNumber.Value, factId, cancellationToken: cancellation);
        if (row is not { HasValue: true, Value: { } value })
            throw new InvalidOperationException("An event names a fact that is not stored.");
        var fact = FromRow(value);
        return cache.Keep(key, fact, fact.Body.Length);
    }

    /// <summary>Facts of the round that the orchestration has not taken yet.</summary>
    public async Task<IReadOnlyList<StoredFact>> UnconsumedAsync(ReviewKey review, CancellationToken cancellation)
        => [.. (await WithPrefixAsync(review.CaseNumber, RowKeys.FactPrefix(review.Round), cancellation)).Where(f => !f.Consumed)];

    /// <summary>Marks a fact that needed no change of the register as taken.</summary>
    public Task MarkConsumedAsync(ReviewKey review, string factId, CancellationToken cancellation)
        => storage.Cases.UpdateEntityAsync(ConsumedMark(review.CaseNumber, factId), ETag.All, TableUpdateMode.Merge, cancellation);

    internal static string HashOf(string body) => ContentHash.Of(Encoding.UTF8.GetBytes(body)).Value;

    internal static TableEntity ConsumedMark(CaseNumber caseNumber, string factId) => new(caseNumber.Value, factId) { ["Consumed"] = true };

    internal static TableEntity ToRow(ReviewKey review, FactRef reference, string by, DateTimeOffset at, string hash, string body, bool consumed)
    {
        var row = new TableEntity(review.CaseNumber.Value, reference.FactId)
        {
            ["SchemaVersion"] = reference.SchemaVersion,
            ["Round"] = review.Round,
            ["Kind"] = reference.Kind.ToString(),
            ["Attempt"] = reference.Attempt,
            ["By"] = by,
            ["At"] = at,
            ["RequestHash"] = hash,
            ["Consumed"] = consumed,
        };
        if (reference.Part is { } part)
            row["Part"] = part;
        ChunkedText.Write(row, body);
        return row;
    }

    private static FactWrite Repeated(StoredFact earlier, string hash)
        => new(earlier.RequestHash == hash ? FactWriteOutcome.Repeated : FactWriteOutcome.Conflict, earlier.Ref);

    internal static StoredFact FromRow(TableEntity row)
    {
        var reference = new FactRef(
            row.GetInt32("SchemaVersion") ?? 0,
            row.RowKey,
            Enum.Parse<FactKind>(row.GetString("Kind")!),
            row.GetInt32("Attempt") ?? 0)
        {
            Part = row.GetInt32("Part"),
        };
        if (reference.SchemaVersion > FactRef.CurrentSchemaVersion)
            throw new SchemaVersionException("Fact", reference.SchemaVersion, FactRef.CurrentSchemaVersion);
        return new StoredFact(
            new ReviewKey(CaseNumber.Parse(row.PartitionKey), row.GetInt32("Round") ?? 1),
            reference,
            row.GetString("By") ?? "",
            row.GetDateTimeOffset("At") ?? default,
            row.GetString("RequestHash") ?? "",
            row.GetBoolean("Consumed") ?? false,
            ChunkedText.Read(row));
    }

    private async Task<IReadOnlyList<StoredFact>> WithPrefixAsync(CaseNumber caseNumber, string prefix, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {caseNumber.Value} and RowKey ge {prefix} and RowKey lt {RowKeys.After(prefix)}");
        var facts = new List<StoredFact>();
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            facts.Add(FromRow(row));
        return facts;
    }
}

/// <param name="RequestId">Letters, digits and hyphens; a repeat with the same id is a no-op.</param>
public sealed record FactToWrite<T>(ReviewKey Review, FactKind Kind, int Attempt, string RequestId, string By, DateTimeOffset At, T Body)
    where T : IVersioned
{
    /// <summary>Hash of the request that stated it, when there was one.</summary>
    public string? RequestHash { get; init; }

    /// <summary>The group of items that it is about, when several reviewers share the case.</summary>
    public int? Part { get; init; }

    /// <summary>Whether an attempt takes one statement of this kind: the first. A decision that comes second must not vanish behind a "202".</summary>
    public bool OnlyOne { get; init; }

    /// <summary>A row of the case's partition that is created or replaced in the same transaction.</summary>
    internal TableEntity? With { get; init; }

    /// <summary>More rows of the same kind.</summary>
    internal IReadOnlyList<TableEntity> Also { get; init; } = [];
}

public sealed record FactWrite(FactWriteOutcome Outcome, FactRef Fact);

/// <summary>
/// Conflict: the same request id was used with another content. Superseded: another statement of this kind was first in this attempt. Neither wrote anything.
/// </summary>
public enum FactWriteOutcome { Created, Repeated, Conflict, Superseded }
