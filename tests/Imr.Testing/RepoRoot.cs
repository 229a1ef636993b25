using Imr.Cli;

namespace Imr.Testing;

/// <summary>The repository's root folder, for tests that read samples, histories or sources.</summary>
public static class RepoRoot
{
    public static string Find() => SourceTree.Find();

    /// <summary>A path below the root: <c>RepoRoot.Combine("samples", "reviewers.csv")</c>.</summary>
    public static string Combine(params string[] parts) => Path.Combine([Find(), .. parts]);
}
