using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Core.Serialization;

namespace ImrFunctions.Cases.Register;

/// <summary>
/// One step of a case's register, by intent: everything of it (row, timeline, consumed facts, outgoing messages) is one transaction that happens once
/// by its sequence number.
/// </summary>
public sealed class CaseChange(ReviewKey review, int seq, ReviewStage stage, DateTimeOffset at)
{
    private readonly Dictionary<string, object> _columns = new(StringComparer.Ordinal);
    private readonly List<string> _consumed = [];
    private readonly List<OutgoingMessage> _outgoing = [];
    private readonly List<TableEntity> _rows = [];

    private OfferState? _offered;

    public ReviewKey Review { get; } = review;

    public int Seq { get; } = seq;

    public ReviewStage Stage { get; } = stage;

    public DateTimeOffset At { get; } = at;

    public string? Note { get; private set; }

    /// <summary>
    /// Set for a change between two stages (attention, a delay): it has a timeline row of its own and leaves <see cref="CaseRecord.StageSeq"/> alone, so that
    /// the step that follows keeps its number however often it is tried.
    /// </summary>
    public string? Mark { get; private set; }

    /// <summary>The stage that the case leaves with this change: its row in that stage's list goes.</summary>
    public ReviewStage? LeavesStage { get; private set; }

    /// <summary>Whether <see cref="Attention"/> is set or cleared by this change.</summary>
    internal bool ChangesAttention { get; private set; }

    internal AttentionState? Attention { get; private set; }

    /// <summary>What the step returns, as JSON: codes, ids and instants.</summary>
    internal string? Result { get; private set; }

    internal IReadOnlyDictionary<string, object> Columns => _columns;

    internal IReadOnlyList<string> ConsumedFacts => _consumed;

    internal IReadOnlyList<TableEntity> Rows => _rows;

    public CaseChange WithNote(string? code)
    {
        Note = code;
        return this;
    }

    public CaseChange Between(string mark)
    {
        Mark = mark;
        return this;
    }

    public CaseChange Leave(ReviewStage stage)
    {
        LeavesStage = stage;
        return this;
    }

    public CaseChange Consume(IEnumerable<string> factIds)
    {
        _consumed.AddRange(factIds);
        return this;
    }

    public CaseChange Send(OutgoingMessage message)
    {
        _outgoing.Add(message);
        return this;
    }

    /// <summary>
    /// Everything that goes out with this change: the messages to parties, and what staff must be told of an offer or of the note. The one place where
    /// staff notices of the register begin.
    /// </summary>
    internal IReadOnlyList<OutgoingMessage> Messages(Priority priority)
    {
        var offer = _offered is null ? null : new StaffNoticeCause(StaffNoticeKind.NewOffer, _offered.OfferId, priority, _offered.ReviewerId);
        StaffNoticeCause?[] causes = [offer, StaffNoticeCause.OfNote(Note, priority)];
        return [.. _outgoing, .. causes.OfType<StaffNoticeCause>().Select(c => new OutgoingMessage(StaffNoticeCause.MessageKind, [], c.ToString()))];
    }

    internal CaseChange Returning(string result)
    {
        Result = result;
        return this;
    }

    /// <summary>The application changed: what was found of the one before is no finding of this one.</summary>
    public CaseChange ClearEligibility() => Set("Eligibility", "");

    public CaseChange Propose(EligibilityProposal proposal) => Set("Proposal", ImrJson.Write(proposal));

    public CaseChange FindEligibility(EligibilityOutcome outcome) => Set("Eligibility", outcome.ToString());

    public CaseChange ReceiveApplication(ContentHash hash) => Set("ApplicationHash", hash.Value);

    public CaseChange Start(Deadline deadline) => SetDeadline(deadline, null);

    public CaseChange Meet(Deadline deadline, DateTimeOffset at) => SetDeadline(deadline, at);

