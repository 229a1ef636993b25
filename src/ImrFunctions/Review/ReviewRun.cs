using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Review.Changes;

namespace ImrFunctions.Review;

/// <summary>
/// The running review inside its orchestrator: where it stands, how it calls a step. How it waits, and the stages, are in the other parts of this class. A
/// stage returns the next one; null when the review has ended (<see cref="_end"/>).
/// </summary>
internal sealed partial class ReviewRun
{
    private readonly TaskOrchestrationContext _context;
    private readonly ReviewInput _input;
    private readonly FactMailbox _mail;
    private readonly List<string> _consumed = [];
    private readonly HashSet<WaitLimit> _noted = [];
    private IReadOnlyList<string>? _closedItems;
    private IndexEntry _entry;
    private int _seq;
    private int _marks;
    private string? _tag;
    private ContentHash _application;
    private ReviewStage _stage = ReviewStage.Received;
    private ReviewStage? _goTo;
    private CaseEnd? _end;

    public ReviewRun(TaskOrchestrationContext context, ReviewInput input)
    {
        _context = context;
        _input = input;
        _seq = input.Seq;
        _entry = input.Entry;
        _application = input.Application;
        _closedItems = input.ClosedItems;
        _excluded.AddRange(input.ExcludedReviewers ?? []);
        _mail = new FactMailbox(context, input.Progress?.Mail ?? new MailboxState([], []));
        if (input.Progress is { } before)
            GoOnFrom(before);
    }

    /// <summary>Stage by stage until the review has ended.</summary>
    public async Task ReviewAsync()
    {
        var next = _input.Progress?.At ?? (_input.StartAt is null ? ReviewStage.EligibilityReview : await ResumeAsync(_input.StartAt.Value));
        while (next is { } stage)
        {
            next = stage switch
            {
                ReviewStage.EligibilityReview => await SettleEligibilityAsync(),
                ReviewStage.RecordsRequested => await CollectRecordsAsync(),
                ReviewStage.ReviewerAssignment => await FindReviewerAsync(),
                ReviewStage.ClinicalReview => await DetermineAsync(),
                _ => null,
            };
        }
    }

    /// <summary>Ends the case in the register: the outcome that some stage reached.</summary>
    public async Task<CaseEnd> CloseAsync()
    {
        var end = _end ?? CaseEnd.Cancelled;
        await StepAsync<StepResult>(nameof(Cases.CloseActivity.CloseCase), detail: end.ToString());
        return end;
    }

    /// <summary>Where the review goes on after a wait or step that gave nothing: elsewhere, if something that was said moved it; else it has ended.</summary>
    private ReviewStage? Left()
    {
        var stage = _end is null ? _goTo : null;
        _goTo = null;
        _finding = null;
        return stage;
    }

    /// <summary>A later round, or a case that was imported: its clocks are read from the register, the rest goes on as ever.</summary>
    private async Task<ReviewStage?> ResumeAsync(ReviewStage stage)
    {
        _stage = stage;
        _noticesSent = stage != ReviewStage.EligibilityReview;
        if (await StepAsync<ChangeResult>(nameof(ResumeActivity.ResumeReview), detail: stage.ToString()) is not { } resumed)
            return Left();
        TakeClocks(resumed.Clocks ?? []);
        return resumed.GoTo ?? stage;
    }

    /// <summary>
    /// Calls a step until it succeeds: the engine retries it, then the case stands at "needs attention" and an operator decides. Null: the review ended, or an
    /// operator skipped the step.
    /// </summary>
    private async Task<T?> StepAsync<T>(string activity, FactRef? fact = null, int attempt = 1, string? detail = null, bool canSkip = false, int? part = null, IReadOnlyList<FactRef>? facts = null)
        where T : StepResult
    {
        var seq = ++_seq;
        _calls++;
        while (true)
        {
            try
            {
                var input = Input(seq, fact, attempt, detail) with { Part = part, Facts = facts };
                var result = await _context.CallActivityAsync<T>(activity, input, TaskOptions.FromRetryPolicy(Policy(_input.Retry)));
                Accept(result);
                return result;
            }
            catch (TaskFailedException failed)
            {
                var (code, refId) = StepFailedException.Parse(failed.FailureDetails.ErrorMessage);
                var action = await AskOperatorAsync(seq, activity, code.ToString(), refId, canSkip);
                if ((action == OperatorAction.Skip && canSkip) || _goTo is not null)
                    return null;
                if (action == OperatorAction.Cancel)
                    _end ??= CaseEnd.Cancelled;
                if (_end is not null && activity != nameof(Cases.CloseActivity.CloseCase))
                    return null;
            }
        }
    }

