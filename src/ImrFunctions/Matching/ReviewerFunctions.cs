using System.Text;
using Imr.Core.Cases;
using Imr.Core.Reviewers;
using Imr.Core.Serialization;
using ImrFunctions.Operations;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Matching;

/// <summary>The panel of expert reviewers: import and list.</summary>
public sealed class ReviewerFunctions(ReviewerPanel panel)
{
    /// <summary>Takes the panel as CSV: all of it, or nothing with every bad row named. Reviewers who are not in it stay as they are.</summary>
    [Function(nameof(PutReviewers))]
    public async Task<IResult> PutReviewers(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/reviewers")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        using var text = new StringReader(await reader.ReadToEndAsync(cancellation));
        var read = ReviewerCsv.Read(text);
        if (read.Problems.Count > 0)
        {
            return Problem.Of(
                400, "The panel has problems; nothing was imported.", context.InvocationId,
                [.. read.Problems.Select(p => new ApplicationProblem($"row {p.Row} {p.Column}", p.Problem, p.Expected))]);
        }

        var changed = 0;
        foreach (var reviewer in read.Reviewers)
            changed += await panel.ImportAsync(reviewer, cancellation) ? 1 : 0;
        return Results.Json(new { imported = changed, unchanged = read.Reviewers.Count - changed }, ImrJson.Options);
    }

    [Function(nameof(GetReviewers))]
    public async Task<IResult> GetReviewers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/reviewers")] HttpRequest request, CancellationToken cancellation)
    {
        var members = await panel.AllAsync(cancellation);
        return Results.Json(new { reviewers = members.Select(m => new { m.Reviewer, openCases = m.Open.Count }) }, ImrJson.Options);
    }
}
