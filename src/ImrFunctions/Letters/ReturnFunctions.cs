using Imr.Core.Cases.Statements;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Determination;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Letters;

/// <summary>The second person does not release but gives the determination back to the reviewer, with the reason.</summary>
public sealed class ReturnFunctions(StatementDesk desk)
{
    [Function(nameof(PostReleaseReturn))]
    public Task<IResult> PostReleaseReturn(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/release-return")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeAsync<ReasonBody, ReleaseReturn>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.ReleaseReturn,
            (body, record, caller) => Said.Of(
                record.DraftAttempt ?? 1, [.. Said.Needed(body.Reason, "$.reason", "What the reviewer is to look at again.")],
                () => new ReleaseReturn(ReleaseReturn.CurrentSchemaVersion, caller.ToString(), body.Reason!.Trim())),
            cancellation);
}
