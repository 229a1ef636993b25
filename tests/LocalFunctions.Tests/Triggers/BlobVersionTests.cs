using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Queues;
using LocalFunctions.Hosting;
using LocalFunctions.Tests.Hosting;

namespace LocalFunctions.Tests.Triggers;

public sealed class BlobVersionTests(TriggersAzurite azurite) : IClassFixture<TriggersAzurite>
{
    private readonly Seen _seen = new();
    private readonly Probe _probe = new();

    [Fact]
    public async Task A_blob_that_is_overwritten_while_its_function_runs_is_run_again_with_the_new_version()
    {
        var files = await MakeAsync("overwritten");
        var goOn = new SemaphoreSlim(0);
        _probe.Blob = async blob =>
        {
            _seen.Add((await blob.DownloadContentAsync()).Value.Content.ToString());
            await goOn.WaitAsync();
        };
        await using var app = await StartAsync("overwritten");

        await files.UploadBlobAsync("a", BinaryData.FromString("one"));
        (await _seen.NextAsync()).ShouldBe("one");
        await files.GetBlobClient("a").UploadAsync(BinaryData.FromString("two"), overwrite: true);
        goOn.Release(2);

        (await _seen.NextAsync()).ShouldBe("two");
    }

    [Fact]
    public async Task A_blob_that_is_deleted_and_made_again_is_run_again()
    {
        var files = await MakeAsync("made-again");
        Record();
        await using var app = await StartAsync("made-again");

        await files.UploadBlobAsync("a", BinaryData.FromString("same"));
        (await _seen.NextAsync()).ShouldBe("a");
        await files.DeleteBlobAsync("a");
        await files.UploadBlobAsync("a", BinaryData.FromString("same"));

        (await _seen.NextAsync()).ShouldBe("a");
    }

