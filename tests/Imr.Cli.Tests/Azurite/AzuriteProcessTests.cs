using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using Imr.Cli.Azurite;
using Imr.Cli.Processes;
using Imr.Testing;

namespace Imr.Cli.Tests.Azurite;

public sealed class AzuriteProcessTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Once_started_all_services_answer_and_once_disposed_nothing_is_left()
    {
        var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());
        int[] ports = [azurite.BlobPort, azurite.QueuePort, azurite.TablePort];
        foreach (var port in ports)
            (await FreePorts.AnswersAsync(port)).ShouldBeTrue();

        await azurite.DisposeAsync();

        azurite.Exited.IsCompletedSuccessfully.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => Process.GetProcessById(azurite.ProcessId));
        foreach (var port in ports)
            (await FreePorts.AnswersAsync(port)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        var options = new AzuriteOptions { DataDirectory = _directory.Combine("data"), Accounts = [AzuriteAccount.Named("kept")] };
        await using (var first = await AzuriteProcess.StartAsync(options))
            await new BlobContainerClient(first.ConnectionString("kept"), "box").CreateAsync();

        await using var second = await AzuriteProcess.StartAsync(options);

        (await new BlobContainerClient(second.ConnectionString("kept"), "box").ExistsAsync()).Value.ShouldBeTrue();
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_fix()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var error = await Should.ThrowAsync<CliException>(() => AzuriteProcess.StartAsync(new AzuriteOptions { QueuePort = port }));

        error.Message.ShouldContain($"Port {port}");
        error.Message.ShouldContain("stop that program");
    }

    [Fact]
    public async Task An_unknown_account_has_no_connection_string()
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());

        Should.Throw<ArgumentException>(() => azurite.ConnectionString("nobody"));
    }

    [Fact]
    public async Task A_killed_parent_leaves_no_azurite_running()
    {
        var (node, script) = await new AzuriteInstall(RepoRoot.Find()).EnsureAsync();
        var port = new TaskCompletionSource<int>();
        var parent = $$"""
            const child = require('node:child_process').spawn(process.execPath,
              [{{System.Text.Json.JsonSerializer.Serialize(script)}}, '--inMemoryPersistence', '--blobPort', '0', '--queuePort', '0', '--tablePort', '0'],
              { stdio: ['pipe', 'pipe', 'inherit'] });
            child.stdout.on('data', text => { const m = /Table service is successfully listening at .*:(\d+)/.exec(text); if (m) console.log(m[1]); });
            """;
        await using var process = ChildProcess.Start(
            new ChildProcessStart(node, ["-e", parent]),
            line => port.TrySetResult(int.Parse(line)));
        var table = await port.Task.WaitAsync(s_limit);
        (await FreePorts.AnswersAsync(table)).ShouldBeTrue();

        using (var alone = Process.GetProcessById(process.Id))
            alone.Kill(entireProcessTree: false);

        await Eventually.HoldsAsync(async () => !await FreePorts.AnswersAsync(table), s_limit);
    }
}
