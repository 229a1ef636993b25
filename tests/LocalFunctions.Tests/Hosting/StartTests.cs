using System.Net;
using System.Net.Sockets;
using LocalFunctions.Hosting;
using LocalFunctions.Tests.Triggers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalFunctions.Tests.Hosting;

public sealed class StartTests
{
    [Theory]
    [InlineData(typeof(Outer.Nested), "InNested is in the nested class")]
    [InlineData(typeof(AbstractClass), "InAbstract is in the abstract class")]
    [InlineData(typeof(NotAnonymous), "WithKey asks for AuthorizationLevel.Function")]
    [InlineData(typeof(AdminRoute), "Reserved has a route that starts with admin or runtime")]
    [InlineData(typeof(RuntimeRoute), "Reserved has a route that starts with admin or runtime")]
    [InlineData(typeof(UnknownParameter), "Unbound has a parameter day of type DateOnly")]
    [InlineData(typeof(MisspeltParameter), "Misspelt has a parameter casenr of type String")]
    [InlineData(typeof(UnknownConstraint), "Constrained has the route constraint day on day")]
    [InlineData(typeof(SameRoute), "Functions One and Two have the same route for POST")]
    [InlineData(typeof(NoTrigger), "Untriggered has 0 trigger parameters")]
    [InlineData(typeof(BadSchedule), "BadSchedule has the schedule \"0 0 25 * * *\"")]
    [InlineData(typeof(MissingSetting), "MissingSetting names the setting Review:Schedule")]
    [InlineData(typeof(BadBlobPath), "BadBlobPath has the blob path \"cases/{a}/{a}\"")]
    [InlineData(typeof(AsyncVoid), "AsyncVoid (LocalFunctions.Tests.Hosting.AsyncVoid.Run) is async void")]
    public async Task A_function_that_cannot_work_is_refused_by_name(Type functions, string expected) =>
        (await LocalApp.RefusalAsync(functions)).ShouldContain(expected);

    [Fact]
    public async Task Two_functions_of_one_name_are_refused() =>
        (await LocalApp.RefusalAsync(typeof(FirstOfTwo), typeof(SecondOfTwo))).ShouldContain("Two functions are named");

    [Fact]
    public async Task HTTP_functions_need_ConfigureFunctionsWebApplication()
    {
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output);
        builder.ServesHttp = false;

        (await Should.ThrowAsync<StartRefusedException>(() => LocalApp.StartAsync(builder, output))).Message.ShouldContain("ConfigureFunctionsWebApplication");
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence_with_the_port_and_exit_code_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var error = new StringWriter();
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out _, new()
        {
            ["LocalFunctions:Port"] = port.ToString(),
            ["LocalFunctions:ThrowWhenRefused"] = "false",
        });
        builder.LocalOptions.Error = error;
        using var host = builder.Build();

        try
        {
            await host.RunAsync();

            Environment.ExitCode.ShouldBe(1);
        }
        finally
        {
            Environment.ExitCode = 0;
        }

        var lines = error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldHaveSingleItem().ShouldStartWith($"Port {port} on 127.0.0.1 cannot be used");
    }

    [Theory]
    [InlineData("LocalFunctions:Port", "70000")]
    [InlineData("LocalFunctions:Port", "many")]
    [InlineData("LocalFunctions:BlobPollMilliseconds", "0")]
    [InlineData("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "0")]
    public async Task A_setting_out_of_range_is_refused(string name, string value)
    {
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output, new() { [name] = value });

        await Should.ThrowAsync<StartRefusedException>(() => LocalApp.StartAsync(builder, output));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"extensions":{"queues":{"batchSize":33}}}""")]
    [InlineData("""{"extensions":{"queues":{"messageEncoding":"rot13"}}}""")]
    [InlineData("""{"extensions":{"queues":{"visibilityTimeout":"soon"}}}""")]
    public void A_host_json_that_is_not_valid_is_refused(string text) => Should.Throw<StartRefusedException>(() => HostJson.Read(text));

    [Fact]
    public void Host_json_has_the_defaults_of_the_Functions_host()
    {
        var json = HostJson.Read("{}");

        json.RoutePrefix.ShouldBe("api");
        (json.Queues.BatchSize, json.Queues.MaxDequeueCount, json.Queues.VisibilityTimeout, json.Queues.Base64).ShouldBe((16, 5, TimeSpan.Zero, true));
    }

    [Fact]
    public async Task A_builder_builds_once()
    {
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output);
        await using var app = await LocalApp.StartAsync(builder, output);

        Should.Throw<InvalidOperationException>(builder.Build);
        Should.Throw<InvalidOperationException>(() => builder.Use(next => next));
    }

    [Fact]
    public async Task The_app_stops_when_its_input_ends()
    {
        await using var app = await LocalApp.StartAsync(typeof(HttpFunctions));
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        var stopping = new TaskCompletionSource();
        using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);

        InputWatch.StopAtEnd(new MemoryStream([1, 2, 3]), lifetime);

        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_storage_that_does_not_answer_is_one_sentence_without_the_key()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var builder = LocalApp.Builder([typeof(OneQueue)], out var output, new()
        {
            ["AzureWebJobsStorage"] = $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:{port}/a;QueueEndpoint=http://127.0.0.1:{port}/a",
        });

        var message = (await Should.ThrowAsync<StartRefusedException>(() => LocalApp.StartAsync(builder, output))).Message;

        message.ShouldStartWith($"The blob service of the setting AzureWebJobsStorage does not answer at http://127.0.0.1:{port}/a: start Azurite");
        message.ShouldNotContain("c2VjcmV0");
    }

    [Theory]
    [InlineData("AzureWebJobsStorage__accountName", "is an identity-based connection")]
    [InlineData("Other", "AzureWebJobsStorage is missing")]
    public async Task A_missing_connection_is_named(string setting, string expected)
    {
        var builder = LocalApp.Builder([typeof(OneQueue)], out var output, new() { [setting.Replace("__", ":", StringComparison.Ordinal)] = "x" });

        (await Should.ThrowAsync<StartRefusedException>(() => LocalApp.StartAsync(builder, output))).Message.ShouldContain(expected);
    }

    [Fact]
    public void Values_of_local_settings_stand_below_the_environment_and_above_appsettings()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["A"] = "appsettings", ["PATH"] = "appsettings" });
        configuration.AddEnvironmentVariables();

        LocalSettingsFile.AddTo(configuration, new Dictionary<string, string?> { ["A"] = "values", ["PATH"] = "values" });

        configuration["A"].ShouldBe("values");
        configuration["PATH"].ShouldNotBe("values");
    }
}
