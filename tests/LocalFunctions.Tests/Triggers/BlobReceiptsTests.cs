using Azure.Storage.Blobs;
using LocalFunctions.Hosting;

namespace LocalFunctions.Tests.Triggers;

public sealed class BlobReceiptsTests(TriggersAzurite azurite) : IClassFixture<TriggersAzurite>
{
    [Fact]
    public async Task What_is_stored_is_found_again_and_the_latest_counts()
    {
        var receipts = await OpenAsync("latest");
        await receipts.SaveAsync(1, new BlobReceipt("0x1", 1));
        await receipts.SaveAsync(1, new BlobReceipt("0x1", 0));
        await receipts.SaveAsync(2, new BlobReceipt("0x2", 3));

        var again = await OpenAsync("latest");

        (again.Find(1), again.Find(2), again.Find(3)).ShouldBe((new BlobReceipt("0x1", 0), new BlobReceipt("0x2", 3), null));
    }

    [Fact]
    public void A_pause_between_tries_ends_when_the_clock_is_set_back()
    {
        var now = new DateTimeOffset(2026, 1, 1, 8, 30, 0, TimeSpan.Zero);
        var failed = new BlobReceipt("0x1", 1) { NotBefore = now.AddSeconds(1) };

        failed.Waits(now).ShouldBeTrue();
        failed.Waits(now.AddSeconds(1)).ShouldBeFalse();
        failed.Waits(now.AddDays(-1)).ShouldBeFalse();
    }

    [Fact]
    public async Task Receipts_that_come_together_are_written_together()
    {
        var receipts = await OpenAsync("together");
        await receipts.SaveAsync(0, new BlobReceipt("0x0", 0));

        await Task.WhenAll(Enumerable.Range(1, 500).Select(i => receipts.SaveAsync((UInt128)i, new BlobReceipt($"0x{i}", 0))));

        (await Log("together").GetPropertiesAsync()).Value.BlobCommittedBlockCount.ShouldBeLessThan(50);
        (await OpenAsync("together")).Count.ShouldBe(501);
    }

    [Fact]
    public async Task A_log_that_is_long_for_what_it_says_is_begun_anew()
    {
        var receipts = await OpenAsync("long");
        for (var round = 0; round < 12; round++) await Task.WhenAll(Enumerable.Range(0, 300).Select(i => receipts.SaveAsync((UInt128)i, new BlobReceipt($"0x{round}", 0))));

        (await Log("long").GetPropertiesAsync()).Value.ContentLength.ShouldBeLessThan(100_000);
        (await OpenAsync("long")).Find(299)!.ETag.ShouldBe("0x11");
    }

    [Fact]
    public async Task Blobs_that_are_not_listed_any_more_are_forgotten_and_leave_the_storage_with_the_next_snapshot()
    {
        var receipts = await OpenAsync("forgotten");
        for (var i = 0; i < 2; i++) await receipts.SaveAsync((UInt128)i, new BlobReceipt("0x1", 0));
        for (var look = 0; look < 3; look++)
        {
            receipts.BeginLook();
            receipts.Listed(1);
            receipts.EndLook();
        }

        (receipts.Find(0), receipts.Find(1)?.ETag).ShouldBe((null, "0x1"));
        await Log("forgotten").DeleteAsync();
        await Should.ThrowAsync<Exception>(() => receipts.SaveAsync(2, new BlobReceipt("0x1", 0)));
        await receipts.LoadAsync(CancellationToken.None);
        (await OpenAsync("forgotten")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_could_not_be_written_is_known_all_the_same_and_written_when_the_storage_is_back()
    {
        var receipts = await OpenAsync("lost");
        await receipts.SaveAsync(1, new BlobReceipt("0x1", 0));
        await Log("lost").DeleteAsync();

        await Should.ThrowAsync<Exception>(() => receipts.SaveAsync(2, new BlobReceipt("0x2", 0)));
        receipts.Find(2).ShouldNotBeNull();
        await receipts.LoadAsync(CancellationToken.None);

        var again = await OpenAsync("lost");
        (again.Find(1), again.Find(2)).ShouldBe((new BlobReceipt("0x1", 0), new BlobReceipt("0x2", 0)));
    }

    [Fact]
    public async Task A_snapshot_that_somebody_else_has_written_meanwhile_is_not_written_again()
    {
        var file = new BlobReceiptFile(azurite.Blobs.GetBlobContainerClient(BlobReceipts.HostContainer), "meanwhile");
        await file.ReadAsync(CancellationToken.None);
        var all = new Dictionary<UInt128, BlobReceipt> { [1] = new("0x1", 0) };
        await file.WriteAsync("", 0, all);

        await file.WriteAsync("", 0, all);

        file.NeedsSnapshot.ShouldBeFalse();
        (await Log("meanwhile").GetPropertiesAsync()).Value.BlobCommittedBlockCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("0000000000000000000000000000000g 0 0x1")]
    [InlineData("00000000000000000000000000000001 -1 0x1")]
    public void A_line_that_is_none_is_passed_over(string line) => BlobReceipt.Read(line).ShouldBeNull();

    private async Task<BlobReceipts> OpenAsync(string function)
    {
        var receipts = new BlobReceipts(new BlobReceiptFile(azurite.Blobs.GetBlobContainerClient(BlobReceipts.HostContainer), function));
        await receipts.LoadAsync(CancellationToken.None);
        return receipts;
    }

    private BlobClient Log(string function) => azurite.Blobs.GetBlobContainerClient(BlobReceipts.HostContainer).GetBlobClient($"blobreceipts/{function}/log");
}
