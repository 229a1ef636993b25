using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Fees;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Review;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Cases;

/// <summary>What the claims administrator owes for a case (8 CCR 9792.10.8), as far as it is known.</summary>
public sealed class FeeFunctions(CaseAccess access, CaseRegister register, StepContext step)
{
    [Function(nameof(GetFee))]
    public async Task<IResult> GetFee(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/fee")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record)
            return lookup.Refusal!;
        if (record.ApplicationHash is not { } hash)
            return Problem.Of(409, "There is no application yet that could be read.", context.InvocationId);
        var application = await step.ApplicationAsync(record.Review.CaseNumber, hash, cancellation);
        var end = EndOf(record, await register.TimelineAsync(record.Review.CaseNumber, cancellation));
        var question = new FeeQuestion(record.ReceivedOn, record.Priority, Pharmacy.Only(application), end, Math.Max(1, record.Parts.Count));
        var fee = FeeSchedule.Default.Of(question);
        return Results.Json(
            new FeeView(record.Review.CaseNumber, record.Open, question.ReceivedOn, question.Priority, question.PharmacyOnly, question.Reviewers, end, fee.PeriodId, fee.Service, fee.Amount, fee.Unknown, fee.Citation, fee.Status),
            ImrJson.Options);
    }

    /// <summary>How far the round came: assigned by the notice to the parties, with a reviewer when somebody had it for a determination.</summary>
    private static FeeEnd EndOf(CaseRecord record, IReadOnlyList<TimelineEntry> timeline)
    {
        if (record.End is null or CaseEnd.Issued)
            return FeeEnd.Determined;
        var stages = timeline.Where(t => t.Round == record.Review.Round).Select(t => t.Stage).ToHashSet();
        return stages.Contains(ReviewStage.ClinicalReview) ? FeeEnd.StoppedAfterReviewer
            : stages.Contains(ReviewStage.RecordsRequested) ? FeeEnd.StoppedBeforeReviewer
            : FeeEnd.NeverAssigned;
    }
}

/// <param name="Expected">The case is open: what it would be with a determination.</param>
/// <param name="Amount">US dollars; null when it is not known.</param>
/// <param name="Unknown">Why the amount is not known.</param>
public sealed record FeeView(
    CaseNumber CaseNumber,
    bool Expected,
    DateOnly ReceivedOn,
    Priority Priority,
    bool PharmacyOnly,
    int Reviewers,
    FeeEnd End,
    string PeriodId,
    FeeService? Service,
    decimal? Amount,
    string? Unknown,
    string Citation,
    RuleStatus Status);
