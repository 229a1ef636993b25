using Imr.Cli.Processes;

namespace Imr.Cli.Azurite;

/// <summary>Installs <c>tools/azurite</c> when it is absent or of another lock file than the one checked out.</summary>
/// <param name="SearchPath">A PATH value to find node and npm in; null takes the environment's.</param>
public sealed record AzuriteInstall(string RepositoryRoot, string? SearchPath = null)
{
    private NodeTool Tool => new(Path.Combine(RepositoryRoot, "tools", "azurite"), "Azurite", "the storage emulator", "run.mjs", SearchPath);

    /// <returns>What starts Azurite: the full paths of node and of run.mjs.</returns>
    /// <exception cref="CliException">node or npm is missing or too old, or npm failed.</exception>
    public Task<(string Node, string Script)> EnsureAsync(CancellationToken cancellation = default) => Tool.EnsureAsync(cancellation);

    internal bool IsInstalled() => Tool.IsInstalled();
}
