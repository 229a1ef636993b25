using System.Text.Json;
using System.Text.Json.Nodes;
using Imr.Cli;

namespace Imr.Bench.Cases;

/// <summary>A sample case as template of many, and what its people say (<c>samples/play</c>).</summary>
internal sealed class SampleCase
{
    private readonly JsonObject _application;

    private SampleCase(string letter, string number, string outcome)
    {
        Letter = letter;
        Outcome = outcome;
        var samples = Path.Combine(SourceTree.Find(), "samples");
        var folder = Path.Combine(samples, "cases", number);
        _application = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "application.json")))!.AsObject();
        Script = JsonNode.Parse(File.ReadAllText(Path.Combine(samples, "play", number + ".json")))!.AsObject();
        Documents = [.. Directory.EnumerateFiles(Path.Combine(folder, "documents")).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), BinaryData.FromBytes(File.ReadAllBytes(f))))];
    }

    /// <summary>A: the quality check returns it once. B: the plain path to a letter. C: ineligible. D: three items, an offer declined, returned once: the longest path.</summary>
    public static IReadOnlyList<SampleCase> All { get; } =
        [new("A", "CM26-0000101", "Issued"), new("B", "CM26-0000102", "Issued"), new("C", "CM26-0000103", "Ineligible"), new("D", "CM26-0000104", "Issued")];

    public string Letter { get; }

    public string Outcome { get; }

    public JsonObject Script { get; }

    public IReadOnlyList<(string Name, BinaryData Content)> Documents { get; }

    /// <summary>Seven of ten are B, two A, one C. D is only counted: the mix stays the one of earlier results.</summary>
    public static SampleCase InMix(int i) => All[(i % 10) switch { 3 or 7 => 0, 9 => 2, _ => 1 }];

    /// <summary>The application under another number, with a claim of its own.</summary>
    public BinaryData Application(string caseNumber)
    {
        var copy = _application.DeepClone().AsObject();
        copy["caseNumber"] = caseNumber;
        copy["claim"]!["claimNumber"] = "BENCH-" + caseNumber;
        return BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(copy));
    }
}
