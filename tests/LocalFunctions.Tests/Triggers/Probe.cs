using Azure.Storage.Blobs;

namespace LocalFunctions.Tests.Triggers;

/// <summary>What the functions of a test do: the test says it.</summary>
public sealed class Probe
{
    public Func<BlobClient, Task> Blob { get; set; } = _ => Task.CompletedTask;

    public Func<BlobClient, Task> OtherBlob { get; set; } = _ => Task.CompletedTask;

    public Func<string, int, Task> Message { get; set; } = (_, _) => Task.CompletedTask;

    public Func<TimerInfo, CancellationToken, Task> Timer { get; set; } = (_, _) => Task.CompletedTask;
}

public sealed class BlobProbe(Probe probe)
{
    [Function("BlobProbe")]
    public Task Run([BlobTrigger("%Container%/{name}", Source = BlobTriggerSource.EventGrid, Connection = "CaseFiles")] BlobClient blob) => probe.Blob(blob);
}

public sealed class OtherBlobProbe(Probe probe)
{
    [Function("OtherBlobProbe")]
    public Task Run([BlobTrigger("%OtherContainer%/{name}", Connection = "CaseFiles")] BlobClient blob) => probe.OtherBlob(blob);
}

public sealed class MessageProbe(Probe probe)
{
    [Function("MessageProbe")]
    public Task Run([QueueTrigger("%Queue%", Connection = "CaseFiles")] string message, int dequeueCount) => probe.Message(message, dequeueCount);
}

public sealed class NoteProbe
{
    [Function("NoteProbe")]
    public void Run([QueueTrigger("%Queue%", Connection = "CaseFiles")] Note note) => throw new InvalidOperationException(note.CaseNumber);
}

public sealed class TimerProbe(Probe probe)
{
    [Function("TimerProbe")]
    public Task Run([TimerTrigger("%Schedule%")] TimerInfo timer, CancellationToken cancellation) => probe.Timer(timer, cancellation);
}
