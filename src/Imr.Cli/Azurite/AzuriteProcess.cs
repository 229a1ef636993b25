using System.Globalization;
using System.Text.RegularExpressions;
using Imr.Cli.Processes;

namespace Imr.Cli.Azurite;

/// <summary>
/// A running Azurite (blob, queue and table service on 127.0.0.1). Disposing lets it save and close, and waits for that;
/// if this process is killed, it ends by itself.
/// </summary>
public sealed partial class AzuriteProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(120);

    private readonly ChildProcess _child;
    private readonly AzuriteOptions _options;
    private readonly IReadOnlyDictionary<string, int> _ports;

    private AzuriteProcess(ChildProcess child, AzuriteOptions options, IReadOnlyDictionary<string, int> ports)
    {
        _child = child;
        _options = options;
        _ports = ports;
    }

    public int BlobPort => _ports["Blob"];

    public int QueuePort => _ports["Queue"];

    public int TablePort => _ports["Table"];

    public int ProcessId => _child.Id;

    /// <summary>Completes when Azurite has ended, expected or not.</summary>
    public Task Exited => _child.Exited;

    /// <summary>Installs Azurite if needed, starts it and waits until all three services answer.</summary>
    /// <exception cref="CliException">It can't be installed or started; a port is taken.</exception>
    public static Task<AzuriteProcess> StartAsync(AzuriteOptions options, CancellationToken cancellation = default)
        => StartAsync(options, new AzuriteInstall(SourceTree.Find()), cancellation);

    internal static async Task<AzuriteProcess> StartAsync(AzuriteOptions options, AzuriteInstall install, CancellationToken cancellation = default)
    {
        var (node, script) = await install.EnsureAsync(cancellation);
        var listening = new Listening();
        var child = ChildProcess.Start(StartOf(node, script, options), listening.Read);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(s_startLimit);
            await Task.WhenAny(listening.All, child.Exited).WaitAsync(limit.Token);
            if (!listening.All.IsCompleted)
                throw Failed(child.LastLines);

            return new AzuriteProcess(child, options, await listening.All);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await child.DisposeAsync();
            throw new CliException($"Azurite did not answer in {s_startLimit.TotalSeconds} seconds: try again when the machine is less busy.");
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="ArgumentException">The account is none of <see cref="AzuriteOptions.Accounts"/>.</exception>
    public string ConnectionString(string account)
    {
        var found = _options.Accounts.FirstOrDefault(a => a.Name == account)
            ?? throw new ArgumentException($"Azurite was started without the account '{account}'.", nameof(account));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"DefaultEndpointsProtocol=http;AccountName={found.Name};AccountKey={found.Key};BlobEndpoint=http://127.0.0.1:{BlobPort}/{account};QueueEndpoint=http://127.0.0.1:{QueuePort}/{account};TableEndpoint=http://127.0.0.1:{TablePort}/{account};");
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private static ChildProcessStart StartOf(string node, string script, AzuriteOptions options)
    {
        string[] arguments =
        [
            .. options.HeapMiB is { } heap ? [$"--max-old-space-size={heap}"] : (string[])[],
            script,
            .. options.DataDirectory is { } directory ? ["--location", Path.GetFullPath(directory)] : (string[])["--inMemoryPersistence"],
            "--blobPort", $"{options.BlobPort}",
            "--queuePort", $"{options.QueuePort}",
            "--tablePort", $"{options.TablePort}",
        ];
        var environment = new Dictionary<string, string>
        {
            ["AZURITE_ACCOUNTS"] = string.Join(';', options.Accounts.Select(account => $"{account.Name}:{account.Key}")),
            ["NO_COLOR"] = "1",
        };
        return new ChildProcessStart(node, arguments, Path.GetTempPath(), environment, options.LogFile);
    }

    private static CliException Failed(IReadOnlyList<string> lines)
    {
        var port = lines.Select(line => PortTaken().Match(line)).FirstOrDefault(match => match.Success)?.Groups["port"].Value;
        return new CliException(port is not null
            ? $"Port {port}, which Azurite needs, is taken by another program (perhaps another Azurite): stop that program, or choose another port."
            : $"Azurite ended while starting ({(lines.Count > 0 ? lines[^1] : "no message")}): delete tools/azurite/node_modules and try again.");
    }

    [GeneratedRegex(@"EADDRINUSE.*:(?<port>\d+)\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PortTaken();

    [GeneratedRegex(@"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at .*:(?<port>\d+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServiceListens();

    /// <summary>Azurite says where each service listens once it does: no polling, and port 0 needs no guess.</summary>
    private sealed class Listening
    {
        private readonly Dictionary<string, int> _ports = [];
        private readonly TaskCompletionSource<IReadOnlyDictionary<string, int>> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyDictionary<string, int>> All => _all.Task;

        public void Read(string line)
        {
            if (ServiceListens().Match(line) is not { Success: true } match)
                return;

            _ports[match.Groups["service"].Value] = int.Parse(match.Groups["port"].Value);
            if (_ports.Count == 3)
                _all.TrySetResult(_ports);
        }
    }
}
