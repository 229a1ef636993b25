using System.Globalization;
using System.Text.Json;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Cases.Register;

/// <summary>Reads and advances the register (table <c>Cases</c>).</summary>
public sealed class CaseRegister(CaseStorage storage, CaseIndex index, AttentionIndex attention, OutboxSignal signal)
{
    /// <summary>The case, or null when the number is unknown.</summary>
    public async Task<CaseRecord?> TryGetAsync(CaseNumber caseNumber, CancellationToken cancellation)
    {
        var row = await storage.Cases.GetEntityIfExistsAsync<TableEntity>(caseNumber.Value, RowKeys.Case, cancellationToken: cancellation);
        return row is { HasValue: true, Value: { } value } ? CaseColumns.Read(value) : null;
    }

    /// <exception cref="InvalidOperationException">The case is not registered.</exception>
    public async Task<CaseRecord> GetAsync(CaseNumber caseNumber, CancellationToken cancellation)
        => await TryGetAsync(caseNumber, cancellation) ?? throw new InvalidOperationException("The case is not registered.");

    /// <summary>Of every round, oldest first.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(CaseNumber caseNumber, CancellationToken cancellation)
    {
        var entries = new List<TimelineEntry>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {caseNumber.Value} and RowKey ge {"stage|"} and RowKey lt {RowKeys.After("stage|")}");
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            entries.Add(CaseColumns.ReadTimeline(row));
        // Marks of one step are counted without leading zeros: their keys do not sort.
        return [.. entries.OrderBy(e => e.Round).ThenBy(e => e.Seq).ThenBy(e => e.At)];
    }

