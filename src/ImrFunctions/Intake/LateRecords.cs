using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Cases.Register;
using ImrFunctions.Review;

namespace ImrFunctions.Intake;

/// <summary>Which documents came late: after the records were complete, or after they were due.</summary>
internal static class LateRecords
{
    private static readonly ReviewStage[] Before = [ReviewStage.Received, ReviewStage.EligibilityReview, ReviewStage.RecordsRequested, ReviewStage.InsufficientRecords, ReviewStage.Rejected];

    /// <summary>When the records' clock was met or ran out; null while records are waited for.</summary>
    public static DateTimeOffset? ClosedAt(CaseRecord record)
        => Before.Contains(record.Stage) ? null
            : record.Deadlines.FirstOrDefault(d => d.Deadline.RuleId == Clocks.RecordsDeadline(record)?.RuleId) is { } records
                ? records.MetAt is { } met && met < records.Deadline.BreachedAt ? met : records.Deadline.BreachedAt
                : null;

    public static bool IsLate(CaseRecord record, CaseDocument document) => RecordKinds.IsLate(document, ClosedAt(record));
}
