using Azure.Storage.Blobs;

namespace LocalFunctions.Tests.Triggers;

public sealed record Note(string CaseNumber, int Attempt);

public sealed class StorageFunctions(Seen seen)
{
    [Function("Application")]
    public void Application([BlobTrigger("case-files/{caseNumber}/application.json", Source = BlobTriggerSource.EventGrid)] string content, string caseNumber) =>
        seen.Add($"{caseNumber} {content}");

    [Function("AsBytes")]
    public void AsBytes([BlobTrigger("%Containers:Kinds%/bytes/{name}")] byte[] content, string name) => seen.Add($"bytes {name} {content.Length}");

    [Function("AsStream")]
    public async Task AsStream([BlobTrigger("%Containers:Kinds%/stream/{name}")] Stream content, string name)
    {
        using var reader = new StreamReader(content);
        seen.Add($"stream {name} {await reader.ReadToEndAsync()}");
    }

    [Function("AsClient")]
    public async Task AsClient([BlobTrigger("%Containers:Kinds%/client/{name}", Connection = "CaseFiles")] BlobClient blob, string name, FunctionContext context) =>
        seen.Add($"client {name} {(await blob.DownloadContentAsync()).Value.Content} {context.BindingContext.BindingData["BLOBTRIGGER"]}");

    [Function("BadBlob")]
    public void BadBlob([BlobTrigger("bad-files/{name}")] BlobClient blob)
    {
        seen.Add("bad blob");
        throw new InvalidOperationException(blob.Name);
    }

    [Function("Text")]
    public void Text([QueueTrigger("texts")] string message, int dequeueCount) => seen.Add($"text {message} {dequeueCount}");

    [Function("Object")]
    public void Object([QueueTrigger("%Queues:Notes%", Connection = "CaseFiles")] Note note) => seen.Add($"note {note.CaseNumber} {note.Attempt}");

    [Function("BadMessage")]
    public void BadMessage([QueueTrigger("bad-messages")] string message, int dequeueCount)
    {
        seen.Add($"bad {message} {dequeueCount}");
        throw new InvalidOperationException(message);
    }
}
