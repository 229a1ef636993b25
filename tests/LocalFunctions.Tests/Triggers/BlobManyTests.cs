using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Xunit.Abstractions;

namespace LocalFunctions.Tests.Triggers;

public sealed class BlobManyTests(TriggersAzurite azurite, ITestOutputHelper output) : IClassFixture<TriggersAzurite>
{
    private const int Many = 400;

    [Fact]
    public async Task Thousands_of_new_blobs_at_once_are_all_run_and_their_receipts_are_written_together()
    {
        var container = azurite.Blobs.GetBlobContainerClient("many");
        await container.CreateAsync();
        var runs = new ConcurrentDictionary<string, int>();
        var all = new TaskCompletionSource();
        var probe = new Probe
        {
            Blob = blob =>
            {
                runs.AddOrUpdate(blob.Name, 1, (_, n) => n + 1);
                if (runs.Count == Many) all.TrySetResult();
                return Task.CompletedTask;
            },
        };
        var begin = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Many), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, stop) => await container.UploadBlobAsync($"{i:0000}", BinaryData.FromString("x"), stop));
        output.WriteLine($"uploaded in {Stopwatch.GetElapsedTime(begin)}");
        begin = Stopwatch.GetTimestamp();

        await using (await ProbeApp.StartAsync(azurite.ConnectionString, probe, [typeof(BlobProbe)], new() { ["Container"] = "many" }))
            await all.Task.WaitAsync(TimeSpan.FromSeconds(120));
        output.WriteLine($"run in {Stopwatch.GetElapsedTime(begin)}");

        runs.Count.ShouldBe(Many);
        runs.Values.ShouldAllBe(n => n == 1);
        var host = azurite.Blobs.GetBlobContainerClient("azure-webjobs-hosts");
        (await host.GetBlobsAsync(BlobTraits.None, BlobStates.None, "blobreceipts/", CancellationToken.None).CountAsync()).ShouldBe(2);
        var blocks = (await host.GetBlobClient("blobreceipts/blobprobe/log").GetPropertiesAsync()).Value.BlobCommittedBlockCount;
        output.WriteLine($"{blocks} blocks of receipts");
        blocks.ShouldBeLessThan(Many);
    }
}
