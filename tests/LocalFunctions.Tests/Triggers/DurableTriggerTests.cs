using System.Collections.Concurrent;
using LocalFunctions.Hosting;
using LocalFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalFunctions.Tests.Triggers;

public sealed class DurableTriggerTests(TriggersAzurite azurite) : IClassFixture<TriggersAzurite>, IDisposable
{
    private static readonly Type[] Functions = [typeof(GreetingOrchestrator), typeof(GreetActivity), typeof(StartGreeting)];

    private readonly List<DirectoryInfo> _directories = [];
    private readonly Seen _seen = new();
    private readonly ConcurrentQueue<string> _kinds = new();

    [Fact]
    public async Task An_orchestration_started_over_HTTP_goes_on_after_a_restart_and_middleware_sees_every_step()
    {
        await azurite.Blobs.GetBlobContainerClient("azure-webjobs-hosts").DeleteIfExistsAsync();
        var directory = NewDirectory();
        await using (var app = await StartAsync(directory))
        {
            using var response = await app.Http.PostAsync(new Uri("api/greetings/g1", UriKind.Relative), content: null);
            response.EnsureSuccessStatusCode();
            (await _seen.NextAsync()).ShouldBe("greeting 36 in g1 activityTrigger True");
        }

        await using var again = await StartAsync(directory);
        var client = again.Services.GetRequiredService<DurableTaskClient>();
        await client.RaiseEventAsync("g1", "Approved", "yes");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var end = await client.WaitForInstanceCompletionAsync("g1", getInputsAndOutputs: true, limit.Token);

        end.ReadOutputAs<string>().ShouldBe("Hello Ada yes");
        _kinds.Distinct().Order().ShouldBe(["activityTrigger", "httpTrigger", "orchestrationTrigger"]);
    }

    [Fact]
    public async Task A_hub_and_the_storage_of_another_hub_refuse_each_other()
    {
        await azurite.Blobs.GetBlobContainerClient("azure-webjobs-hosts").DeleteIfExistsAsync();
        await using (await StartAsync(NewDirectory()))
        {
        }

        var message = (await Should.ThrowAsync<StartRefusedException>(() => StartAsync(NewDirectory()))).Message;

        message.ShouldContain("belong to different installations");
        message.ShouldContain("azure-webjobs-hosts/local-hub-id");
        message.ShouldContain("Greetings.db");
    }

    [Fact]
    public async Task Two_activities_of_one_name_are_refused() =>
        (await LocalApp.RefusalAsync(typeof(GreetActivity), typeof(SecondGreetActivity))).ShouldStartWith("Two activities are named");

    [Fact]
    public async Task An_orchestrator_with_another_parameter_is_refused() =>
        (await LocalApp.RefusalAsync(typeof(OrchestratorWithInput))).ShouldContain("parameter input of type Person");

    [Fact]
    public async Task A_durable_client_of_another_type_is_refused() =>
        (await LocalApp.RefusalAsync(typeof(ClientOfWrongType))).ShouldContain("[DurableClient] on a String");

    public void Dispose() => _directories.ForEach(d => d.Delete(recursive: true));

    private DirectoryInfo NewDirectory()
    {
        _directories.Add(Directory.CreateTempSubdirectory("imr-host-"));
        return _directories[^1];
    }

    private Task<LocalApp> StartAsync(DirectoryInfo directory)
    {
        var builder = LocalApp.Builder(Functions, out var output, hostJson: """{"extensions":{"durableTask":{"hubName":"Greetings"}}}""", settings: new()
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["LocalFunctions:DataDirectory"] = directory.FullName,
        });
        builder.Services.AddSingleton(_seen);
        builder.UseMiddleware((context, next) =>
        {
            _kinds.Enqueue(context.FunctionDefinition.InputBindings.Values.First(b => b.Type.EndsWith("Trigger", StringComparison.Ordinal)).Type);
            return next();
        });
        return LocalApp.StartAsync(builder, output);
    }
}
