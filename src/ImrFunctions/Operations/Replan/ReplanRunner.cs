using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Operations.Calendar;
using ImrFunctions.Operations.Ledger;

namespace ImrFunctions.Operations.Replan;

/// <summary>
/// Plans running clocks anew: stores the closures first, so that new clocks run by them, then tells each open case whose clocks change by a fact. Page by page;
/// killed anywhere, it goes on at its page, and a case that was told is told once.
/// </summary>
public sealed class ReplanRunner(OperationLedger ledger, Calendars calendars, ReplanPlanner planner, FactPost post, TimeProvider time)
{
    public const string Told = "Told";

    /// <summary>The case could not be read: a newer program wrote it, or it is damaged.</summary>
    public const string Unread = "Unread";

    private const int CasesPerMessage = 200;

    /// <summary>A case that goes back a stage while the pages are turned can be missed: the next pass finds it.</summary>
    private const int MaxPasses = 5;

    /// <returns>Whether there is more to do.</returns>
    public async Task<bool> RunAsync(DurableTaskClient client, Operation operation, CancellationToken cancellation)
    {
        var request = ImrJson.Read<ReplanRequest>(operation.Request);
        if (request.Added.Count + request.Removed.Count > 0)
            await calendars.ChangeAsync(new ClosureChange(operation.Id, operation.By, operation.At, request.Reason, request.Added, request.Removed), cancellation);
        else
            await calendars.RefreshAsync(cancellation);

        var place = Place.Parse(operation.Cursor);
        var page = await planner.PageAsync(calendars.InForce, CasesPerMessage, place.Continuation, cancellation);
        var told = false;
        foreach (var one in page.Cases)
            told |= await TellAsync(client, operation, request, one, cancellation);
        foreach (var number in page.Unread)
            await ledger.SetOutcomeAsync(operation.Id, number, Unread, null, cancellation);

        var next = place with { Told = place.Told || told, Continuation = page.Continuation };
        if (page.Continuation is null)
        {
            if (!next.Told || next.Pass == MaxPasses)
            {
                await ledger.FinishAsync(operation, cancellation);
                return false;
            }

            next = new Place(next.Pass + 1, false, null);
        }

        await ledger.MoveAsync(operation, next.ToString(), cancellation);
        return true;
    }

    /// <returns>Whether the case was told now; false when it was told before.</returns>
    private async Task<bool> TellAsync(DurableTaskClient client, Operation operation, ReplanRequest request, ReplannedCase one, CancellationToken cancellation)
    {
        var review = one.Record.Review;
        var body = new DeadlinesChanged(DeadlinesChanged.CurrentSchemaVersion, request.Reason, [.. one.Shifts.Select(s => s.New)]);
        // Of the clocks too: a case whose next clock began by the old calendar meanwhile is told of that one as well.
        var requestId = ContentHash.Of(ImrJson.WriteBytes(new { operation.Id, body.Deadlines })).Value[..32];
        var write = await post.PostAsync(client, new FactToWrite<DeadlinesChanged>(review, FactKind.DeadlinesChanged, 1, requestId, operation.By, time.GetUtcNow(), body), cancellation);
        await ledger.SetOutcomeAsync(operation.Id, review.CaseNumber, Told, System.Text.Json.JsonSerializer.Serialize(one.Views(), ImrJson.Options), cancellation);
        return write.Outcome == FactWriteOutcome.Created;
    }

    /// <param name="Told">Whether this pass has told a case.</param>
    private sealed record Place(int Pass, bool Told, string? Continuation)
    {
        public static Place Parse(string? cursor)
        {
            if (cursor?.Split('/', 3) is not [var pass, var told, var continuation])
                return new Place(1, false, null);
            return new Place(int.Parse(pass, CultureInfo.InvariantCulture), bool.Parse(told), continuation.Length == 0 ? null : continuation);
        }

        public override string ToString() => $"{Pass}/{Told}/{Continuation}";
    }
}
