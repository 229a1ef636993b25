using System.Diagnostics;
using System.Text;

namespace LocalFunctions.Tests.Operability;

/// <summary>The real app (<c>ImrFunctions.dll</c>) in a process of its own.</summary>
internal sealed class AppOnTheSide : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri?> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AppOnTheSide(string data, string hostStorage, string caseStorage, params (string Name, string Value)[] settings)
        : this("exec dotnet", data, hostStorage, caseStorage, settings)
    {
    }

    private AppOnTheSide(string command, string data, string hostStorage, string caseStorage, (string Name, string Value)[] settings)
    {
        ProcessStartInfo start = new("bash") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = AppContext.BaseDirectory };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command + " exec \"$0\"");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ImrFunctions.dll"));
        (string, string)[] all =
        [
            ("AZURE_FUNCTIONS_ENVIRONMENT", "Development"), ("AzureWebJobsStorage", hostStorage), ("CaseFiles", caseStorage), ("LocalFunctions__Port", "0"),
            ("LocalFunctions__DataDirectory", data), ("LocalFunctions__StopWhenInputCloses", "true"), .. settings,
        ];
        foreach ((string name, string value) in all)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Received(line.Data);
        _process.ErrorDataReceived += (_, line) => _error.AppendLine(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>An app that can write no file beyond a length: as on a full disk, what would go beyond fails.</summary>
    public static AppOnTheSide WithSmallFiles(int longestKiB, string data, string hostStorage, string caseStorage)
        // Without the second: the runtime's own executable memory is a file too.
        => new($"trap '' XFSZ; ulimit -f {longestKiB}; exec dotnet", data, hostStorage, caseStorage, [("DOTNET_EnableWriteXorExecute", "0")]);

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public string Error => _error.ToString().Trim();

    /// <summary>The app's address, once it listens; null: it ended before.</summary>
    public Task<Uri?> ListeningAsync() => _listening.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public async Task<int> ExitAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public bool HasEnded => _process.HasExited;

    public void Kill() => _process.Kill();

    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Received(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
        if (line is null)
            _listening.TrySetResult(null);
        else if (line.StartsWith("Listening on ", StringComparison.Ordinal))
            _listening.TrySetResult(new Uri(line["Listening on ".Length..].Trim()));
    }
}