    [Fact]
    public async Task A_container_that_is_deleted_under_it_and_made_again_goes_on()
    {
        var log = new LogLines();
        var files = await MakeAsync("deleted");
        Record();
        await using var app = await StartAsync("deleted", log: log);
        await files.UploadBlobAsync("a", BinaryData.FromString("x"));
        await _seen.NextAsync();

        await files.DeleteAsync();
        await MakeAsync("deleted");
        await files.UploadBlobAsync("a", BinaryData.FromString("x"));

        (await _seen.NextAsync()).ShouldBe("a");
        log.Lines.ShouldNotContain(l => l.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_done_is_not_run_again_after_a_restart_also_when_it_was_very_much()
    {
        var files = await MakeAsync("restart");
        for (var i = 0; i < 40; i++) await files.UploadBlobAsync($"{i}", BinaryData.FromString("x"));
        Record();
        await using (await StartAsync("restart")) await _seen.NextAsync(40);

        await using var again = await StartAsync("restart");
        await files.UploadBlobAsync("new", BinaryData.FromString("x"));

        (await _seen.NextAsync()).ShouldBe("new");
        _seen.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_blob_that_is_gone_when_its_function_fails_is_no_poison()
    {
        var files = await MakeAsync("gone");
        _probe.Blob = async blob =>
        {
            _seen.Add(blob.Name);
            if (blob.Name != "gone") return;
            await blob.DeleteAsync();
            throw new InvalidOperationException();
        };
        await using var app = await StartAsync("gone", poisonThreshold: 1);

        await files.UploadBlobAsync("gone", BinaryData.FromString("x"));
        (await _seen.NextAsync()).ShouldBe("gone");
        await files.UploadBlobAsync("other", BinaryData.FromString("x"));
        (await _seen.NextAsync()).ShouldBe("other");
        await app.StopAsync();

        (await PoisonAsync()).ShouldNotContain("gone/gone");
    }

    [Fact]
    public async Task Tries_are_counted_across_restarts()
    {
        var files = await MakeAsync("across");
        await files.UploadBlobAsync("a", BinaryData.FromString("x"));
        _probe.Blob = blob =>
        {
            _seen.Add(blob.Name);
            throw new InvalidOperationException();
        };
        await using (await StartAsync("across", poisonThreshold: 3)) await _seen.NextAsync();

        await using var again = await StartAsync("across", poisonThreshold: 3);
        var poison = await PoisonUntilAsync("across/a");

        poison.ShouldContain("across/a");
        // One before and two after, or two before if the stop let the second begin.
        (await _seen.NextAsync(2)).Count.ShouldBe(2);
        _seen.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_blob_that_ended_the_process_each_time_is_given_up_without_another_try()
    {
        var files = await MakeAsync("killer");
        await files.UploadBlobAsync("a", BinaryData.FromString("x"));
        var etag = (await files.GetBlobClient("a").GetPropertiesAsync()).Value.ETag.ToString("H").Trim('"');
        // What five processes that died in the middle leave behind: five tries begun.
        var receipts = Receipts("blobprobe");
        await receipts.LoadAsync(CancellationToken.None);
        await receipts.SaveAsync(BlobReceipt.KeyOf("killer", "a"), new BlobReceipt(etag, 5));
        Record();

        await using var app = await StartAsync("killer");
        await PoisonUntilAsync("killer/a");
        await files.UploadBlobAsync("b", BinaryData.FromString("x"));

        (await _seen.NextAsync()).ShouldBe("b");
        _seen.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_try_that_cannot_be_written_down_does_not_begin_and_does_not_count()
    {
        var files = await MakeAsync("unwritten");
        Record();
        await using var app = await StartAsync("unwritten", poisonThreshold: 1);
        await files.UploadBlobAsync("a", BinaryData.FromString("x"));
        await _seen.NextAsync();

        await azurite.Blobs.GetBlobContainerClient(BlobReceipts.HostContainer).GetBlobClient("blobreceipts/blobprobe/log").DeleteAsync();
        await files.UploadBlobAsync("b", BinaryData.FromString("x"));

        (await _seen.NextAsync()).ShouldBe("b");
    }

    [Fact]
    public async Task A_failing_blob_waits_between_its_tries_and_holds_up_neither_other_blobs_nor_other_functions()
    {
        var files = await MakeAsync("failing");
        await MakeAsync("failing-other");
        var time = new ManualTime(new DateTimeOffset(2026, 1, 1, 8, 30, 0, TimeSpan.Zero));
        _probe.Blob = blob =>
        {
            _seen.Add(blob.Name);
            return blob.Name == "bad" ? throw new InvalidOperationException() : Task.CompletedTask;
        };
        _probe.OtherBlob = blob =>
        {
            _seen.Add($"other {blob.Name}");
            return Task.CompletedTask;
        };
        await using var app = await StartAsync("failing", time: time, parallel: 1);

        await files.UploadBlobAsync("bad", BinaryData.FromString("x"));
        (await _seen.NextAsync()).ShouldBe("bad");
        // Its clock stands still, so the bad blob's pause never ends.
        await files.UploadBlobAsync("good", BinaryData.FromString("x"));
        (await _seen.NextAsync()).ShouldBe("good");
        await azurite.Blobs.GetBlobContainerClient("failing-other").UploadBlobAsync("c", BinaryData.FromString("x"));
        (await _seen.NextAsync()).ShouldBe("other c");

        time.Jump(TimeSpan.FromMilliseconds(100));
        (await _seen.NextAsync()).ShouldBe("bad");
    }

    [Fact]
    public async Task A_functions_slow_blobs_leave_a_place_to_other_functions()
    {
        var files = await MakeAsync("slow");
        var other = await MakeAsync("slow-other");
        var goOn = new TaskCompletionSource();
        _probe.Blob = blob =>
        {
            _seen.Add(blob.Name);
            return goOn.Task;
        };
        _probe.OtherBlob = blob =>
        {
            _seen.Add($"other {blob.Name}");
            return Task.CompletedTask;
        };
        await using var app = await StartAsync("slow", parallel: 3);

        for (var i = 0; i < 3; i++) await files.UploadBlobAsync($"{i}", BinaryData.FromString("x"));
        await _seen.NextAsync(2);
        await other.UploadBlobAsync("a", BinaryData.FromString("x"));

        (await _seen.NextAsync()).ShouldBe("other a");
        goOn.SetResult();
        (await _seen.NextAsync()).ShouldBe("2");
    }

    [Fact]
    public async Task Append_page_and_empty_blobs_are_run_too_and_a_longer_append_blob_again()
    {
        var files = await MakeAsync("kinds");
        Record();
        await using var app = await StartAsync("kinds");

        await files.UploadBlobAsync("empty", BinaryData.FromString(""));
        await files.GetPageBlobClient("page").CreateAsync(512);
        await files.GetAppendBlobClient("append").CreateAsync();
        (await _seen.NextAsync(3)).Order().ShouldBe(["append", "empty", "page"]);
        await files.GetAppendBlobClient("append").AppendBlockAsync(BinaryData.FromString("more").ToStream());

        (await _seen.NextAsync()).ShouldBe("append");
    }

    private void Record() => _probe.Blob = blob =>
    {
        _seen.Add(blob.Name);
        return Task.CompletedTask;
    };

    private async Task<BlobContainerClient> MakeAsync(string name)
    {
        var container = azurite.Blobs.GetBlobContainerClient(name);
        await container.CreateAsync();
        return container;
    }

    private BlobReceipts Receipts(string function) => new(new BlobReceiptFile(azurite.Blobs.GetBlobContainerClient(BlobReceipts.HostContainer), function));

    private Task<LocalApp> StartAsync(string container, int poisonThreshold = 5, int parallel = 8, LogLines? log = null, TimeProvider? time = null) => ProbeApp.StartAsync(
        azurite.ConnectionString,
        _probe,
        [typeof(BlobProbe), typeof(OtherBlobProbe)],
        new() { ["Container"] = container, ["OtherContainer"] = $"{container}-other" },
        $$$"""{"extensions":{"blobs":{"poisonBlobThreshold":{{{poisonThreshold}}},"maxDegreeOfParallelism":{{{parallel}}} } } }""",
        log,
        time);

    /// <summary>The blobs in the poison queue by now: container, slash, name.</summary>
    private async Task<IReadOnlyList<string>> PoisonAsync()
    {
        var queue = new QueueClient(azurite.ConnectionString, BlobPoison.Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync();
        return [.. (await queue.PeekMessagesAsync(32)).Value.Select(m => JsonDocument.Parse(m.Body).RootElement).Select(m => $"{m.GetProperty("ContainerName")}/{m.GetProperty("BlobName")}")];
    }

    private async Task<IReadOnlyList<string>> PoisonUntilAsync(string blob)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            if (await PoisonAsync() is var found && found.Contains(blob)) return found;
        }
    }
}
