using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Imr.Bench.Cases;
using ImrFunctions.Intake;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Imr.Bench.Records;

/// <summary>One large record through the app: uploaded over HTTP, then copied with its hash from the uploads to the records. How much memory that takes.</summary>
internal sealed class RecordsBenchmark : IBenchmark
{
    private const int MiB = 1024 * 1024;

    public string Name => "records";

    public string Sentence => "One record of many megabytes: upload over HTTP and copy with hashing, seconds and peak working set (--mb N).";

    public async Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        arguments.AllowOnly("--mb");
        var megabytes = arguments.Number("--mb", 500, 1, 500);
        await using var app = await BenchApp.StartAsync(cancellation);
        // The first upload and copy pay for the JIT and the connections.
        await UploadAsync(app, "warm.bin", 3, cancellation);
        await CopyAsync(app, "warm.bin", cancellation);
        GC.Collect();

        var before = Environment.WorkingSet;
        var upload = await MeasureAsync(() => UploadAsync(app, "large.bin", megabytes, cancellation), cancellation);
        GC.Collect();
        var copy = await MeasureAsync(() => CopyAsync(app, "large.bin", cancellation), cancellation);

        var table = new Table().AddColumn("what").AddColumn("seconds").AddColumn("peak working set, MiB");
        table.AddRow("before", "", $"{before / MiB}");
        table.AddRow($"upload of {megabytes} MB over HTTP", $"{upload.Seconds:F1}", $"{upload.Peak / MiB}");
        table.AddRow("copy to the records, hashed", $"{copy.Seconds:F1}", $"{copy.Peak / MiB}");
        console.Write(table);
        return new JsonObject
        {
            ["mb"] = megabytes,
            ["beforeMiB"] = before / MiB,
            ["uploadSeconds"] = Math.Round(upload.Seconds, 1),
            ["uploadPeakMiB"] = upload.Peak / MiB,
            ["copySeconds"] = Math.Round(copy.Seconds, 1),
            ["copyPeakMiB"] = copy.Peak / MiB,
        };
    }

    private static async Task UploadAsync(BenchApp app, string name, int megabytes, CancellationToken cancellation)
    {
        using var content = new StreamContent(new GeneratedStream(megabytes * (long)MiB));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentLength = megabytes * (long)MiB;
        (await app.SendAsync(HttpMethod.Put, "dev.intake.bench", $"/api/cases/CM26-0000901/documents/{name}", content, cancellation)).Dispose();
    }

    private static async Task CopyAsync(BenchApp app, string name, CancellationToken cancellation)
    {
        if (await app.Services.GetRequiredService<RecordCopier>().CopyStrayAsync($"CM26-0000901/documents/{name}", cancellation) is null)
            throw new BenchException("The upload is gone.");
    }

    /// <summary>The working set is looked at every few milliseconds: what the system keeps as the peak is the whole process's life.</summary>
    private static async Task<(double Seconds, long Peak)> MeasureAsync(Func<Task> work, CancellationToken cancellation)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var peak = 0L;
        var watch = Stopwatch.StartNew();
        var look = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    peak = Math.Max(peak, Environment.WorkingSet);
                    await Task.Delay(10, CancellationToken.None);
                }
            },
            CancellationToken.None);
        await work();
        var seconds = watch.Elapsed.TotalSeconds;
        await done.CancelAsync();
        await look;
        return (seconds, peak);
    }
}
