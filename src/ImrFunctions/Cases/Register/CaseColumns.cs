using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Core.Eligibility;
using Imr.Core.Serialization;

namespace ImrFunctions.Cases.Register;

/// <summary>The properties of a case's row: one place that writes and reads them. A change merges only what it names.</summary>
internal static class CaseColumns
{
    private const string DeadlinePrefix = "DL_";
    private const string LetterPrefix = "Letter_";

    /// <summary>What the next round begins without, unless it says so itself.</summary>
    public static IReadOnlyList<string> OfOneRound { get; } =
        ["End", "Offer", "ReviewerId", "AssignedOn", "Attention", "Information", "PendingAmendment", "StartAt", "Parts", "MergedInto"];

    public static string Deadline(string ruleId) => ruleId.Replace('-', '_');

    public static string Letter(int round, int version) => $"{LetterPrefix}r{round}_v{version}";

    public static TableEntity NewRow(CaseRecord record)
    {
        var row = new TableEntity(record.Review.CaseNumber.Value, Storage.RowKeys.Case)
        {
            ["SchemaVersion"] = CaseRecord.SchemaVersion,
            ["Round"] = record.Review.Round,
            ["Stage"] = record.Stage.ToString(),
            ["StageSeq"] = record.StageSeq,
            ["Priority"] = record.Priority.ToString(),
            ["OrganizationId"] = record.OrganizationId,
            ["FirstArrival"] = record.FirstArrival,
            ["ReceivedOn"] = record.ReceivedOn.ToString("O"),
            ["UpdatedAt"] = record.UpdatedAt,
            ["StageSince"] = record.StageSince ?? record.UpdatedAt,
            ["DeterminationAttempt"] = record.DeterminationAttempt,
        };
        if (record.ApplicationHash is { } hash)
            row["ApplicationHash"] = hash.Value;
        if (record.ReviewerId is { } reviewer)
            row["ReviewerId"] = reviewer;
        if (record.AssignedOn is { } assigned)
            row["AssignedOn"] = assigned.ToString("O");
        if (record.Origin is { } origin)
            row["Origin"] = ImrJson.Write(origin);
        if (record.StartAt is { } start)
            row["StartAt"] = start.ToString();
        if (record.Problems.Count > 0)
            row["Problems"] = ImrJson.Write(record.Problems);
        return row;
    }

    /// <exception cref="SchemaVersionException">A newer program wrote the row.</exception>
    public static CaseRecord Read(TableEntity row)
    {
        var version = row.GetInt32("SchemaVersion") ?? 0;
        if (version > CaseRecord.SchemaVersion)
            throw new SchemaVersionException("Case", version, CaseRecord.SchemaVersion);
        return new CaseRecord(
            new ReviewKey(CaseNumber.Parse(row.PartitionKey), row.GetInt32("Round") ?? 1),
            Enum.Parse<ReviewStage>(row.GetString("Stage")!),
            row.GetInt32("StageSeq") ?? 0,
            Enum.Parse<Priority>(row.GetString("Priority")!),
            row.GetString("OrganizationId") ?? "",
            row.GetDateTimeOffset("FirstArrival") ?? default,
            DateOnly.ParseExact(row.GetString("ReceivedOn")!, "O"),
            Text(row, "ApplicationHash") is { } hash ? ContentHash.Parse(hash) : null,
            row.GetDateTimeOffset("UpdatedAt") ?? default,
            Json<EligibilityProposal>(row, "Proposal"),
            Enum.TryParse<EligibilityOutcome>(Text(row, "Eligibility"), out var eligibility) ? eligibility : null,
            Json<OfferState>(row, "Offer"),
            Text(row, "ReviewerId"),
            Text(row, "AssignedOn") is { } assigned ? DateOnly.ParseExact(assigned, "O") : null,
            row.GetInt32("DeterminationAttempt") ?? 1,
            row.GetInt32("DraftAttempt") is > 0 and var draft ? draft : null,
            Json<AttentionState>(row, "Attention"),
            Enum.TryParse<CaseEnd>(Text(row, "End"), out var end) ? end : null,
            [.. row.Where(p => p.Key.StartsWith(LetterPrefix, StringComparison.Ordinal)).Select(ReadLetter).OrderBy(l => l.Round).ThenBy(l => l.Version)],
            [.. row.Where(p => p.Key.StartsWith(DeadlinePrefix, StringComparison.Ordinal) && p.Value is string { Length: > 0 }).Select(p => ImrJson.Read<RunningDeadline>((string)p.Value!)).OrderBy(d => d.Deadline.BreachedAt)],
            Text(row, "Problems") is { } problems ? Parse<List<ApplicationProblem>>(problems) : [],
            row.GetBoolean("AmendmentPending") ?? false,
            row.ETag)
        {
            StageSince = row.GetDateTimeOffset("StageSince"),
            ClosedItems = Text(row, "ClosedItems") is { } closed ? Parse<List<ClosedItem>>(closed) : [],
            Information = Json<InformationState>(row, "Information"),
            ExtensionDays = row.GetInt32("ExtensionDays") ?? 0,
            PendingAmendment = Text(row, "PendingAmendment") is { } amendment ? ContentHash.Parse(amendment) : null,
            Origin = Json<RoundOrigin>(row, "Origin"),
            Parts = Text(row, "Parts") is { } parts ? Parse<List<ReviewPart>>(parts) : [],
            PartsApproved = row.GetBoolean("PartsApproved") ?? false,
            StartAt = Enum.TryParse<ReviewStage>(Text(row, "StartAt"), out var start) ? start : null,
            MergedInto = Text(row, "MergedInto") is { } earlier ? CaseNumber.Parse(earlier) : null,
            ConsolidationGroup = Text(row, "Consolidation") is { } group ? CaseNumber.Parse(group) : null,
        };
    }

    public static TimelineEntry ReadTimeline(TableEntity row)
        => new(
            row.GetInt32("Seq") ?? 0,
            Enum.Parse<ReviewStage>(row.GetString("Stage")!),
            row.GetDateTimeOffset("At") ?? default,
            Text(row, "Note"))
        {
            Round = Storage.RowKeys.RoundOfStage(row.RowKey),
        };

    /// <summary>The round stands in the column's name, <c>Letter_r1_v1</c>: rows of before it was kept in the value have it there too.</summary>
    private static IssuedLetter ReadLetter(KeyValuePair<string, object?> column)
        => Parse<IssuedLetter>((string)column.Value!) with { Round = int.Parse(column.Key.AsSpan()[(LetterPrefix.Length + 1)..column.Key.IndexOf("_v", StringComparison.Ordinal)], CultureInfo.InvariantCulture) };

    /// <summary>A merge cannot remove a property: an empty string stands for "none".</summary>
    private static string? Text(TableEntity row, string name) => row.GetString(name) is { Length: > 0 } text ? text : null;

    private static T? Json<T>(TableEntity row, string name)
        where T : class, IVersioned
        => Text(row, name) is { } json ? ImrJson.Read<T>(json) : null;

    private static T Parse<T>(string json) => System.Text.Json.JsonSerializer.Deserialize<T>(json, ImrJson.Options)!;
}
