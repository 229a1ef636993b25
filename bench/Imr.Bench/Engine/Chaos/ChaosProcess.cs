using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Imr.Bench.Engine.Chaos;

/// <summary>The child as its parent sees it.</summary>
internal sealed class ChaosProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Action<ChaosRequest> _answered;
    private readonly TaskCompletionSource<int> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private TaskCompletionSource<int>? _open;

    /// <param name="directory">Where hub and effects are.</param>
    /// <param name="seed">Of the cases.</param>
    /// <param name="began">The beginning of the run.</param>
    /// <param name="answered">Told of each request that is on disk.</param>
    public ChaosProcess(string directory, int seed, DateTimeOffset began, Action<ChaosRequest> answered)
    {
        _answered = answered;
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        foreach (var argument in new[] { ChaosChild.Verb, directory, seed.ToString(CultureInfo.InvariantCulture), began.UtcTicks.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_TieredPGO"] = "0"; // a life is too short to learn from
        _process = Process.Start(start)!;
        _reading = ReadAsync();
    }

    /// <summary>Ends when the engine has taken up its work: how many instances are open. Fails if the child died before.</summary>
    public Task<int> Ready => _ready.Task;

    /// <exception cref="BenchException">The child is gone.</exception>
    public void Ask(ChaosRequest request)
    {
        try
        {
            _process.StandardInput.WriteLine(request);
        }
        catch (IOException)
        {
            throw new BenchException("The child died by itself.");
        }
    }

    public async Task<int> OpenAsync(CancellationToken cancellation)
    {
        _open = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _process.StandardInput.WriteLineAsync(ChaosChild.Open.AsMemory(), cancellation);
        return await _open.Task.WaitAsync(cancellation);
    }

    /// <summary>SIGKILL; returns when the process is gone and its last answers are read.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _reading;
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Lets the child stop in good order.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> CloseAsync(CancellationToken cancellation)
    {
        _process.StandardInput.Close();
        await _reading.WaitAsync(cancellation);
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(ChaosChild.Ready, StringComparison.Ordinal))
                _ready.TrySetResult(Count(line));
            else if (line.StartsWith(ChaosChild.Open, StringComparison.Ordinal))
                _open?.TrySetResult(Count(line));
            else
                _answered(ChaosRequest.Parse(line));
        }

        _ready.TrySetException(new BenchException("The child died by itself."));
        _open?.TrySetException(new BenchException("The child died by itself."));
    }

    private static int Count(string line) => int.Parse(line.AsSpan(line.IndexOf(' ', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
}
