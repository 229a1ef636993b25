using Azure.Storage.Blobs;
using Imr.Cli.Cases;
using Imr.Testing;

namespace Imr.Cli.Tests.Cases;

public sealed class CaseUploadTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Documents_and_application_arrive_under_the_case_number()
    {
        var connection = await AzuriteForTests.AccountAsync();

        await new CaseUpload(connection, "case-files").SendAsync(Case(), CancellationToken.None);

        var container = new BlobContainerClient(connection, "case-files");
        var document = container.GetBlobClient("CM26-0000101/documents/ur.txt");
        (await document.DownloadContentAsync()).Value.Content.ToString().ShouldBe("denied");
        (await document.GetPropertiesAsync()).Value.ContentType.ShouldBe("text/plain; charset=utf-8");
        (await container.GetBlobClient("CM26-0000101/application.json").ExistsAsync()).Value.ShouldBeTrue();
    }

    [Fact]
    public async Task The_application_is_last_so_a_failed_document_starts_no_case()
    {
        var connection = await AzuriteForTests.AccountAsync();
        var directory = Case();
        File.Delete(directory.Documents[0].Path);

        await Should.ThrowAsync<IOException>(() => new CaseUpload(connection, "case-files").SendAsync(directory, CancellationToken.None));

        (await new BlobContainerClient(connection, "case-files").GetBlobClient("CM26-0000101/application.json").ExistsAsync()).Value.ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_key_is_said_in_a_sentence()
    {
        var wrong = System.Text.RegularExpressions.Regex.Replace(await AzuriteForTests.AccountAsync(), "AccountKey=[^;]*", "AccountKey=AAAA", default, TimeSpan.FromSeconds(1));

        var error = await Should.ThrowAsync<CliException>(() => new CaseUpload(wrong, "case-files").SendAsync(Case(), CancellationToken.None));

        error.Message.ShouldContain("refused the upload (403");
    }

    [Fact]
    public async Task A_bad_connection_string_is_said_in_a_sentence()
        => (await Should.ThrowAsync<CliException>(() => new CaseUpload("nonsense", "case-files").SendAsync(Case(), CancellationToken.None)))
            .Message.ShouldContain("connection string");

    private CaseDirectory Case()
    {
        _directory.Write("application.json", """{"caseNumber":"CM26-0000101"}""");
        _directory.Write("documents/ur.txt", "denied");
        return CaseDirectory.Open(_directory.Path);
    }
}
