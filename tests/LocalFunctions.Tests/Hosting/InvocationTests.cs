using LocalFunctions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Hosting;

public sealed class ScopedThing : IDisposable
{
    public bool Disposed { get; private set; }

    public void Dispose() => Disposed = true;
}

internal sealed class InstanceFunctions(ScopedThing thing, List<(InstanceFunctions, ScopedThing)> made)
{
    [Function("Instance")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
    {
        made.Add((this, thing));
        return Results.Text($"{ReferenceEquals(context.InstanceServices.GetRequiredService<ScopedThing>(), thing)} {context.InvocationId.Length} {context.FunctionDefinition.EntryPoint}");
    }

    [Function("Internal")]
    internal static IResult Internal([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("internal");
}

public sealed class WaitingTimer(TaskCompletionSource entered)
{
    [Function("Waiting")]
    public async Task Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation)
    {
        entered.SetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
    }
}

public sealed class InvocationTests
{
    [Fact]
    public async Task Each_invocation_has_an_instance_and_a_scope_of_its_own_that_ends_with_it()
    {
        var made = new List<(InstanceFunctions Instance, ScopedThing Thing)>();
        var builder = LocalApp.Builder([typeof(InstanceFunctions)], out var output);
        builder.Services.AddSingleton(made).AddScoped<ScopedThing>();
        await using var app = await LocalApp.StartAsync(builder, output);

        var first = await app.Http.GetStringAsync(new Uri("api/instance", UriKind.Relative));
        await app.Http.GetStringAsync(new Uri("api/instance", UriKind.Relative));
        await app.StopAsync();

        first.ShouldBe($"True 36 {typeof(InstanceFunctions).FullName}.Run");
        made[0].Instance.ShouldNotBeSameAs(made[1].Instance);
        made[0].Thing.ShouldNotBeSameAs(made[1].Thing);
        made.ShouldAllBe(m => m.Thing.Disposed);
    }

    [Fact]
    public async Task Internal_classes_and_methods_work()
    {
        var builder = LocalApp.Builder([typeof(InstanceFunctions)], out var output);
        builder.Services.AddSingleton(new List<(InstanceFunctions, ScopedThing)>()).AddScoped<ScopedThing>();
        await using var app = await LocalApp.StartAsync(builder, output);

        (await app.Http.GetStringAsync(new Uri("api/internal", UriKind.Relative))).ShouldBe("internal");
    }

    [Fact]
    public async Task A_stop_waits_for_what_runs_and_then_cancels_it()
    {
        using var running = new RunningInvocations();
        var cancelled = new TaskCompletionSource();
        var entered = running.Enter(CancellationToken.None, out var token);
        using var registration = token.Register(cancelled.SetResult);

        var drained = running.DrainAsync(TimeSpan.FromMilliseconds(1));
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
        entered.Dispose();

        await drained.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_stop_of_the_app_ends_a_function_that_waits_for_its_token()
    {
        var entered = new TaskCompletionSource();
        var builder = LocalApp.Builder([typeof(WaitingTimer)], out var output, new() { ["LocalFunctions:ShutdownSeconds"] = "0" });
        builder.Services.AddSingleton(entered);
        await using var app = await LocalApp.StartAsync(builder, output);
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(10));

        await app.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_stop_that_finds_nothing_running_cancels_nothing()
    {
        using var running = new RunningInvocations();
        running.Enter(CancellationToken.None, out _).Dispose();

        await running.DrainAsync(TimeSpan.FromMinutes(1));

        using var entered = running.Enter(CancellationToken.None, out var token);
        token.IsCancellationRequested.ShouldBeFalse();
    }
}
