using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Core.Eligibility.Duplicates;
using ImrFunctions.Cases.Register;
using ImrFunctions.Security;

namespace ImrFunctions.Cases;

/// <summary>A case as a caller sees it. Built by allow-list: a party sees what concerns it, staff sees the machinery too.</summary>
public sealed record CaseView(
    CaseNumber CaseNumber,
    int Round,
    ReviewStage Stage,
    int StageSeq,
    string DxcStatus,
    Priority Priority,
    DateOnly ReceivedOn,
    EligibilityView? Eligibility,
    IReadOnlyList<DeadlineView> Deadlines,
    IReadOnlyList<TimelineEntry> Timeline,
    NextAction? NextAction,
    AttentionState? NeedsAttention,
    bool AmendmentPending,
    int? DeterminationAttempt,
    CaseEnd? Outcome,
    IReadOnlyList<LetterView> Letters,
    IReadOnlyList<ApplicationProblem>? Problems)
{
    /// <summary>The earlier case in which the review goes on.</summary>
    public CaseNumber? MergedInto { get; init; }

    /// <summary>The first case of those that are decided together.</summary>
    public CaseNumber? ConsolidationGroup { get; init; }

    public static CaseView Of(CaseRecord record, IReadOnlyList<TimelineEntry> timeline, Principal caller, DateTimeOffset now, BusinessCalendar calendar)
    {
        var staff = !caller.IsParty;
        return new CaseView(
            record.Review.CaseNumber,
            record.Review.Round,
            StageFor(caller, record.Stage),
            record.StageSeq,
            Imr.Core.Cases.DxcStatus.Of(record.Stage),
            record.Priority,
            record.ReceivedOn,
            EligibilityView.Of(record, staff),
            [.. record.Deadlines.Select(d => DeadlineView.Of(d, now, calendar))],
            staff ? timeline : ForParties(timeline),
            NextActions.Of(record) is { } next ? (staff ? next : ForParties(next)) : null,
            caller.Role is Role.Operator or Role.Auditor ? record.Attention : null,
            staff && record.AmendmentPending,
            staff ? record.DeterminationAttempt : null,
            record.End,
            [.. record.Letters.Select(l => LetterView.Of(record.Review.CaseNumber, l))],
            ProblemsFor(caller, record))
        {
            MergedInto = record.MergedInto,
            ConsolidationGroup = staff ? record.ConsolidationGroup : null,
        };
    }

    /// <summary>What is wrong with a rejected file; null when there is nothing. What was found may be another person's, so a party is not told it.</summary>
    internal static IReadOnlyList<ApplicationProblem>? ProblemsFor(Principal caller, CaseRecord record)
        => record.Problems.Count == 0 ? null : caller.IsParty ? [.. record.Problems.Select(p => p with { Found = null })] : record.Problems;

    /// <summary>Who reviews and how far she is stays inside the organization (LC 4610.6(f)).</summary>
    internal static ReviewStage StageForParties(ReviewStage stage)
        => stage is ReviewStage.ReviewerAssignment or ReviewStage.QualityReview or ReviewStage.AwaitingRelease ? ReviewStage.ClinicalReview : stage;

    /// <summary>The stage as the caller may see it.</summary>
    internal static ReviewStage StageFor(Principal caller, ReviewStage stage) => caller.IsParty ? StageForParties(stage) : stage;

    private static List<TimelineEntry> ForParties(IReadOnlyList<TimelineEntry> timeline)
    {
        var shown = new List<TimelineEntry>();
        foreach (var entry in timeline)
        {
            var stage = StageForParties(entry.Stage);
            if (shown.Count == 0 || shown[^1].Stage != stage)
                shown.Add(entry with { Stage = stage, Note = null });
        }

        return shown;
    }

    private static NextAction ForParties(NextAction next)
        => next.Who is "ClaimsAdministrator" or "InjuredWorker" or "Attorney" or "RequestingPhysician" or "Uploader" ? next : next with { Who = "ReviewOrganization", What = "The review goes on; nothing is needed from you." };
}

/// <param name="FilingDueOn">The strictest last day of any item; null when no clock has started.</param>
/// <param name="FilingDueOnWithoutMail">Without the days for service by mail, when those make a difference.</param>
/// <param name="ClockNotStarted">Why the time to apply has not begun, for the case or an item.</param>
public sealed record EligibilityView(
    EligibilityOutcome Outcome,
    bool Final,
    string RuleSetId,
    DateOnly? FilingDueOn,
    DateOnly? FilingDueOnWithoutMail,
    EligibilityReason? ClockNotStarted,
    IReadOnlyList<EligibilityReason> Reasons,
    IReadOnlyList<ItemEligibility> Items)
{
    /// <param name="staff">Whether another case may be named.</param>
    public static EligibilityView? Of(CaseRecord record, bool staff)
        => record.Proposal is not { } proposal
            ? null
            : new EligibilityView(
                record.Eligibility ?? proposal.Outcome, record.Eligibility is not null, proposal.RuleSetId, proposal.FilingDeadline?.DueOn, proposal.FilingDeadlineWithoutMail?.DueOn,
                proposal.ClockNotStarted,
                staff ? proposal.Reasons : [.. proposal.Reasons.Select(r => DuplicateScreening.ForParties(r, RuleSetLibrary.Default.ById(proposal.RuleSetId)))],
                proposal.Items);
}

public enum DeadlineStatus { Running, Met, MetLate, Breached }

/// <param name="DaysLeft">Calendar days to the last legal day; negative once it has passed; null when the clock stopped.</param>
/// <param name="BusinessDaysLeft">The business days among them: what counts where the law counts business or working days.</param>
/// <param name="BreachedAt">The first instant that is too late: what counts where it counts hours.</param>
public sealed record DeadlineView(string RuleId, DateOnly DueOn, int? DaysLeft, int? BusinessDaysLeft, DateTimeOffset BreachedAt, DeadlineStatus State, string Citation, RuleStatus RuleStatus)
{
    public static DeadlineView Of(RunningDeadline running, DateTimeOffset now, BusinessCalendar calendar)
    {
        var deadline = running.Deadline;
        var state = running.MetAt is null
            ? now < deadline.BreachedAt ? DeadlineStatus.Running : DeadlineStatus.Breached
            : running.MetInTime ? DeadlineStatus.Met : DeadlineStatus.MetLate;
        var today = PacificTime.LegalDay(now);
        int? left = running.MetAt is null ? deadline.DueOn.DayNumber - today.DayNumber : null;
        int? businessDays = running.MetAt is null ? calendar.BusinessDaysLeft(today, deadline.DueOn) : null;
        return new DeadlineView(deadline.RuleId, deadline.DueOn, left, businessDays, deadline.BreachedAt, state, deadline.Citation, deadline.Status);
    }
}

public sealed record LetterView(int Round, int Version, DateTimeOffset IssuedAt, Imr.Core.Determinations.CaseOutcome Outcome, ContentHash Sha256, string Text, string Html, string Json)
{
    public static LetterView Of(CaseNumber caseNumber, IssuedLetter letter)
        => new(letter.Round, letter.Version, letter.IssuedAt, letter.Outcome, letter.LetterHash, Link(caseNumber, letter, "txt"), Link(caseNumber, letter, "html"), Link(caseNumber, letter, "json"));

    public static string Link(CaseNumber caseNumber, IssuedLetter letter, string format)
        => $"/api/cases/{caseNumber}/letters/r{letter.Round}/v{letter.Version}/{format}";
}
