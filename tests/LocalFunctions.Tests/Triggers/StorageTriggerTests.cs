using System.Text.Json;
using Azure.Storage.Blobs.Models;
using LocalFunctions.Hosting;
using LocalFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Triggers;

public sealed class StorageTriggerTests(TriggersAzurite azurite) : IClassFixture<TriggersAzurite>
{
    private const string HostJson = """{"extensions":{"queues":{"messageEncoding":"none","maxDequeueCount":5,"visibilityTimeout":"00:00:00"}}}""";

    [Fact]
    public async Task A_new_blob_and_each_new_version_start_the_function_once_also_after_a_restart()
    {
        var files = azurite.Blobs.GetBlobContainerClient("case-files");
        var seen = new Seen();
        await using (await StartAsync(seen))
        {
            // The container is made while the app already waits for it.
            await files.CreateAsync();
            await files.UploadBlobAsync("CM26-1/documents/scan.pdf", BinaryData.FromString("no application"));
            await files.UploadBlobAsync("CM26-1/application.json", BinaryData.FromString("one"));
            (await seen.NextAsync()).ShouldBe("CM26-1 one");
            await files.GetBlobClient("CM26-1/application.json").UploadAsync(BinaryData.FromString("two"), overwrite: true);
            (await seen.NextAsync()).ShouldBe("CM26-1 two");
        }

        await using var again = await StartAsync(seen);
        await files.UploadBlobAsync("CM26-2/application.json", BinaryData.FromString("three"));

        (await seen.NextAsync()).ShouldBe("CM26-2 three");
        seen.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task The_content_binds_to_bytes_stream_or_client()
    {
        var kinds = azurite.Blobs.GetBlobContainerClient("kinds");
        await kinds.CreateAsync();
        foreach (var kind in new[] { "bytes", "stream", "client" }) await kinds.UploadBlobAsync($"{kind}/a/b", BinaryData.FromString("xyz"));
        var seen = new Seen();

        await using var app = await StartAsync(seen);

        (await seen.NextAsync(3)).Order().ShouldBe(["bytes a/b 3", "client a/b xyz kinds/client/a/b", "stream a/b xyz"]);
    }

    [Fact]
    public async Task A_blob_that_fails_five_times_goes_to_the_poison_queue_and_is_left_alone()
    {
        var bad = azurite.Blobs.GetBlobContainerClient("bad-files");
        await bad.CreateAsync();
        var seen = new Seen();
        await using var app = await StartAsync(seen);

        await bad.UploadBlobAsync("a.pdf", BinaryData.FromString("x"));

        await seen.NextAsync(5);
        var message = JsonDocument.Parse(Convert.FromBase64String(await ReceiveAsync("webjobs-blobtrigger-poison"))).RootElement;
        message.EnumerateObject().Select(p => p.Name).ShouldBe(["Type", "FunctionId", "BlobType", "ContainerName", "BlobName", "ETag"]);
        message.GetProperty("FunctionId").GetString().ShouldBe("Host.Functions.BadBlob");
        message.GetProperty("BlobType").GetString().ShouldBe("BlockBlob");
        message.GetProperty("ContainerName").GetString().ShouldBe("bad-files");
        message.GetProperty("BlobName").GetString().ShouldBe("a.pdf");
        message.GetProperty("ETag").GetString().ShouldBe((await bad.GetBlobClient("a.pdf").GetPropertiesAsync()).Value.ETag.ToString("H"));
        await bad.UploadBlobAsync("b.pdf", BinaryData.FromString("x"));
        await seen.NextAsync(5);
        await ReceiveAsync("webjobs-blobtrigger-poison");
        seen.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_message_binds_to_text_or_to_the_object_that_its_JSON_describes()
    {
        var seen = new Seen();
        await using var app = await StartAsync(seen);

        await SendAsync("texts", "plain text");
        await SendAsync("notes", """{"CaseNumber":"CM26-1","Attempt":3}""");

        (await seen.NextAsync(2)).Order().ShouldBe(["note CM26-1 3", "text plain text 1"]);
    }

    [Fact]
    public async Task A_message_that_is_done_is_deleted()
    {
        var seen = new Seen();
        await using (await StartAsync(seen))
        {
            await SendAsync("texts", "once");
            await seen.NextAsync();
        }

        (await azurite.Queues.GetQueueClient("texts").GetPropertiesAsync()).Value.ApproximateMessagesCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_that_fails_as_often_as_host_json_allows_goes_to_the_poison_queue()
    {
        var seen = new Seen();
        await using var app = await StartAsync(seen);

        await SendAsync("bad-messages", "x");

        (await ReceiveAsync("bad-messages-poison")).ShouldBe("x");
        (await seen.NextAsync(5)).ShouldBe(["bad x 1", "bad x 2", "bad x 3", "bad x 4", "bad x 5"]);
        seen.IsEmpty.ShouldBeTrue();
        // It goes to the poison queue first, and leaves its own then: a stop between the two loses nothing.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await azurite.Queues.GetQueueClient("bad-messages").GetPropertiesAsync(limit.Token)).Value.ApproximateMessagesCount > 0)
            await Task.Delay(20, limit.Token);
    }

    [Fact]
    public async Task Receipts_do_not_repeat_the_blobs_name()
    {
        var files = azurite.Blobs.GetBlobContainerClient("case-files");
        await files.CreateIfNotExistsAsync();
        await files.UploadBlobAsync("Jane Doe/application.json", BinaryData.FromString("x"));
        var seen = new Seen();
        await using (await StartAsync(seen))
        {
            while (!(await seen.NextAsync()).StartsWith("Jane Doe", StringComparison.Ordinal))
            {
            }
        }

        var host = azurite.Blobs.GetBlobContainerClient("azure-webjobs-hosts");
        var stored = new List<string>();
        foreach (var blob in host.GetBlobs(BlobTraits.None, BlobStates.None, "blobreceipts/application/", CancellationToken.None))
            stored.Add(blob.Name + " " + (await host.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content);
        string.Concat(stored).ShouldContain(BlobReceipt.Text(BlobReceipt.KeyOf("case-files", "Jane Doe/application.json")));
        string.Concat(stored).ShouldNotContain("Jane");
    }

    private Task<LocalApp> StartAsync(Seen seen)
    {
        var builder = LocalApp.Builder([typeof(StorageFunctions)], out var output, hostJson: HostJson, settings: new()
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["CaseFiles"] = azurite.ConnectionString,
            ["Containers:Kinds"] = "kinds",
            ["Queues:Notes"] = "notes",
        });
        builder.Services.AddSingleton(seen);
        return LocalApp.StartAsync(builder, output);
    }

    private async Task SendAsync(string queue, string text)
    {
        var client = azurite.Queues.GetQueueClient(queue);
        await client.CreateIfNotExistsAsync();
        await client.SendMessageAsync(text);
    }

    /// <summary>The next message of a queue that something else makes and fills.</summary>
    private async Task<string> ReceiveAsync(string queue)
    {
        var client = azurite.Queues.GetQueueClient(queue);
        await client.CreateIfNotExistsAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var message = (await client.ReceiveMessageAsync(cancellationToken: limit.Token)).Value;
            if (message is null) continue;
            await client.DeleteMessageAsync(message.MessageId, message.PopReceipt, limit.Token);
            return message.Body.ToString();
        }
    }
}
