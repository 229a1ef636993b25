using System.Globalization;
using Durable.Parity.Harness;
using Microsoft.Extensions.Logging;

namespace Durable.Parity;

public static class ReplayOrchestrators
{
    [Function(nameof(LogsEachStep))]
    public static async Task LogsEachStep([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ILogger logger = context.CreateReplaySafeLogger(ObservedLogs.Category);
        logger.LogInformation("{InstanceId} first", context.InstanceId);
        await context.CallActivityAsync(nameof(CommonActivities.Echo), "1");
        logger.LogInformation("{InstanceId} second", context.InstanceId);
        await context.CallActivityAsync(nameof(CommonActivities.Echo), "2");
        context.ReplaySafeLoggerFactory.CreateLogger(ObservedLogs.Category).LogInformation("{InstanceId} third", context.InstanceId);
    }

    [Function(nameof(MakesGuids))]
    public static async Task<Guid[]> MakesGuids([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        Guid[] first = [context.NewGuid(), context.NewGuid()];
        Observed.Add(context.InstanceId, string.Join(' ', first));
        await context.CallActivityAsync(nameof(CommonActivities.Echo), "1");
        return [.. first, context.NewGuid()];
    }

    [Function(nameof(ReadsTheClock))]
    public static async Task<DateTime[]> ReadsTheClock([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        DateTime first = context.CurrentUtcDateTime;
        DateTime again = context.CurrentUtcDateTime;
        Observed.Add(context.InstanceId, first.ToString("o", CultureInfo.InvariantCulture));
        await context.CallActivityAsync(nameof(CommonActivities.Echo), "1");
        return [first, again, context.CurrentUtcDateTime];
    }

    [Function(nameof(TellsWhetherItReplays))]
    public static async Task TellsWhetherItReplays([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        Observed.Add(context.InstanceId, $"1 {context.IsReplaying}");
        await context.CallActivityAsync(nameof(CommonActivities.Echo), "1");
        Observed.Add(context.InstanceId, $"2 {context.IsReplaying}");
    }
}

[Collection(ParityRun.Name)]
public sealed class ReplayTests(ParityEngine engine)
{
    [Fact]
    public async Task A_replay_safe_line_appears_once()
    {
        string id = (await engine.RunAsync(nameof(ReplayOrchestrators.LogsEachStep))).InstanceId;
        Observed.Of(ObservedLogs.Category).Where(line => line.StartsWith(id, StringComparison.Ordinal)).ShouldBe([$"{id} first", $"{id} second", $"{id} third"]);
    }

    [Fact]
    public async Task Guids_differ_have_version_5_and_are_the_same_in_each_replay()
    {
        OrchestrationMetadata end = await engine.RunAsync(nameof(ReplayOrchestrators.MakesGuids));

        Guid[] ids = end.ReadOutputAs<Guid[]>()!;
        ids.Distinct().Count().ShouldBe(3);
        ids.ShouldAllBe(id => id.Version == 5);
        Observed.Of(end.InstanceId).ShouldBe([$"{ids[0]} {ids[1]}", $"{ids[0]} {ids[1]}"]);
    }

    [Fact]
    public async Task Time_stands_still_within_a_turn_and_is_the_same_in_each_replay()
    {
        OrchestrationMetadata end = await engine.RunAsync(nameof(ReplayOrchestrators.ReadsTheClock));

        DateTime[] times = end.ReadOutputAs<DateTime[]>()!;
        times[1].ShouldBe(times[0]);
        times[2].ShouldBeGreaterThan(times[0]);
        times[0].Kind.ShouldBe(DateTimeKind.Utc);
        Observed.Of(end.InstanceId).Count.ShouldBe(2);
        Observed.Of(end.InstanceId).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
    }

    [Fact]
    public async Task What_was_done_before_is_replayed_and_what_is_new_is_not()
    {
        string id = (await engine.RunAsync(nameof(ReplayOrchestrators.TellsWhetherItReplays))).InstanceId;
        Observed.Of(id).ShouldBe(["1 False", "1 True", "2 False"]);
    }
}
