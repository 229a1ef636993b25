using Imr.Cli;

namespace Imr.Bench.Applications;

/// <summary>The applications of the samples, as text.</summary>
internal static class SampleApplications
{
    /// <exception cref="BenchException">There are none.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (var file in Directory.GetDirectories(Path.Combine(SourceTree.Find(), "samples", "cases")).Select(d => Path.Combine(d, "application.json")).Where(File.Exists).Order(StringComparer.Ordinal))
            found.Add(await File.ReadAllTextAsync(file, cancellation));
        return found.Count > 0 ? found : throw new BenchException("There is no application in samples/cases.");
    }
}
