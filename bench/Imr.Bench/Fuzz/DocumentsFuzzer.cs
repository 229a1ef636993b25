using System.IO.Compression;
using System.Text;
using Imr.Core.Records;
using Imr.Core.Serialization;

namespace Imr.Bench.Fuzz;

/// <summary>Broken text, HTML and Word documents for the decoders of the Core: each is read, or says why not, and what is said can be stored.</summary>
internal sealed class DocumentsFuzzer : IFuzzer
{
    private const string Namespaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    private readonly (byte[] Bytes, string Name)[] _sources = [.. Sources()];

    public string Name => "documents";

    public Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>A file's name, a line end, and its bytes as characters.</summary>
    public string Input(FuzzRandom random)
    {
        var (bytes, name) = random.OneOf(_sources);
        return $"{name}\n{Encoding.Latin1.GetString(Broken(bytes, random))}";
    }

    public string? Feed(string input)
    {
        var end = input.IndexOf('\n', StringComparison.Ordinal);
        var text = DocumentText.Read(Encoding.Latin1.GetBytes(input[(end + 1)..]), input[..end]);
        if (text.Pages.Count == 0)
            return "no page";
        if (text.PagesRead == 0 && text.Reason is null)
            return "nothing read and no reason";
        return ImrJson.Read<RecordText>(ImrJson.WriteBytes(text)).Pages.Count == text.Pages.Count ? null : "stored otherwise than read";
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

    private static byte[] Broken(byte[] source, FuzzRandom random)
    {
        var bytes = source.ToList();
        for (var n = 1 + random.Next(5); n > 0 && bytes.Count > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(1 + random.Next(59), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(1 + random.Next(299), bytes.Count - at)));
                    break;
                case 3:
                    bytes.InsertRange(at, Enumerable.Range(0, 1 + random.Next(19)).Select(_ => (byte)random.Next(256)));
                    break;
                default:
                    var piece = bytes.GetRange(at, Math.Min(1 + random.Next(99), bytes.Count - at));
                    for (var i = 1 + random.Next(199); i > 0; i--)
                        bytes.InsertRange(at, piece);
                    break;
            }
        }

        return [.. bytes];
    }
}
