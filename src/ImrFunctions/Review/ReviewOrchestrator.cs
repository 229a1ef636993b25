using ImrFunctions.Cases.Register;

namespace ImrFunctions.Review;

/// <summary>
/// Moves one round of one case from registration to the letter. Only the context is used here (docs/determinism.md); everything that reads, computes or writes
/// is an activity.
/// </summary>
public static class ReviewOrchestrator
{
    [Function(nameof(ReviewOrchestrator))]
    public static async Task<ReviewResult> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<ReviewInput>() ?? throw new InvalidOperationException("The review has no input.");
        if (input.SchemaVersion > ReviewInput.CurrentSchemaVersion)
            throw new InvalidOperationException("The review's input has a newer schemaVersion.");
        var run = new ReviewRun(context, input);
        await run.ReviewAsync();
        if (run.Anew is { } next)
        {
            // Facts that come meanwhile are delivered to the next run; what this one returns is dropped.
            context.ContinueAsNew(next, preserveUnprocessedEvents: true);
            return new ReviewResult(ReviewResult.CurrentSchemaVersion, CaseEnd.Cancelled);
        }

        return new ReviewResult(ReviewResult.CurrentSchemaVersion, await run.CloseAsync());
    }
}
