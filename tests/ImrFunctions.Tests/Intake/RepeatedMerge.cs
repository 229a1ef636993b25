using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Review;
using ImrFunctions.Review.Changes;
using ImrFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ImrFunctions.Tests.Intake;

internal static class RepeatedMerge
{
    /// <summary>Runs the step for a fact whose event was never raised, and again as after a crash: both return the same.</summary>
    public static async Task<ChangeResult> TwiceAsync<T>(
        this TestApp app, string caseNumber, FactKind kind, T said, Func<MergeActivity, Func<StepInput, CancellationToken, Task<ChangeResult>>> step, string requestId = "twice")
        where T : IVersioned
    {
        var record = await app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(caseNumber), default);
        var fact = (await app.Get<FactStore>().WriteAsync(new FactToWrite<T>(record.Review, kind, 1, requestId, "Operator:op-1", app.Clock.GetUtcNow(), said), default)).Fact;
        // Far from the numbers that the running review uses meanwhile.
        var input = new StepInput(1, record.Review, IndexEntry.Of(record), Math.Max(record.StageSeq, 500) + 1, null, record.ApplicationHash!, record.Stage, fact, [fact.FactId], 1, null);
        var run = step(ActivatorUtilities.CreateInstance<MergeActivity>(app.Services));
        var (first, second) = (await run(input, default), await run(input, default));
        Json(second).ShouldBe(Json(first));
        return second;
    }

    private static string Json(ChangeResult result)
    {
        var json = JsonNode.Parse(ImrJson.Write(result))!.AsObject();
        json.Remove("tag");
        return json.ToJsonString();
    }
}
