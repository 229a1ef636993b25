using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Operations.Attention;

/// <summary>The queue of cases that wait for an operator.</summary>
public sealed class AttentionQueueFunctions(AttentionIndex index)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>One page, the longest waiting first; by code and by owner.</summary>
    [Function(nameof(GetAttention))]
    public async Task<IResult> GetAttention(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/attention")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var query = request.Query;
        var problems = new List<ApplicationProblem>();
        var limit = DefaultLimit;
        if (Given("limit") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1))
            problems.Add(new ApplicationProblem("query limit", "Not a number of rows.", $"1 to {MaxLimit}"));
        var continuation = Given("continuation");
        if (continuation is not null && !AttentionIndex.IsContinuation(continuation))
            problems.Add(new ApplicationProblem("query continuation", "Not a continuation of ours.", "The continuation of the page before."));
        var unowned = false;
        if (Given("unowned") is { } flag && !bool.TryParse(flag, out unowned))
            problems.Add(new ApplicationProblem("query unowned", "Neither true nor false.", "true: only what nobody looks after."));
        if (unowned && Given("owner") is not null)
            problems.Add(new ApplicationProblem("query", "owner and unowned can't be combined.", "One of them."));
        if (problems.Count > 0)
            return Problem.Of(400, "The queue can't be listed.", context.InvocationId, problems);
        return Results.Json(await index.ListAsync(new AttentionFilter(Given("code"), Given("owner"), unowned), Math.Min(limit, MaxLimit), continuation, cancellation), ImrJson.Options);

        string? Given(string name) => query[name].ToString() is { Length: > 0 } given ? given : null;
    }
}
