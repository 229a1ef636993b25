using Imr.Core.Deadlines;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Review;

/// <summary>The clocks that a review waits by, made from the register's deadlines: what is noted, what ends a wait, and when.</summary>
public static class Clocks
{
    public const string Records = "DL-REC";
    public const string Determination = "DL-DET";
    public const string Information = "DL-MOREINFO";

    /// <summary>Of the Administrative Director's question in the preliminary review.</summary>
    public const string EligibilityInformation = DeadlineIds.EligibilityInformation;
    public const string Offer = "Offer";

    private static readonly string[] s_families = [Records, Determination, Information, EligibilityInformation];

    /// <summary>The family of a limit's code: <c>Overdue:DL-DET-STD</c> is of <c>DL-DET</c>, <c>Silent:Offer</c> of <c>Offer</c>.</summary>
    public static string FamilyOf(WaitLimit limit)
    {
        var about = limit.Code[(limit.Code.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return Array.Find(s_families, f => about.StartsWith(f, StringComparison.Ordinal)) ?? about;
    }

    /// <summary>The records' clock of a case; null when it does not run.</summary>
    public static Deadline? RecordsDeadline(CaseRecord record) => Running(record, Records);

    /// <summary>The determination's clock of a case; null before the records.</summary>
    public static Deadline? DeterminationDeadline(CaseRecord record) => Running(record, Determination);

    /// <summary>When the records are due, waiting for them ends.</summary>
    public static IReadOnlyList<WaitLimit> Until(Deadline records) => [new WaitLimit("Due:" + records.RuleId, records.BreachedAt, Ends: true)];

    /// <summary>A reminder three days before the determination is due, then the breach: late is noted, never a cancellation (Margaris 2016).</summary>
    public static IReadOnlyList<WaitLimit> Watch(Deadline? determination)
        => determination is null
            ? []
            : [new WaitLimit("Reminder:" + determination.RuleId, determination.BreachedAt.AddDays(-3), false), new WaitLimit("Overdue:" + determination.RuleId, determination.BreachedAt, false)];

    private static Deadline? Running(CaseRecord record, string family)
        => record.Deadlines.FirstOrDefault(d => d.Deadline.RuleId.StartsWith(family, StringComparison.Ordinal) && d.Deadline.RuleId != DeadlineIds.RecordsStatutory)?.Deadline;
}
