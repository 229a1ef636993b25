using Microsoft.AspNetCore.Http;

namespace Imr.Bench.Engine;

/// <summary>Five activities, one after another.</summary>
public static class FiveInSequence
{
    [Function(nameof(FiveInSequence))]
    public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var sum = 0;
        for (var i = 0; i < 5; i++)
            sum += await context.CallActivityAsync<int>(nameof(AddOne), i);
        return sum;
    }
}

/// <summary>As many activities at once as the input says.</summary>
public static class FanOut
{
    [Function(nameof(FanOut))]
    public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallActivityAsync<int>(nameof(AddOne), i)));
        return all.Length;
    }
}

/// <summary>Takes as many events as the input says, and says in its custom status how many it has taken.</summary>
public static class TakeEvents
{
    public const string Event = "Happened";

    [Function(nameof(TakeEvents))]
    public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var wanted = context.GetInput<int>();
        for (var taken = 1; taken <= wanted; taken++)
        {
            await context.WaitForExternalEvent<int>(Event);
            context.SetCustomStatus(taken);
        }

        return wanted;
    }
}

/// <summary>One activity, then a wait, as most cases of a review stand: for a person.</summary>
public static class WaitForAPerson
{
    [Function(nameof(WaitForAPerson))]
    public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var one = await context.CallActivityAsync<int>(nameof(AddOne), 0);
        return one + await context.WaitForExternalEvent<int>("Decided");
    }
}

/// <summary>The smallest activity.</summary>
public static class AddOne
{
    [Function(nameof(AddOne))]
    public static int Run([ActivityTrigger] int number) => number + 1;
}

/// <summary>Starts an orchestration over HTTP.</summary>
public static class StartOne
{
    [Function(nameof(StartOne))]
    public static async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start")] HttpRequest request, [DurableClient] DurableTaskClient client)
        => Results.Accepted(value: await client.ScheduleNewOrchestrationInstanceAsync(nameof(WaitForAPerson), cancellation: request.HttpContext.RequestAborted));
}