    /// <summary>Puts the case at "needs attention" and waits for an operator's decision, or for the withdrawal of the case.</summary>
    private async Task<OperatorAction> AskOperatorAsync(int seq, string step, string code, string refId, bool canSkip)
    {
        var mark = ++_marks;
        var detail = string.Join('|', mark, step, code, refId, canSkip);
        Accept(await _context.CallActivityAsync<StepResult>(nameof(AttentionActivities.MarkAttention), Input(seq, null, mark, detail), TaskOptions.FromRetryPolicy(Persistent())));
        var arrival = await _mail.NextAsync(f => (f.Kind == FactKind.OperatorDecision && f.Attempt == mark) || f.Kind is FactKind.Withdrawal or FactKind.Reassignment, [], 0);
        // A reassignment ends the trouble; its own step takes it.
        if (arrival.Fact!.Kind != FactKind.Reassignment)
            _consumed.Add(arrival.Fact.FactId);
        var resolved = await _context.CallActivityAsync<AttentionResult>(
            nameof(AttentionActivities.ResolveAttention), Input(seq, arrival.Fact, mark, detail), TaskOptions.FromRetryPolicy(Persistent()));
        Accept(resolved);
        if (arrival.Fact.Kind == FactKind.Withdrawal)
            _end = CaseEnd.Withdrawn;
        // At once, not by the wait that follows: a step that fails as long as she has the case would be tried for ever.
        if (arrival.Fact.Kind == FactKind.Reassignment)
            await TakeReassignmentAsync(arrival.Fact, step);
        return resolved.Action;
    }

    private async Task TakeReassignmentAsync(FactRef fact, string step)
    {
        _consumed.Add(fact.FactId);
        if (step == nameof(Cases.CloseActivity.CloseCase))
            await AcknowledgeAsync(fact);
        else
            Take(await StepAsync<ChangeResult>(nameof(ReviewerChangeActivity.TakeBackReviewer), fact));
    }

    /// <summary>Notes something in the timeline between two stages.</summary>
    private async Task NoteAsync(string code)
    {
        _calls++;
        Accept(await _context.CallActivityAsync<StepResult>(nameof(AttentionActivities.Note), Input(_seq, null, ++_marks, code), TaskOptions.FromRetryPolicy(Persistent())));
    }

    /// <summary>Marks a fact as taken that changes nothing now: a late document, an answer to an earlier attempt.</summary>
    private async Task AcknowledgeAsync(FactRef fact)
    {
        _calls++;
        Accept(await _context.CallActivityAsync<StepResult>(nameof(AttentionActivities.Acknowledge), Input(_seq, fact, ++_marks, null), TaskOptions.FromRetryPolicy(Persistent())));
    }

    private StepInput Input(int seq, FactRef? fact, int attempt, string? detail)
        => new(StepInput.CurrentSchemaVersion, _input.Review, _entry, seq, _tag, _application, _stage, fact, [.. _consumed], attempt, detail) { ClosedItems = _closedItems };

    private void Accept(StepResult result)
    {
        _tag = result.Tag.Length == 0 ? null : result.Tag;
        _stage = result.Stage;
        if (result is ScreeningResult screening)
            _application = screening.Application;
        if (result is FindingResult { ClosedItems: { } left })
            _closedItems = left;
        if (result is ChangeResult change)
        {
            _application = change.Application ?? _application;
            _entry = change.Entry ?? _entry;
            _closedItems = change.ClosedItems ?? _closedItems;
            _parts = change.Parts ?? _parts;
            _openParts = [.. _openParts.Where(p => change.Parts?.Contains(p) ?? true)];
            _openParts = change.OpenParts is { } open ? [.. open] : _openParts;
            _excluded.AddRange((change.Excluded ?? []).Except(_excluded));
        }

        _consumed.Clear();
    }

    private static RetryPolicy Policy(RetrySettings retry)
        => new(retry.MaxAttempts, TimeSpan.FromSeconds(retry.FirstSeconds), retry.Backoff, TimeSpan.FromSeconds(retry.MaxSeconds));

    /// <summary>For the steps that report trouble: they go on trying for days, since there is nobody further to ask.</summary>
    private static RetryPolicy Persistent() => new(1000, TimeSpan.FromSeconds(5), 2, TimeSpan.FromMinutes(5));
}
