using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Register;

namespace Imr.Bench.Lists;

/// <summary>
/// Any number of invented cases, each computed from its place: a longer list begins with the shorter one. One a minute from 2026-01-05 on; 40 organizations, of
/// which the largest has a sixth; three of ten of the first 20,000 are open, in the order of stages that a working year has; one of twenty open ones needs attention.
/// </summary>
internal static class ManyCases
{
    public const int Organizations = 40;

    /// <summary>Cases after this one are all closed.</summary>
    private const int OpenAmong = 20_000;

    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private static readonly (ReviewStage Stage, int Weight)[] s_stages =
    [
        (ReviewStage.Received, 1),
        (ReviewStage.EligibilityReview, 4),
        (ReviewStage.RecordsRequested, 8),
        (ReviewStage.InsufficientRecords, 1),
        (ReviewStage.ReviewerAssignment, 2),
        (ReviewStage.ClinicalReview, 10),
        (ReviewStage.QualityReview, 1),
        (ReviewStage.AwaitingRelease, 2),
        (ReviewStage.Rejected, 1),
    ];

    private static readonly string[] s_codes = ["StorageUnavailable", "NoReviewer", "TimedOut", "Unexpected"];

    public static CaseNumber Number(int n) => CaseNumber.Parse(string.Create(CultureInfo.InvariantCulture, $"CM26-{n + 1:D7}"));

    public static bool IsOpen(int n) => n < OpenAmong && n % 10 < 3;

    public static string Organization(int n)
    {
        var part = unchecked((uint)n * 2654435761u) / (double)uint.MaxValue;
        return string.Create(CultureInfo.InvariantCulture, $"ORG-{Math.Min(Organizations, 1 + (int)(Organizations * part * part)):D2}");
    }

    public static ReviewStage Stage(int n)
    {
        if (!IsOpen(n))
            return ReviewStage.Closed;
        var at = ((n / 10 * 3) + (n % 10)) * 7 % s_stages.Sum(s => s.Weight);
        return s_stages.First(s => (at -= s.Weight) < 0).Stage;
    }

    public static CaseRecord Record(int n)
    {
        var (stage, arrived) = (Stage(n), s_start.AddMinutes(n));
        var seq = Timeline(n).Count;
        var at = arrived.AddHours(seq);
        return CaseRecord.New(new ReviewKey(Number(n), 1), stage, arrived, PacificTime.LegalDay(arrived), at) with
        {
            StageSeq = seq,
            OrganizationId = Organization(n),
            Priority = n % 25 == 0 ? Priority.Expedited : Priority.Standard,
            ApplicationHash = ContentHash.Of(BitConverter.GetBytes(n)),
            ReviewerId = stage is ReviewStage.ClinicalReview or ReviewStage.QualityReview or ReviewStage.AwaitingRelease or ReviewStage.Closed ? $"REV-{1 + (n % 60):D4}" : null,
            Attention = Attention(n, at),
            End = stage == ReviewStage.Closed ? (n % 8 == 0 ? CaseEnd.Ineligible : CaseEnd.Issued) : null,
            Deadlines = [Running("DL-REC-STD", 15, arrived, at), Running("DL-DET-STD", 30, arrived.AddHours(1), stage == ReviewStage.Closed ? at : null)],
        };
    }

    /// <summary>Three entries: enough to be a list, few enough for the emulator (<see cref="CaseFill"/>).</summary>
    public static IReadOnlyList<TimelineEntry> Timeline(int n)
    {
        var arrived = s_start.AddMinutes(n);
        return
        [
            new(1, ReviewStage.Received, arrived, null),
            new(2, ReviewStage.EligibilityReview, arrived.AddHours(1), null),
            new(3, Stage(n), arrived.AddHours(3), null),
        ];
    }

    private static AttentionState? Attention(int n, DateTimeOffset at)
        => IsOpen(n) && n / 10 % 20 == 0
            ? new AttentionState(AttentionState.CurrentSchemaVersion, 1, "CheckQuality", s_codes[n / 200 % s_codes.Length], "bench", false, at) { Owner = n % 10 == 0 ? "op-1" : null }
            : null;

    private static RunningDeadline Running(string ruleId, int days, DateTimeOffset from, DateTimeOffset? metAt)
        => new(
            RunningDeadline.CurrentSchemaVersion,
            new Deadline(ruleId, "CA-2026", from, PacificTime.LegalDay(from).AddDays(days), from.AddDays(days + 1), "8 CCR 9792.10", RuleStatus.Confirmed),
            metAt);
}
