using System.ComponentModel;
using System.Diagnostics;

namespace Imr.Cli.Processes;

/// <summary>What to start and where its output goes.</summary>
/// <param name="Environment">Added to our own environment.</param>
/// <param name="LogFile">Receives every line of output; null keeps only the last lines in memory.</param>
internal sealed record ChildProcessStart(
    string FileName,
    IReadOnlyList<string> Arguments,
    string? WorkingDirectory = null,
    IReadOnlyDictionary<string, string>? Environment = null,
    string? LogFile = null);

/// <summary>
/// A program of ours that runs until its standard input closes: disposing closes it and waits; if we are killed, the system closes it.
/// So nothing we start outlives us, on any operating system.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 200;
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lastLines = new();
    private readonly StreamWriter? _log;
    private readonly Action<string>? _onOutputLine;
    private bool _disposed;
    private bool _logClosed;

    private ChildProcess(Process process, StreamWriter? log, Action<string>? onOutputLine)
    {
        _process = process;
        _log = log;
        _onOutputLine = onOutputLine;
    }

    public int Id { get; private set; }

    /// <summary>The exit code, once the program has ended and its output has been read.</summary>
    public Task<int> Exited { get; private set; } = null!;

    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_gate)
                return [.. _lastLines];
        }
    }

    /// <param name="onOutputLine">Called for each line of standard output, on a thread of the pool.</param>
    /// <exception cref="CliException">The program can't be started.</exception>
    public static ChildProcess Start(ChildProcessStart start, Action<string>? onOutputLine = null)
    {
        var info = new ProcessStartInfo(start.FileName)
        {
            WorkingDirectory = start.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in start.Arguments)
            info.ArgumentList.Add(argument);
        foreach (var (name, value) in start.Environment ?? new Dictionary<string, string>())
            info.Environment[name] = value;

        var child = new ChildProcess(new Process { StartInfo = info }, OpenLog(start.LogFile), onOutputLine);
        try
        {
            child.Run();
            return child;
        }
        catch (Win32Exception e)
        {
            child._log?.Dispose();
            throw new CliException($"{start.FileName} can't be started ({e.Message}): check that it is installed and executable.", e);
        }
    }

    /// <summary>Closes the program's standard input and waits for its end; a program that does not end in 15 seconds is killed with its children.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        CloseInput();
        try
        {
            await Exited.WaitAsync(s_stopLimit);
        }
        catch (TimeoutException)
        {
            Kill();
            await Exited;
        }

        lock (_gate)
        {
            _logClosed = true;
            _log?.Dispose();
        }

        _process.Dispose();
    }

    /// <summary>Ends the program at once: for a test of what survives, and for one that does not answer.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    private void Run()
    {
        _process.OutputDataReceived += (_, e) => Received(e.Data, isOutput: true);
        _process.ErrorDataReceived += (_, e) => Received(e.Data, isOutput: false);
        _process.Start();
        Id = _process.Id;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Exited = WaitAsync();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private void Received(string? line, bool isOutput)
    {
        if (line is null)
            return;

        lock (_gate)
        {
            if (_lastLines.Count == KeptLines)
                _lastLines.Dequeue();
            _lastLines.Enqueue(line);
            if (!_logClosed)
                _log?.WriteLine(line);
        }

        if (isOutput)
            _onOutputLine?.Invoke(line);
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    private static StreamWriter? OpenLog(string? path)
        => path is null ? null : new StreamWriter(path, append: true) { AutoFlush = true };
}
