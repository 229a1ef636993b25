using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ImrFunctions.Tests.Review;

/// <summary>The real app in a process of its own, which the test kills and starts again: same storage accounts, same task hub, same port.</summary>
internal sealed class AppUnderKill(string hostAccount, string caseAccount) : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("imr-kill-").FullName;
    private readonly int _port = FreePort();
    private readonly Lock _gate = new();
    private readonly List<string> _output = [];
    private Process? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>The last lines that the app wrote, for the message of a failed test.</summary>
    public string LastOutput
    {
        get
        {
            lock (_gate)
                return string.Join('\n', _output.TakeLast(40));
        }
    }

    public void Start()
    {
        var info = new ProcessStartInfo(Dotnet(), ["exec", Path.Combine(AppContext.BaseDirectory, "ImrFunctions.dll")])
        {
            WorkingDirectory = _directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var settings = new Dictionary<string, string>
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
            ["AzureWebJobsStorage"] = hostAccount,
            ["CaseFiles"] = caseAccount,
            ["LocalFunctions__Port"] = _port.ToString(CultureInfo.InvariantCulture),
            ["LocalFunctions__DataDirectory"] = _directory,
            ["LocalFunctions__BlobPollMilliseconds"] = "100",
            ["LocalFunctions__QueuePollMilliseconds"] = "100",
            // It ends with us, whatever happens to us.
            ["LocalFunctions__StopWhenInputCloses"] = "true",
            ["Reconcile__GraceSeconds"] = "2",
            // Its cases are copies of the samples.
            ["Duplicates__Propose"] = "false",
            ["Reconcile__Schedule"] = "*/5 * * * * *",
        };
        foreach (var (name, value) in settings)
            info.Environment[name] = value;
        _process = new Process { StartInfo = info };
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL: nothing of the app runs after it.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync(CancellationToken.None);
            }

            _process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The runtime directory is <dotnet>/shared/Microsoft.NETCore.App/<version>/.
    private static string Dotnet()
    {
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(beside) ? beside : "dotnet";
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
            _output.Add(line);
    }
}
