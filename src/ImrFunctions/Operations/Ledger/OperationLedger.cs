using Azure;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Operations.Ledger;

/// <summary>Kinds of work on many cases.</summary>
public enum OperationKind { Bulk, Replan, Findings }

/// <summary>Work of an operator on many cases, as asked for.</summary>
/// <param name="Id">32 characters: the hash of what was previewed.</param>
/// <param name="RequestHash">Of what was asked: the same id with another request is a conflict.</param>
/// <param name="Request">What was asked, as JSON.</param>
/// <param name="Cursor">How far it has come, where the cases are not listed beforehand.</param>
/// <param name="DoneAt">Null while it runs.</param>
public sealed record Operation(int SchemaVersion, string Id, OperationKind Kind, string By, DateTimeOffset At, string RequestHash, string Request, string? Cursor, DateTimeOffset? DoneAt) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <param name="Attempt">Which trouble of the case is meant; 0 where that does not matter.</param>
/// <param name="Outcome">A code; null while it is to be done.</param>
/// <param name="Detail">What is to be done (a reviewer's id), or was, in codes and days.</param>
public sealed record OperationCase(CaseNumber CaseNumber, int Attempt, string? Outcome, DateTimeOffset? At, string? Detail);

/// <summary>
/// Keeps work on many cases (table <c>Operations</c>): a partition for each, with one row a case, so that it goes on where it stopped, whenever the app is killed.
/// What is not done stands in partition <c>open</c> too; the timer sends it to the queue again.
/// </summary>
public sealed class OperationLedger(CaseStorage storage, TimeProvider time)
{
    private const string Head = "op";
    private const string Open = "open";
    private const string CasePrefix = "case|";

    public static bool IsId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    /// <summary>Keeps it and sends it to the queue. A repeat finds it: nothing starts anew.</summary>
    public async Task<Operation> StartAsync(Operation operation, IReadOnlyList<OperationCase> cases, CancellationToken cancellation)
    {
        if (await TryReadAsync(operation.Id, cancellation) is { } there)
            return there;
        // The head last: without it nothing runs, and a mark without a head is cleared away.
        await storage.Operations.UpsertEntityAsync(new TableEntity(Open, operation.Id) { ["At"] = operation.At }, TableUpdateMode.Replace, cancellation);
        foreach (var batch in cases.Chunk(100))
        {
            // Merged: what another call of the same request has done meanwhile stays.
            await storage.Operations.SubmitTransactionAsync(
                batch.Select(c => new TableTransactionAction(TableTransactionActionType.UpsertMerge, ToRow(operation.Id, c))),
                cancellation);
        }

        try
        {
            var head = new TableEntity(operation.Id, Head);
            ChunkedText.Write(head, ImrJson.Write(operation));
            await storage.Operations.AddEntityAsync(head, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await TryReadAsync(operation.Id, cancellation) ?? operation;
        }

        await SendAsync(operation.Id, cancellation);
        return operation;
    }

    public async Task<Operation?> TryReadAsync(string id, CancellationToken cancellation)
    {
        var row = await storage.Operations.GetEntityIfExistsAsync<TableEntity>(id, Head, cancellationToken: cancellation);
        return row is { HasValue: true, Value: { } value } ? ImrJson.Read<Operation>(ChunkedText.Read(value)) : null;
    }

    /// <summary>The cases of it, by number.</summary>
    /// <param name="limit">At most so many.</param>
    public async Task<IReadOnlyList<OperationCase>> CasesAsync(string id, int limit, bool onlyToDo, CancellationToken cancellation)
    {
        var cases = new List<OperationCase>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id} and RowKey ge {CasePrefix} and RowKey lt {RowKeys.After(CasePrefix)}");
        await foreach (var row in storage.Operations.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var one = new OperationCase(CaseNumber.Parse(row.RowKey[CasePrefix.Length..]), row.GetInt32("Attempt") ?? 0, row.GetString("Outcome"), row.GetDateTimeOffset("At"), row.GetString("Detail"));
            if (!onlyToDo || one.Outcome is null)
                cases.Add(one);
            if (cases.Count == limit)
                break;
        }

        return cases;
    }

    /// <summary>What became of a case; the last word stands.</summary>
    public Task SetOutcomeAsync(string id, CaseNumber caseNumber, string outcome, string? detail, CancellationToken cancellation)
    {
        var row = new TableEntity(id, CasePrefix + caseNumber.Value) { ["SchemaVersion"] = 1, ["Outcome"] = outcome, ["At"] = time.GetUtcNow() };
        if (detail is not null)
            row["Detail"] = detail;
        return storage.Operations.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellation);
    }

    public async Task MoveAsync(Operation operation, string? cursor, CancellationToken cancellation)
        => await ReplaceHeadAsync(operation with { Cursor = cursor }, cancellation);

    public async Task FinishAsync(Operation operation, CancellationToken cancellation)
    {
        await ReplaceHeadAsync(operation with { DoneAt = operation.DoneAt ?? time.GetUtcNow() }, cancellation);
        await CloseAsync(operation.Id, cancellation);
    }

    public Task SendAsync(string id, CancellationToken cancellation) => storage.OperationsQueue.SendMessageAsync(id, cancellation);

    /// <summary>Sends to the queue again what has not come to its end.</summary>
    /// <param name="grace">What is younger is left to its own message.</param>
    public async Task ResumeAsync(TimeSpan grace, CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - grace;
        await foreach (var row in storage.Operations.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Open}"), cancellationToken: cancellation))
        {
            if (row.GetDateTimeOffset("At") > before)
                continue;
            if (await TryReadAsync(row.RowKey, cancellation) is null)
            {
                await CloseAsync(row.RowKey, cancellation);
                continue;
            }

            // The next grace begins now, so that a long one is not sent with every pass.
            await storage.Operations.UpsertEntityAsync(new TableEntity(Open, row.RowKey) { ["At"] = time.GetUtcNow() }, TableUpdateMode.Replace, cancellation);
            await SendAsync(row.RowKey, cancellation);
        }
    }

    private async Task ReplaceHeadAsync(Operation operation, CancellationToken cancellation)
    {
        var head = new TableEntity(operation.Id, Head);
        ChunkedText.Write(head, ImrJson.Write(operation));
        await storage.Operations.UpsertEntityAsync(head, TableUpdateMode.Replace, cancellation);
    }

    private async Task CloseAsync(string id, CancellationToken cancellation) => await storage.Operations.DeleteEntityAsync(Open, id, ETag.All, cancellation);

    /// <summary>A case that is to be done.</summary>
    private static TableEntity ToRow(string id, OperationCase one)
    {
        var row = new TableEntity(id, CasePrefix + one.CaseNumber.Value) { ["SchemaVersion"] = 1, ["Attempt"] = one.Attempt };
        if (one.Detail is not null)
            row["Detail"] = one.Detail;
        return row;
    }
}
