using Imr.Cli.Processes;

namespace Imr.Cli.Documents;

/// <summary>Installs <c>tools/document-reader</c>, which reads PDFs and pictures, when it is absent or of another lock file than the one checked out.</summary>
/// <param name="SearchPath">A PATH value to find node and npm in; null takes the environment's.</param>
public sealed record DocumentReaderInstall(string RepositoryRoot, string? SearchPath = null)
{
    /// <summary>Where it is.</summary>
    public string Folder => Path.Combine(RepositoryRoot, "tools", "document-reader");

    private NodeTool Tool => new(Folder, "the document reader", "for PDFs and scans", "main.mjs", SearchPath);

    /// <returns>What starts it: the full paths of node and of main.mjs.</returns>
    /// <exception cref="CliException">node or npm is missing or too old, or npm failed.</exception>
    public Task<(string Node, string Script)> EnsureAsync(CancellationToken cancellation = default) => Tool.EnsureAsync(cancellation);

    internal bool IsInstalled() => Tool.IsInstalled();
}
