using Imr.Core.Cases;
using Imr.Core.Deadlines;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Register;
using Microsoft.Extensions.Logging;

namespace ImrFunctions.Operations.Replan;

/// <summary>A case whose running clocks change.</summary>
public sealed record ReplannedCase(CaseRecord Record, IReadOnlyList<DeadlineShift> Shifts)
{
    public ReplannedCaseView View() => new(Record.Review.CaseNumber, Record.Stage, Views());

    public IReadOnlyList<ShiftView> Views()
        => [.. Shifts.Select(s => new ShiftView(s.Old.RuleId, s.Old.StartedAt, s.Old.DueOn, s.New.DueOn, s.Old.BreachedAt, s.New.BreachedAt))];
}

public sealed record ReplanPage(int CasesSeen, IReadOnlyList<ReplannedCase> Cases, IReadOnlyList<CaseNumber> Unread, string? Continuation);

/// <summary>Looks at the open cases, a page at a time over the index, for clocks that another calendar moves.</summary>
public sealed class ReplanPlanner(CaseIndex index, CaseRegister register, ILogger<ReplanPlanner> logger)
{
    /// <param name="continuation">As <see cref="ListQuery"/> makes it.</param>
    public async Task<ReplanPage> PageAsync(BusinessCalendar calendar, int limit, string? continuation, CancellationToken cancellation)
    {
        var page = await new ListQuery(null, null, limit, continuation).RunAsync(index, cancellation);
        var cases = new List<ReplannedCase>();
        var unread = new List<CaseNumber>();
        foreach (var indexed in page.Cases)
        {
            try
            {
                if (await register.TryGetAsync(indexed.CaseNumber, cancellation) is not { Open: true } record)
                    continue;
                var shifts = Replanning.Of(record.Deadlines.Where(d => d.MetAt is null).Select(d => d.Deadline), RuleSetLibrary.Default, calendar, record.ExtensionDays);
                if (shifts.Count > 0)
                    cases.Add(new ReplannedCase(record, shifts));
            }
            catch (Exception e) when (e is not OperationCanceledException && FailureMiddleware.Classify(e) is FailureCode.NewerSchema or FailureCode.BadData)
            {
                logger.LogError("The clocks of {CaseNumber} could not be looked at: {Code}, {Type}.", indexed.CaseNumber, FailureMiddleware.Classify(e), e.GetType().Name);
                unread.Add(indexed.CaseNumber);
            }
        }

        return new ReplanPage(page.Cases.Count, cases, unread, page.Continuation);
    }
}
