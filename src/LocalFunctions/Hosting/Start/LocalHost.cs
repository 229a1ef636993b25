using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalFunctions.Hosting;

/// <summary>The built app: checks before it starts, says what runs where, and stops in order: triggers, invocations, engine and server.</summary>
internal sealed class LocalHost(WebApplication app, HostPlan plan, LocalHostOptions options) : IHost, IAsyncDisposable
{
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(5);

    private HardStop? _hardStop;
    private bool _started;

    public IServiceProvider Services => app.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await StartOrRefuseAsync(cancellationToken);
            _hardStop = new HardStop();
        }
        catch (StartRefusedException exception) when (!plan.Settings.ThrowWhenRefused)
        {
            await options.Error.WriteLineAsync(exception.Message);
            Environment.ExitCode = 1;
            app.Lifetime.StopApplication();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (!_started) return;
        _started = false;
        using var hardStop = _hardStop;
        // Calls that wait for an instance's end are answered.
        app.Lifetime.StopApplication();
        Services.GetRequiredService<TriggerListeners>().StopListening();
        await Services.GetRequiredService<RunningInvocations>().DrainAsync(TimeSpan.FromSeconds(plan.Settings.ShutdownSeconds));
        await StopServerAsync();
        await app.StopAsync(cancellationToken);
    }

    /// <summary>No function runs any more. A request whose caller never ends it must not take the time that the engine's activities have to end.</summary>
    private async Task StopServerAsync()
    {
        using var limit = new CancellationTokenSource(LastWait);
        await Services.GetRequiredService<IServer>().StopAsync(limit.Token);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task StartOrRefuseAsync(CancellationToken cancellation)
    {
        if (plan.Refusal is not null) throw plan.Refusal;
        HttpRoutes.Check(plan.Functions, Services);
        PortCheck.Check(plan.Settings.Port);
        await StorageCheck.RunAsync(plan, Services, cancellation);
        string? keyFile = null;
        if (plan.Functions.UsesDurable)
        {
            await HubIdentity.CheckAsync(Services, cancellation);
            keyFile = ManagementKey.Open(Services).Path;
        }

        try
        {
            _started = true;
            await app.StartAsync(cancellation);
        }
        catch (IOException exception) when (PortCheck.IsTaken(exception))
        {
            throw PortCheck.Refusal(plan.Settings.Port);
        }

        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await StartList.WriteAsync(options.Output, plan, address, keyFile);
        if (plan.Settings.StopWhenInputCloses) InputWatch.StopAtEnd(Console.OpenStandardInput(), app.Lifetime);
    }
}
