using Imr.Cli.Documents;

namespace Imr.Testing;

/// <summary>The document reader for tests, installed at first use as the demo installs it.</summary>
public static class DocumentReaderForTests
{
    private static readonly Lazy<Task<(string Node, string Script)>> s_installed = new(() => new DocumentReaderInstall(RepoRoot.Find()).EnsureAsync());

    /// <returns>The full paths of node and of the reader's main.mjs.</returns>
    public static Task<(string Node, string Script)> EnsureAsync() => s_installed.Value;

    /// <summary>One of the reader's own test documents.</summary>
    public static string Fixture(string name) => RepoRoot.Combine("tools", "document-reader", "fixtures", name);
}
