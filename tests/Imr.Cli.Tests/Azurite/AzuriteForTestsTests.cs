using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Imr.Testing;

namespace Imr.Cli.Tests.Azurite;

public sealed class AzuriteForTestsTests
{
    [Fact]
    public async Task Each_call_gives_an_account_of_its_own()
    {
        var one = new BlobServiceClient(await AzuriteForTests.AccountAsync());
        var other = new BlobServiceClient(await AzuriteForTests.AccountAsync());

        await one.CreateBlobContainerAsync("seen");

        one.AccountName.ShouldNotBe(other.AccountName);
        one.Uri.Port.ShouldBe(other.Uri.Port, "one Azurite serves the whole run");
        (await one.GetBlobContainerClient("seen").ExistsAsync()).Value.ShouldBeTrue();
        (await other.GetBlobContainerClient("seen").ExistsAsync()).Value.ShouldBeFalse();
    }

    [Fact]
    public async Task An_account_has_queues_too()
    {
        var queue = new QueueClient(await AzuriteForTests.AccountAsync(), "work");
        await queue.CreateAsync();
        await queue.SendMessageAsync("hello");

        (await queue.ReceiveMessageAsync()).Value.Body.ToString().ShouldBe("hello");
    }
}