    public CaseChange Offer(OfferState? offer)
    {
        _offered = offer;
        return Set("Offer", offer is null ? "" : ImrJson.Write(offer));
    }

    public CaseChange Assign(string reviewerId, DateOnly on) => Set("ReviewerId", reviewerId).Set("AssignedOn", on.ToString("O"));

    public CaseChange AwaitDetermination(int attempt) => Set("DeterminationAttempt", attempt);

    /// <param name="attempt">The attempt whose draft waits for release; null when none does.</param>
    public CaseChange Draft(int? attempt) => Set("DraftAttempt", attempt ?? 0);

    public CaseChange NeedAttention(AttentionState? attention)
    {
        ChangesAttention = true;
        Attention = attention;
        return Set("Attention", attention is null ? "" : ImrJson.Write(attention));
    }

    public CaseChange Issue(IssuedLetter letter) => Set(CaseColumns.Letter(Review.Round, letter.Version), ImrJson.Write(letter));

    public CaseChange MarkAmendment(ContentHash amendment) => Set("AmendmentPending", true).Set("PendingAmendment", amendment.Value);

    public CaseChange SettleAmendment() => Set("AmendmentPending", false).Set("PendingAmendment", "");

    public CaseChange CloseItems(IEnumerable<ClosedItem> all) => Set("ClosedItems", ImrJson.Write(all.ToList()));

    /// <param name="state">The open question; null when it is settled.</param>
    public CaseChange AskInformation(InformationState? state) => Set("Information", state is null ? "" : ImrJson.Write(state));

    public CaseChange Prioritize(Priority priority) => Set("Priority", priority.ToString());

    public CaseChange Extend(int days) => Set("ExtensionDays", days);

    /// <summary>Another organization's case, after an amendment.</summary>
    public CaseChange Belong(string organizationId) => Set("OrganizationId", organizationId);

    /// <summary>Nobody has the case any more.</summary>
    public CaseChange Unassign() => Set("ReviewerId", "").Set("AssignedOn", "");

    /// <summary>Groups of items that could each have a reviewer: the Administrative Director is asked.</summary>
    public CaseChange ProposeParts(IReadOnlyList<IReadOnlyList<string>> groups) => SetParts([.. groups.Select((items, n) => new ReviewPart(n + 1, items, null, null, null))]).ApproveParts(false);

    public CaseChange ApproveParts(bool approved) => Set("PartsApproved", approved);

    public CaseChange SetParts(IReadOnlyList<ReviewPart> parts) => Set("Parts", parts.Count == 0 ? "" : ImrJson.Write(parts));

    /// <summary>A clock that another one replaces.</summary>
    public CaseChange Drop(string ruleId) => Set(CaseColumns.Deadline(ruleId), "");

    public CaseChange MergeInto(CaseNumber earlier) => Set("MergedInto", earlier.Value);

    public CaseChange Close(CaseEnd end) => Set("End", end.ToString());

    /// <summary>A row of the case's partition that is created or replaced with the change.</summary>
    internal CaseChange WithRow(TableEntity row)
    {
        _rows.Add(row);
        return this;
    }

    private CaseChange SetDeadline(Deadline deadline, DateTimeOffset? metAt)
        => Set(CaseColumns.Deadline(deadline.RuleId), ImrJson.Write(new RunningDeadline(RunningDeadline.CurrentSchemaVersion, deadline, metAt)));

    private CaseChange Set(string column, object value)
    {
        _columns[column] = value;
        return this;
    }
}

/// <summary>Something that parties must be told. The relay sends it with the deterministic id, consumers drop doubles.</summary>
/// <param name="Kind">Such as <c>Noarfi</c>, <c>Ineligible</c>, <c>FinalDetermination</c>.</param>
/// <param name="Recipients">Roles, never names: addresses are looked up when it is sent.</param>
/// <param name="Reference">What it is about: a letter's address, a deadline's id.</param>
public sealed record OutgoingMessage(string Kind, IReadOnlyList<string> Recipients, string? Reference);
