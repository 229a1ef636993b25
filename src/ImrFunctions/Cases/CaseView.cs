using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
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
    public static CaseView Of(CaseRecord record, IReadOnlyList<TimelineEntry> timeline, Principal caller, DateTimeOffset now)
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
            EligibilityView.Of(record),
            [.. record.Deadlines.Select(d => DeadlineView.Of(d, now))],
            staff ? timeline : ForParties(timeline),
            NextActions.Of(record) is { } next ? (staff ? next : ForParties(next)) : null,
            caller.Role is Role.Operator or Role.Auditor ? record.Attention : null,
            staff && record.AmendmentPending,
            staff ? record.DeterminationAttempt : null,
            record.End,
            [.. record.Letters.Select(l => LetterView.Of(record.Review.CaseNumber, l))],
            ProblemsFor(caller, record));
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

public sealed record EligibilityView(EligibilityOutcome Outcome, bool Final, string RuleSetId, DateOnly FilingDueOn, IReadOnlyList<EligibilityReason> Reasons)
{
    public static EligibilityView? Of(CaseRecord record)
        => record.Proposal is not { } proposal
            ? null
            : new EligibilityView(record.Eligibility ?? proposal.Outcome, record.Eligibility is not null, proposal.RuleSetId, proposal.FilingDeadline.DueOn, proposal.Reasons);
}

public enum DeadlineStatus { Running, Met, MetLate, Breached }

/// <param name="DaysLeft">Calendar days to the last legal day; negative once it has passed; null when the clock stopped.</param>
public sealed record DeadlineView(string RuleId, DateOnly DueOn, int? DaysLeft, DeadlineStatus State, string Citation, RuleStatus RuleStatus)
{
    public static DeadlineView Of(RunningDeadline running, DateTimeOffset now)
    {
        var deadline = running.Deadline;
        var state = running.MetAt is null
            ? now < deadline.BreachedAt ? DeadlineStatus.Running : DeadlineStatus.Breached
            : running.MetInTime ? DeadlineStatus.Met : DeadlineStatus.MetLate;
        int? left = running.MetAt is null ? deadline.DueOn.DayNumber - PacificTime.LegalDay(now).DayNumber : null;
        return new DeadlineView(deadline.RuleId, deadline.DueOn, left, state, deadline.Citation, deadline.Status);
    }
}

public sealed record LetterView(int Round, int Version, DateTimeOffset IssuedAt, Imr.Core.Determinations.CaseOutcome Outcome, ContentHash Sha256, string Text, string Html, string Json)
{
    public static LetterView Of(CaseNumber caseNumber, IssuedLetter letter)
        => new(letter.Round, letter.Version, letter.IssuedAt, letter.Outcome, letter.LetterHash, Link(caseNumber, letter, "txt"), Link(caseNumber, letter, "html"), Link(caseNumber, letter, "json"));

    public static string Link(CaseNumber caseNumber, IssuedLetter letter, string format)
        => $"/api/cases/{caseNumber}/letters/r{letter.Round}/v{letter.Version}/{format}";
}
