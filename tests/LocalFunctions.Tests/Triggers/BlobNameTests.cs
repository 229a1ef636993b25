namespace LocalFunctions.Tests.Triggers;

public sealed class BlobNameTests(TriggersAzurite azurite) : IClassFixture<TriggersAzurite>
{
    [Fact]
    public async Task Blobs_with_odd_names_are_found_and_can_be_read()
    {
        string[] names =
        [
            "with space", " leading", "Ünïcödé 患者 😀", "100%", "%41", "a+b", "a#b", "a?b=c&d", "semi;colon,comma", "quote'\"<>", ".leading.dot", "two..dots", "trailing.",
            "a//b", "C:\\Users\\x.pdf", "~/x", "a", "A", "a/a", "[x]{y}", "tab\there", new string('n', 1024), "ü" + new string('/', 1) + new string('é', 500),
        ];
        var container = azurite.Blobs.GetBlobContainerClient("odd-names");
        await container.CreateAsync();
        var seen = new Seen();
        var probe = new Probe { Blob = async blob => seen.Add($"{blob.Name} has {(await blob.DownloadContentAsync()).Value.Content}") };
        for (var i = 0; i < names.Length; i++) await container.UploadBlobAsync(names[i], BinaryData.FromString($"{i}"));

        await using var app = await ProbeApp.StartAsync(azurite.ConnectionString, probe, [typeof(BlobProbe)], new() { ["Container"] = "odd-names" });

        // The service itself makes slashes of backslashes.
        (await seen.NextAsync(names.Length)).Order(StringComparer.Ordinal).ShouldBe(names.Select((n, i) => $"{n.Replace('\\', '/')} has {i}").Order(StringComparer.Ordinal));
        seen.IsEmpty.ShouldBeTrue();
    }
}
