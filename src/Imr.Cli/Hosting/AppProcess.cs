using System.Runtime.InteropServices;
using Imr.Cli.Api;
using Imr.Cli.Processes;

namespace Imr.Cli.Hosting;

/// <summary>The function app, running on this machine with its local runtime until it is disposed.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

    private readonly ChildProcess _child;

    private AppProcess(ChildProcess child, AppOptions options)
    {
        _child = child;
        LogFile = options.LogFile;
        Address = new Uri($"http://127.0.0.1:{options.Port}");
    }

    public Uri Address { get; }

    public string LogFile { get; }

    public int ProcessId => _child.Id;

    /// <summary>Completes when the app has ended, expected or not.</summary>
    public Task Exited => _child.Exited;

    /// <summary>Starts the app and waits until <c>/api/health</c> answers.</summary>
    /// <exception cref="CliException">It ended or did not answer in 60 seconds; the sentence names its log.</exception>
    public static async Task<AppProcess> StartAsync(AppOptions options, CancellationToken cancellation)
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "ImrFunctions.dll");
        var start = new ChildProcessStart(Dotnet(), ["exec", dll], AppContext.BaseDirectory, options.Environment, options.LogFile);
        var app = new AppProcess(ChildProcess.Start(start), options);
        try
        {
            await app.WaitUntilHealthyAsync(cancellation);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private async Task WaitUntilHealthyAsync(CancellationToken cancellation)
    {
        using var api = new ImrApi(Address);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_startLimit);
        try
        {
            while (!await api.IsHealthyAsync(limit.Token))
            {
                if (Exited.IsCompleted)
                    throw new CliException($"The app ended while starting: its log {LogFile} says why.");
                await Task.Delay(s_poll, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CliException($"The app did not answer at {Address}api/health in {s_startLimit.TotalSeconds} seconds: its log {LogFile} says why.");
        }
    }

    // The runtime directory is <dotnet>/shared/Microsoft.NETCore.App/<version>/: the app runs on the dotnet that runs us.
    private static string Dotnet()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }
}
