using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;

namespace ImrFunctions.Review;

/// <summary>
/// The running review inside its orchestrator: where it stands, how it calls a step, how it waits. The stages are in the other parts of this class. A stage
/// returns false when the review has ended (<see cref="_end"/>).
/// </summary>
internal sealed partial class ReviewRun
{
    private readonly TaskOrchestrationContext _context;
    private readonly ReviewInput _input;
    private readonly FactMailbox _mail;
    private readonly List<string> _consumed = [];
    private readonly HashSet<WaitLimit> _noted = [];
    private int _seq;
    private int _marks;
    private string? _tag;
    private ContentHash _application;
    private ReviewStage _stage = ReviewStage.Received;
    private CaseEnd? _end;

    public ReviewRun(TaskOrchestrationContext context, ReviewInput input)
    {
        _context = context;
        _input = input;
        _seq = input.Seq;
        _application = input.Application;
        _mail = new FactMailbox(context);
    }

    /// <summary>Ends the case in the register: the outcome that some stage reached.</summary>
    public async Task<CaseEnd> CloseAsync()
    {
        var end = _end ?? CaseEnd.Cancelled;
        await StepAsync<StepResult>(nameof(Cases.CloseActivity.CloseCase), detail: end.ToString());
        return end;
    }

    /// <summary>
    /// Calls a step until it succeeds: the engine retries it, then the case stands at "needs attention" and an operator decides. Null: the review ended, or an
    /// operator skipped the step.
    /// </summary>
    private async Task<T?> StepAsync<T>(string activity, FactRef? fact = null, int attempt = 1, string? detail = null, bool canSkip = false)
        where T : StepResult
    {
        var seq = ++_seq;
        while (true)
        {
            try
            {
                var result = await _context.CallActivityAsync<T>(activity, Input(seq, fact, attempt, detail), TaskOptions.FromRetryPolicy(Policy(_input.Retry)));
                Accept(result);
                return result;
            }
            catch (TaskFailedException failed)
            {
                var (code, refId) = StepFailedException.Parse(failed.FailureDetails.ErrorMessage);
                var action = await AskOperatorAsync(seq, activity, code.ToString(), refId, canSkip);
                if (action == OperatorAction.Skip && canSkip)
                    return null;
                if (action == OperatorAction.Cancel)
                {
                    _end ??= CaseEnd.Cancelled;
                    if (activity != nameof(Cases.CloseActivity.CloseCase))
                        return null;
                }
            }
        }
    }

    /// <summary>Puts the case at "needs attention" and waits for an operator's decision, or for the withdrawal of the case.</summary>
    private async Task<OperatorAction> AskOperatorAsync(int seq, string step, string code, string refId, bool canSkip)
    {
        var mark = ++_marks;
        var detail = string.Join('|', mark, step, code, refId, canSkip);
        Accept(await _context.CallActivityAsync<StepResult>(nameof(AttentionActivities.MarkAttention), Input(seq, null, mark, detail), TaskOptions.FromRetryPolicy(Persistent())));
        var arrival = await _mail.NextAsync(f => (f.Kind == FactKind.OperatorDecision && f.Attempt == mark) || f.Kind == FactKind.Withdrawal, [], 0);
        _consumed.Add(arrival.Fact!.FactId);
        var resolved = await _context.CallActivityAsync<AttentionResult>(
            nameof(AttentionActivities.ResolveAttention), Input(seq, arrival.Fact, mark, detail), TaskOptions.FromRetryPolicy(Persistent()));
        Accept(resolved);
        if (arrival.Fact.Kind == FactKind.Withdrawal)
            _end = CaseEnd.Withdrawn;
        return resolved.Action;
    }

    /// <summary>
    /// Waits for one of the kinds, for this attempt. Reminders and overdue limits are noted in the timeline and waiting goes on. A withdrawal ends the review;
    /// what nobody waits for is acknowledged. Null: the review ended.
    /// </summary>
    private async Task<Arrival?> WaitAsync(IReadOnlyList<WaitLimit> limits, int attempt, params FactKind[] kinds)
    {
        _context.SetCustomStatus(new ReviewStatus(1, _stage, _seq, string.Join(' ', kinds)));
        // Each is noted once, also when it passed outside of a wait: in a long step, at "needs attention".
        var ahead = limits.Where(l => l.Ends || !_noted.Contains(l)).ToList();
        var passed = 0;
        while (true)
        {
            var arrival = await _mail.NextAsync(_ => true, ahead, passed);
            if (arrival.Passed is { } limit)
            {
                passed++;
                if (limit.Ends)
                    return arrival;
                _noted.Add(limit);
                await NoteAsync(limit.Code);
                continue;
            }

            var fact = arrival.Fact!;
            _consumed.Add(fact.FactId);
            if (fact.Kind == FactKind.Withdrawal)
            {
                _end = CaseEnd.Withdrawn;
                return null;
            }

            if (kinds.Contains(fact.Kind) && (fact.Kind is FactKind.Document or FactKind.Application or FactKind.AdFinding || fact.Attempt == attempt))
                return arrival;
            await AcknowledgeAsync(fact);
        }
    }

    /// <summary>Notes something in the timeline between two stages.</summary>
    private async Task NoteAsync(string code)
        => Accept(await _context.CallActivityAsync<StepResult>(nameof(AttentionActivities.Note), Input(_seq, null, ++_marks, code), TaskOptions.FromRetryPolicy(Persistent())));

    /// <summary>Marks a fact as taken that changes nothing now: a late document, an answer to an earlier attempt.</summary>
    private async Task AcknowledgeAsync(FactRef fact)
    {
        Accept(await _context.CallActivityAsync<StepResult>(nameof(AttentionActivities.Acknowledge), Input(_seq, fact, ++_marks, null), TaskOptions.FromRetryPolicy(Persistent())));
    }

    private StepInput Input(int seq, FactRef? fact, int attempt, string? detail)
        => new(StepInput.CurrentSchemaVersion, _input.Review, _input.Entry, seq, _tag, _application, _stage, fact, [.. _consumed], attempt, detail);

    private void Accept(StepResult result)
    {
        _tag = result.Tag.Length == 0 ? null : result.Tag;
        _stage = result.Stage;
        if (result is ScreeningResult screening)
            _application = screening.Application;
        _consumed.Clear();
    }

    private static RetryPolicy Policy(RetrySettings retry)
        => new(retry.MaxAttempts, TimeSpan.FromSeconds(retry.FirstSeconds), retry.Backoff, TimeSpan.FromSeconds(retry.MaxSeconds));

    /// <summary>For the steps that report trouble: they go on trying for days, since there is nobody further to ask.</summary>
    private static RetryPolicy Persistent() => new(1000, TimeSpan.FromSeconds(5), 2, TimeSpan.FromMinutes(5));
}
