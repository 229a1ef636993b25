using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Tests.Triggers;

public sealed record Person(string GivenName, int Age);

public static class GreetingOrchestrator
{
    [Function(nameof(GreetingOrchestrator))]
    public static async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var person = context.GetInput<Person>()!;
        var greeting = await context.CallActivityAsync<string>(nameof(GreetActivity), person);
        var approval = await context.WaitForExternalEvent<string>("Approved");
        return $"{greeting} {approval}";
    }
}

public sealed class GreetActivity(Seen seen)
{
    [Function(nameof(GreetActivity))]
    public async Task<string> Run([ActivityTrigger] Person person, string instanceId, FunctionContext context, CancellationToken cancellation)
    {
        await Task.Yield();
        seen.Add($"greeting {person.Age} in {instanceId} {context.FunctionDefinition.InputBindings["person"].Type} {cancellation.CanBeCanceled}");
        return $"Hello {person.GivenName}";
    }
}

public static class StartGreeting
{
    [Function(nameof(StartGreeting))]
    public static async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "greetings/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client)
    {
        await client.ScheduleNewOrchestrationInstanceAsync(nameof(GreetingOrchestrator), new Person("Ada", 36), new StartOrchestrationOptions { InstanceId = id });
        return Results.Accepted();
    }
}

public static class SecondGreetActivity
{
    [Function("Other")]
    public static string Run([ActivityTrigger(Activity = "greetactivity")] string input) => input;
}

public static class OrchestratorWithInput
{
    [Function(nameof(OrchestratorWithInput))]
    public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, Person input) => Task.FromResult(input);
}

public static class ClientOfWrongType
{
    [Function(nameof(ClientOfWrongType))]
    public static void Run([TimerTrigger("0 0 0 * * *")] TimerInfo timer, [DurableClient] string client)
    {
    }
}