    /// <summary>Registers a new case with its items: create-only, the guard against starting a case twice.</summary>
    /// <returns>False when the number is registered already; nothing was written.</returns>
    public async Task<bool> RegisterAsync(CaseRecord record, IReadOnlyList<DisputedItem> items, CancellationToken cancellation)
    {
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, CaseColumns.NewRow(record)),
            new(TableTransactionActionType.Add, TimelineRow(record.Review, record.StageSeq, record.Stage, record.FirstArrival, null)),
            .. items.Select(item => new TableTransactionAction(TableTransactionActionType.UpsertReplace, ItemRow(record.Review, item))),
        ];
        try
        {
            await storage.Cases.SubmitTransactionAsync(actions, cancellation);
        }
        catch (TableTransactionFailedException e) when (e.Status == 409)
        {
            return false;
        }

        await index.ProjectAsync(record, previous: null, cancellation);
        return true;
    }

    /// <summary>Registers a case that another system began, with its timeline and clocks as they were there: create-only.</summary>
    /// <param name="state">What the case has reached; the columns of it are taken over.</param>
    /// <returns>False when the number is registered already; nothing was written.</returns>
    internal async Task<bool> ImportAsync(CaseRecord record, CaseChange state, IReadOnlyList<TimelineEntry> timeline, IReadOnlyList<DisputedItem> items, CancellationToken cancellation)
    {
        var row = CaseColumns.NewRow(record);
        foreach (var (name, value) in state.Columns)
            row[name] = value;
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, row),
            .. timeline.Select(e => new TableTransactionAction(TableTransactionActionType.UpsertReplace, TimelineRow(record.Review, e.Seq, e.Stage, e.At, e.Note))),
            .. items.Select(item => new TableTransactionAction(TableTransactionActionType.UpsertReplace, ItemRow(record.Review, item))),
        ];
        try
        {
            await storage.Cases.SubmitTransactionAsync(actions, cancellation);
        }
        catch (TableTransactionFailedException e) when (e.Status == 409)
        {
            return false;
        }

        await index.ProjectAsync(record, previous: null, cancellation);
        return true;
    }

    /// <summary>Replaces a rejected file's row: by the corrected application's, or by the next rejected one's.</summary>
    public async Task AcceptCorrectedAsync(CaseRecord rejected, CaseRecord next, IReadOnlyList<DisputedItem> items, CancellationToken cancellation)
    {
        var record = next with { StageSeq = rejected.StageSeq + 1 };
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.UpdateReplace, CaseColumns.NewRow(record), rejected.ETag),
            new(TableTransactionActionType.Add, TimelineRow(record.Review, record.StageSeq, record.Stage, record.UpdatedAt, record.Stage == ReviewStage.Rejected ? null : "Corrected")),
            .. items.Select(item => new TableTransactionAction(TableTransactionActionType.UpsertReplace, ItemRow(record.Review, item))),
        ];
        await storage.Cases.SubmitTransactionAsync(actions, cancellation);
        await index.ProjectAsync(record, rejected, cancellation);
    }

    /// <summary>Hands what needs attention to an operator, with the note that says why, in one transaction.</summary>
    /// <param name="note">A row of the case's partition; create-only, so that it happens once.</param>
    /// <returns>What became of it; <see cref="HandOverOutcome.Changed"/> when the case does not need attention any more, or changed since it was read.</returns>
    internal async Task<HandOverOutcome> HandOverAsync(CaseRecord record, string owner, TableEntity note, CancellationToken cancellation)
    {
        if (record.Attention is not { } state)
            return HandOverOutcome.Changed;
        var handed = state with { Owner = owner };
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, note),
            new(TableTransactionActionType.UpdateMerge, new TableEntity(record.Review.CaseNumber.Value, RowKeys.Case) { ["Attention"] = ImrJson.Write(handed) }, record.ETag),
        ];
        try
        {
            await storage.Cases.SubmitTransactionAsync(actions, cancellation);
        }
        catch (TableTransactionFailedException e) when (e is { Status: 409, FailedTransactionActionIndex: 0 })
        {
            return HandOverOutcome.Repeated;
        }
        catch (TableTransactionFailedException e) when (e.Status == 412)
        {
            return HandOverOutcome.Changed;
        }

        await attention.ProjectAsync(new AttentionEntry(IndexEntry.Of(record), record.Stage, handed), cancellation);
        return HandOverOutcome.Done;
    }

    /// <summary>Says that the case is decided together with others, once for each decision.</summary>
    /// <param name="decision">A row of the case's partition; create-only, so that it happens once.</param>
    internal async Task<HandOverOutcome> ConsolidateAsync(CaseRecord record, CaseNumber group, TableEntity decision, DateTimeOffset at, CancellationToken cancellation)
    {
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, decision),
            new(TableTransactionActionType.UpdateMerge, new TableEntity(record.Review.CaseNumber.Value, RowKeys.Case) { ["Consolidation"] = group.Value }, record.ETag),
            new(TableTransactionActionType.UpsertReplace, TimelineRow(record.Review, record.StageSeq, record.Stage, at, "ConsolidatedWith:" + group, "g")),
        ];
        try
        {
            await storage.Cases.SubmitTransactionAsync(actions, cancellation);
            return HandOverOutcome.Done;
        }
        catch (TableTransactionFailedException e) when (e is { Status: 409, FailedTransactionActionIndex: 0 })
        {
            return HandOverOutcome.Repeated;
        }
        catch (TableTransactionFailedException e) when (e.Status == 412)
        {
            return HandOverOutcome.Changed;
        }
    }

    /// <summary>
    /// Opens the next round of a closed case: its row, the order as a fact that is taken already, a timeline entry and what parties are told, in one
    /// transaction.
    /// </summary>
    /// <param name="closed">As it was read.</param>
    /// <param name="next">The round's beginning; its letters, items and earlier deadlines stay.</param>
    /// <param name="ended">Deadlines of the earlier round that run no more.</param>
    /// <returns>False when the case changed since it was read; nothing was written.</returns>
    public async Task<bool> OpenRoundAsync(CaseRecord closed, CaseRecord next, TableEntity order, string note, OutgoingMessage message, IEnumerable<string> ended, CancellationToken cancellation)
    {
        var row = CaseColumns.NewRow(next);
        foreach (var name in CaseColumns.OfOneRound)
            row.TryAdd(name, "");
        foreach (var ruleId in ended)
            row[CaseColumns.Deadline(ruleId)] = "";
        foreach (var running in next.Deadlines)
            row[CaseColumns.Deadline(running.Deadline.RuleId)] = ImrJson.Write(running);
        row["Eligibility"] = next.Eligibility?.ToString() ?? "";
        row["PartsApproved"] = false;
        row["StageSince"] = next.UpdatedAt;
        row["ExtensionDays"] = 0;
        row["DraftAttempt"] = 0;
        row["AmendmentPending"] = false;
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.UpdateMerge, row, closed.ETag),
            new(TableTransactionActionType.Add, TimelineRow(next.Review, next.StageSeq, next.Stage, next.UpdatedAt, note)),
            new(TableTransactionActionType.Add, order),
            new(TableTransactionActionType.Add, Outbox.ToRow(next.Review, next.StageSeq, 0, message, next.UpdatedAt)),
        ];
        try
        {
            await storage.Cases.SubmitTransactionAsync(actions, cancellation);
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }

        await index.ProjectAsync(next, closed, cancellation);
        await signal.SendAsync(next.Review.CaseNumber, cancellation);
        return true;
    }

    internal static TableEntity ItemRow(ReviewKey review, DisputedItem item)
    {
        var row = new TableEntity(review.CaseNumber.Value, RowKeys.Item(review.Round, item.Id)) { ["SchemaVersion"] = 1 };
        ChunkedText.Write(row, ImrJson.Write(item));
        return row;
    }

    /// <summary>
    /// Applies a change once. Its timeline row is create-only: a repeat after a crash finds it, and only repairs the projection.
    /// </summary>
    /// <param name="knownTag">The row's ETag after the previous change, so that the usual path needs no read; null reads it.</param>
    /// <param name="result">
    /// What the step will return. It is stored with the change: a step that runs again after a crash returns what it decided then, whatever happened since.
    /// </param>
    /// <returns>The result, with the row's ETag for the next change.</returns>
    public async Task<T> AdvanceAsync<T>(CaseChange change, IndexEntry entry, string? knownTag, T result, CancellationToken cancellation)
        where T : StepResult
    {
        var (tag, earlier) = await ApplyAsync(change.Returning(ImrJson.Write(result)), entry, knownTag, cancellation);
        var stored = earlier is null ? result : JsonSerializer.Deserialize<T>(earlier, ImrJson.Options) ?? result;
        return (T)((StepResult)stored with { Tag = tag });
    }

    /// <summary>The same for a change that returns nothing but the tag.</summary>
    public async Task<string> AdvanceAsync(CaseChange change, IndexEntry entry, string? knownTag, CancellationToken cancellation)
        => (await ApplyAsync(change, entry, knownTag, cancellation)).Tag;

    /// <summary>
    /// What a step returned whose change was applied before a crash; null the first time. For steps that look at the register before they decide: what they
    /// changed themselves must not make a repeat decide otherwise.
    /// </summary>
    /// <param name="from">The stage that the step left: its row in that stage's list goes.</param>
    public async Task<T?> RepeatedAsync<T>(ReviewKey review, int seq, ReviewStage from, CancellationToken cancellation)
        where T : StepResult
    {
        if (await ResultAsync(review, seq, null, cancellation) is not { } earlier)
            return null;
        var current = await GetAsync(review.CaseNumber, cancellation);
        if (current.Review == review && current.StageSeq == seq)
        {
            await index.ProjectAsync(current, null, cancellation);
            if (current.Stage != from)
                await index.DeleteAsync(CaseIndex.StagePartition(from), IndexEntry.Of(current), cancellation);
            await signal.SendAsync(review.CaseNumber, cancellation);
        }

        var stored = JsonSerializer.Deserialize<T>(earlier, ImrJson.Options) ?? throw new InvalidDataException("A step's stored result is empty.");
        return (T)((StepResult)stored with { Tag = current.ETag.ToString() });
    }

    private async Task<(string Tag, string? EarlierResult)> ApplyAsync(CaseChange change, IndexEntry entry, string? knownTag, CancellationToken cancellation)
    {
        for (var tries = 0; ; tries++)
        {
            var tag = new ETag(knownTag ?? "");
            if (knownTag is null)
            {
                var there = await GetAsync(change.Review.CaseNumber, cancellation);
                // A step that another worker has overtaken since: the case must not move back.
                if (change.Mark is null && there.StageSeq > change.Seq)
                    return (there.ETag.ToString(), await EarlierResultAsync(change, cancellation));
                tag = there.ETag;
            }

            try
            {
                var responses = await storage.Cases.SubmitTransactionAsync(Actions(change, entry.Priority, tag), cancellation);
                await ProjectAsync(change, entry, cancellation);
                if (change.ChangesAttention)
                    await attention.ProjectAsync(new AttentionEntry(entry, change.Stage, change.Attention), cancellation);
                return (responses.Value[1].Headers.ETag?.ToString() ?? "", null);
            }
            catch (TableTransactionFailedException e) when (e is { Status: 409, FailedTransactionActionIndex: 0 })
            {
                // This very change was applied before a crash. Only the newest may project: an old one that runs again late must not move the case back.
                var current = await GetAsync(change.Review.CaseNumber, cancellation);
                if (current.StageSeq == change.Seq)
                    await ProjectAsync(change, entry, cancellation);
                if (change.ChangesAttention)
                    await attention.ProjectAsync(current, cancellation);
                return (current.ETag.ToString(), await EarlierResultAsync(change, cancellation));
            }
            catch (TableTransactionFailedException e) when (e.Status == 412 && tries < 5)
            {
                knownTag = null;
            }
        }
    }

    private Task<string?> EarlierResultAsync(CaseChange change, CancellationToken cancellation) => ResultAsync(change.Review, change.Seq, change.Mark, cancellation);

    private async Task<string?> ResultAsync(ReviewKey review, int seq, string? mark, CancellationToken cancellation)
    {
        var row = await storage.Cases.GetEntityIfExistsAsync<TableEntity>(review.CaseNumber.Value, RowKeys.Stage(review.Round, seq) + mark, cancellationToken: cancellation);
        return row is { HasValue: true, Value: { } value } ? value.GetString("Result") : null;
    }

    private static List<TableTransactionAction> Actions(CaseChange change, Priority priority, ETag tag)
    {
        var number = change.Review.CaseNumber;
        var row = new TableEntity(number.Value, RowKeys.Case)
        {
            ["Stage"] = change.Stage.ToString(),
            ["UpdatedAt"] = change.At,
        };
        if (change.Mark is null)
            row["StageSeq"] = change.Seq;
        if (change.LeavesStage is { } left && left != change.Stage)
            row["StageSince"] = change.At;
        foreach (var (name, value) in change.Columns)
            row[name] = value;
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, TimelineRow(change)),
            new(TableTransactionActionType.UpdateMerge, row, tag),
            .. change.ConsumedFacts.Distinct(StringComparer.Ordinal).Select(id => new TableTransactionAction(TableTransactionActionType.UpdateMerge, FactStore.ConsumedMark(number, id), ETag.All)),
            .. change.Messages(priority).Select((message, n) => new TableTransactionAction(TableTransactionActionType.Add, Outbox.ToRow(change.Review, change.Seq, n, message, change.At, change.Mark))),
            .. change.Rows.Select(r => new TableTransactionAction(TableTransactionActionType.UpsertReplace, r)),
        ];
        return actions;
    }

    private static TableEntity TimelineRow(CaseChange change)
    {
        var row = TimelineRow(change.Review, change.Seq, change.Stage, change.At, change.Note, change.Mark);
        if (change.Result is not null)
            row["Result"] = change.Result;
        return row;
    }

    internal static TableEntity TimelineRow(ReviewKey review, int seq, ReviewStage stage, DateTimeOffset at, string? note, string? mark = null)
    {
        var row = new TableEntity(review.CaseNumber.Value, RowKeys.Stage(review.Round, seq) + mark)
        {
            ["SchemaVersion"] = 1,
            ["Seq"] = seq,
            ["Stage"] = stage.ToString(),
            ["At"] = at,
        };
        if (note is not null)
            row["Note"] = note;
        return row;
    }

    private async Task ProjectAsync(CaseChange change, IndexEntry entry, CancellationToken cancellation)
    {
        if (change.Mark is null)
            await index.MoveAsync(entry, change, cancellation);
        if (change.Messages(entry.Priority).Count > 0)
            await signal.SendAsync(change.Review.CaseNumber, cancellation);
    }
}
