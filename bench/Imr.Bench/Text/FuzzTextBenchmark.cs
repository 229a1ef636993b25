using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Imr.Core.Records;
using Imr.Core.Serialization;
using Spectre.Console;

namespace Imr.Bench.Text;

/// <summary>Broken documents without end for the decoders of the Core: none may throw, and none may take long.</summary>
internal sealed class FuzzTextBenchmark : IBenchmark
{
    private const string Namespaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    public string Name => "fuzz-text";

    public string Sentence => "Broken text, HTML and Word documents for the decoders: how many are read in the time, the slowest, and whether one throws (--seconds N, --seed N).";

    public Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        arguments.AllowOnly("--seconds", "--seed");
        var seconds = arguments.Number("--seconds", 60, 1, 86_400);
        var seed = arguments.Number("--seed", 1, 0, int.MaxValue);
        var random = new Random(seed);
        (byte[] Bytes, string Name)[] sources = [.. Sources()];
        var (documents, read, slowest) = (0, 0, TimeSpan.Zero);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            cancellation.ThrowIfCancellationRequested();
            var (bytes, name) = sources[random.Next(sources.Length)];
            var broken = Broken(bytes, random);
            var start = watch.Elapsed;
            try
            {
                var text = ImrJson.Read<RecordText>(ImrJson.WriteBytes(DocumentText.Read(broken, name)));
                read += text.PagesRead > 0 ? 1 : 0;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw Kept(broken, name, $"threw {e.GetType().Name}");
            }

            documents++;
            var took = watch.Elapsed - start;
            slowest = took > slowest ? took : slowest;
            if (took > Long)
                throw Kept(broken, name, $"took {took.TotalSeconds:0.0} s");
        }

        console.MarkupLineInterpolated($"{documents:N0} broken documents, {read:N0} of them read in part or whole; the slowest took {slowest.TotalMilliseconds:0} ms. None threw.");
        return Task.FromResult(new JsonObject { ["documents"] = documents, ["read"] = read, ["slowestMs"] = Math.Round(slowest.TotalMilliseconds), ["seed"] = seed });
    }

    private static BenchException Kept(byte[] bytes, string name, string what)
    {
        var file = Path.Combine(Path.GetTempPath(), $"fuzz-text-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..12]}-{name}");
        File.WriteAllBytes(file, bytes);
        return new BenchException($"A document {what}: it is kept as {file}.");
    }

    private static IEnumerable<(byte[] Bytes, string Name)> Sources()
    {
        const string report = "PROGRESS REPORT\r\nPatient: José Núñez\r\nThe pain is “7/10” – no weakness. Flexion 30°.\fPlan: therapy twice a week.\r\n";
        yield return (Encoding.UTF8.GetBytes(report), "a.txt");
        yield return (Encoding.Unicode.GetBytes(report), "a.txt");
        yield return (Encoding.UTF32.GetBytes(report), "a");
        yield return (CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(report), "a.txt");
        yield return (Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head><meta charset=utf-8></head><body><table><tr><td>Flexion<td>30</table><pre>{report}</pre><input type=checkbox checked>Spasm</body></html>"), "a.html");
        var body = $"<w:document {Namespaces}><w:body><w:p><w:r><w:t>Neck pain.</w:t><w:br w:type=\"page\"/><w:sym w:char=\"F0FE\"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>";
        yield return (Zip(("word/document.xml", body), ("word/header1.xml", $"<w:hdr {Namespaces}><w:p><w:r><w:t>Doe</w:t></w:r></w:p></w:hdr>")), "a.docx");
        yield return (Zip(CompressionLevel.NoCompression, ("word/document.xml", body)), "a.docx");
    }

    private static byte[] Zip(params (string Name, string Text)[] parts) => Zip(CompressionLevel.Optimal, parts);

    private static byte[] Zip(CompressionLevel level, params (string Name, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in parts)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }

    private static byte[] Broken(byte[] source, Random random)
    {
        var bytes = source.ToList();
        for (var n = random.Next(1, 6); n > 0 && bytes.Count > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 60), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 300), bytes.Count - at)));
                    break;
                case 3:
                    bytes.InsertRange(at, Enumerable.Range(0, random.Next(1, 20)).Select(_ => (byte)random.Next(256)));
                    break;
                default:
                    var piece = bytes.GetRange(at, Math.Min(random.Next(1, 100), bytes.Count - at));
                    for (var i = random.Next(1, 200); i > 0; i--)
                        bytes.InsertRange(at, piece);
                    break;
            }
        }

        return [.. bytes];
    }
}
