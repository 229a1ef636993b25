using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake.Duplicates;

/// <summary>A named person says that a filing is a duplicate of an earlier case, or that it is none after all (domain.md §1.6).</summary>
public sealed class MergeFunctions(StatementDesk desk, MergeDesk merges, MergeStore store, Rounds rounds, TimeProvider time)
{
    [Function(nameof(PostMerge))]
    public Task<IResult> PostMerge(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/merge")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<MergeBody, Merge>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Merge,
            async (body, snapshot, caller) =>
            {
                List<ApplicationProblem> problems = [.. Said.Needed(body.Reason, "$.reason", "Why it is a duplicate, for the record.")];
                if (body.Into is null)
                    problems.Add(new ApplicationProblem("$.into", "Missing.", "The earlier case's number."));
                foreach (var n in (body.Items ?? []).Select((i, n) => (i, n)).Where(p => p.i is not { ItemId.Length: > 0, SameAs.Length: > 0 }).Select(p => p.n))
                    problems.Add(new ApplicationProblem($"$.items[{n}]", "Not a pair.", "{\"itemId\": \"1\", \"sameAs\": \"2\"}"));
                if (problems.Count > 0)
                    return new Statement<Merge>(1, null, problems);
                var check = await merges.CheckAsync(snapshot.Record, body.Into!, [.. (body.Items ?? []).Select(i => new MergedItem(i!.ItemId!, i.SameAs!))], cancellation);
                var fact = check.Problems.Count > 0 ? null : new Merge(Merge.CurrentSchemaVersion, caller.ToString(), body.Into!, check.Items, body.Reason!.Trim());
                return new Statement<Merge>(snapshot.Next(FactKind.Merge), fact, check.Problems, check.Conflict);
            },
            cancellation);

    [Function(nameof(PostUnmerge))]
    public Task<IResult> PostUnmerge(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/unmerge")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<UnmergeBody, Unmerge>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Unmerge,
            (body, _, caller) => Said.Of(
                1, [.. Said.Needed(body.Reason, "$.reason", "Why it is no duplicate, for the record.")], () => new Unmerge(Unmerge.CurrentSchemaVersion, caller.ToString(), body.Reason!.Trim())),
            cancellation,
            async (closed, fact) =>
            {
                // The earlier case first: the round's screening must not propose the same again. A crash in between leaves a merged case, and the statement is made again.
                await store.SplitAsync(closed.Record.Review, closed.Record.MergedInto!, cancellation);
                return await rounds.OpenAsync(client, closed, fact, PacificTime.LegalDay(time.GetUtcNow()), cancellation);
            },
            opened => rounds.MakeUpAsync(client, opened.Record, cancellation));
}

/// <param name="Into">The earlier case.</param>
/// <param name="Items">Counterparts that the comparison does not see by itself.</param>
public sealed record MergeBody(CaseNumber? Into, IReadOnlyList<MergedItemBody?>? Items, string? Reason);

public sealed record MergedItemBody(string? ItemId, string? SameAs);

public sealed record UnmergeBody(string? Reason);
