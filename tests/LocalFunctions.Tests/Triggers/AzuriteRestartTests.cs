using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Imr.Cli.Azurite;
using LocalFunctions.Tests.Hosting;

namespace LocalFunctions.Tests.Triggers;

public sealed class AzuriteRestartTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("azurite").FullName;
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 8, 30, 0, TimeSpan.Zero));
    private readonly LogLines _log = new();
    private readonly Seen _seen = new();
    private readonly TaskCompletionSource _goOn = new();
    private readonly HashSet<string> _ran = [];
    private AzuriteProcess _azurite = null!;

    public async Task InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = _directory });

    public async Task DisposeAsync()
    {
        await _azurite.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task When_Azurite_goes_and_comes_back_all_triggers_go_on_by_themselves_and_it_is_said_once()
    {
        var connection = _azurite.ConnectionString("devstoreaccount1");
        var files = new BlobContainerClient(connection, "files");
        var queue = new QueueClient(connection, "messages");
        await files.CreateAsync();
        await queue.CreateAsync();
        await using var app = await StartAsync(connection);
        await files.UploadBlobAsync("before", BinaryData.FromString("x"));
        (await _seen.NextAsync()).ShouldBe("blob before");
        await queue.SendMessageAsync("before");
        (await _seen.NextAsync()).ShouldBe("message before");
        // Under way when Azurite goes: the blob's function will fail, and the message can't be settled.
        await files.UploadBlobAsync("during", BinaryData.FromString("x"));
        (await _seen.NextAsync()).ShouldBe("blob during begins");
        await queue.SendMessageAsync("during");
        (await _seen.NextAsync()).ShouldBe("message during begins");

        var options = new AzuriteOptions { DataDirectory = _directory, BlobPort = _azurite.BlobPort, QueuePort = _azurite.QueuePort, TablePort = _azurite.TablePort };
        await _azurite.DisposeAsync();
        await LogAsync(l => l.StartsWith("Warning: The storage at", StringComparison.Ordinal));
        _goOn.SetResult();
        await AllAsync("message during");
        await _time.TimerSetAsync();
        _time.Jump(TimeSpan.FromMinutes(30));
        await AllAsync("timer 09:00");

        _azurite = await AzuriteProcess.StartAsync(options);
        // The timer writes its status again after some seconds of its clock.
        await _time.TimerSetAsync();
        _time.Jump(TimeSpan.FromSeconds(5));
        await LogAsync(l => l.StartsWith("Information: The storage at", StringComparison.Ordinal));
        (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount.ShouldBe(1);
        // The pause after the failed try is by the app's clock.
        _time.Jump(TimeSpan.FromSeconds(1));
        await AllAsync("blob during");
        await files.UploadBlobAsync("after", BinaryData.FromString("x"));
        await queue.SendMessageAsync("after");
        await AllAsync("blob after", "message after");

        string[] said = [.. _log.Lines.Where(l => l.Contains(": The storage at", StringComparison.Ordinal))];
        said.Select(l => l[..l.IndexOf(':', StringComparison.Ordinal)]).ShouldBe(["Warning", "Information"], string.Join('\n', said));
    }

    private Task<LocalApp> StartAsync(string connection)
    {
        var probe = new Probe
        {
            Blob = async blob =>
            {
                await BeginAsync($"blob {blob.Name}");
                await blob.DownloadContentAsync();
                await See($"blob {blob.Name}");
            },
            Message = async (message, _) =>
            {
                await BeginAsync($"message {message}");
                await See($"message {message}");
            },
            Timer = (timer, _) => See(FormattableString.Invariant($"timer {timer.ScheduleStatus!.Next:HH:mm}")),
        };
        return ProbeApp.StartAsync(
            connection, probe, [typeof(BlobProbe), typeof(MessageProbe), typeof(TimerProbe)], new() { ["Container"] = "files", ["Queue"] = "messages", ["Schedule"] = "0 0 * * * *" }, log: _log, time: _time);
    }

    private Task BeginAsync(string what)
    {
        if (!what.EndsWith("during", StringComparison.Ordinal)) return Task.CompletedTask;
        _seen.Add($"{what} begins");
        return _goOn.Task;
    }

    private Task See(string what)
    {
        lock (_ran) _ran.Add(what);
        _seen.Add(what);
        return Task.CompletedTask;
    }

    private async Task AllAsync(params string[] expected)
    {
        while (true)
        {
            lock (_ran)
            {
                if (expected.All(_ran.Contains)) return;
            }

            await _seen.NextAsync();
        }
    }

    private async Task LogAsync(Func<string, bool> line)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!_log.Lines.Any(line)) await _log.NextAsync(limit.Token);
    }
}
