using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Imr.Cli.Cases;

/// <summary>Uploads a case to blob storage as any uploader does: documents first, and last the application, which starts the case.</summary>
internal sealed class CaseUpload(string connectionString, string container)
{
    /// <exception cref="CliException">The storage account does not answer or refuses.</exception>
    public async Task SendAsync(CaseDirectory directory, CancellationToken cancellation)
    {
        try
        {
            var blobs = Container();
            await blobs.CreateIfNotExistsAsync(cancellationToken: cancellation);
            foreach (var document in directory.Documents)
                await SendAsync(blobs, $"{directory.CaseNumber}/documents/{document.Name}", document.Path, document.ContentType, cancellation);

            await SendAsync(blobs, $"{directory.CaseNumber}/application.json", directory.Application, "application/json", cancellation);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            var code = e is RequestFailedException { Status: > 0 } refused ? $"refused the upload ({refused.Status} {refused.ErrorCode})" : "does not answer";
            throw new CliException($"The storage account {code}: check that 'imr up' is running and that the connection string is right.", e);
        }
    }

    private BlobContainerClient Container()
    {
        try
        {
            return new BlobContainerClient(connectionString, container, new BlobClientOptions { Retry = { MaxRetries = 2, NetworkTimeout = TimeSpan.FromSeconds(30) } });
        }
        catch (FormatException e)
        {
            throw new CliException("The connection string is not one of a storage account: take the one that 'imr up' prints.", e);
        }
    }

    private static async Task SendAsync(BlobContainerClient blobs, string name, string path, string contentType, CancellationToken cancellation)
        => await blobs.GetBlobClient(name).UploadAsync(path, new BlobHttpHeaders { ContentType = contentType }, cancellationToken: cancellation);
}
