using System.Security.Cryptography;

namespace Imr.Cli.Processes;

/// <summary>
/// Installs a program of <c>tools/</c> with npm when it is absent or of another lock file than the one checked out.
/// Parallel callers, in this process or in others, wait for the first.
/// </summary>
/// <param name="Folder">Full path, with the program's package-lock.json.</param>
/// <param name="Name">As a sentence has it: Azurite.</param>
/// <param name="What">What it is, in brackets after the name.</param>
/// <param name="Script">The file that starts it, within the folder.</param>
/// <param name="SearchPath">A PATH value to find node and npm in; null takes the environment's.</param>
internal sealed record NodeTool(string Folder, string Name, string What, string Script, string? SearchPath = null)
{
    private const int OldestNode = 20;
    private static readonly TimeSpan s_npmLimit = TimeSpan.FromMinutes(5);

    private string LockFile => Path.Combine(Folder, "package-lock.json");

    // Written last: holds the hash of the lock file that was installed.
    private string Stamp => Path.Combine(Folder, "node_modules", ".imr-installed");

    /// <returns>What starts it: the full paths of node and of its script.</returns>
    /// <exception cref="CliException">node or npm is missing or too old, or npm failed.</exception>
    public async Task<(string Node, string Script)> EnsureAsync(CancellationToken cancellation = default)
    {
        var node = Require("node");
        await CheckVersionAsync(node, cancellation);
        if (!IsInstalled())
        {
            using var _ = await InstallLock.TakeAsync(Path.Combine(Folder, ".install.lock"), Name, cancellation);
            if (!IsInstalled())
                await InstallAsync(Require("npm"), cancellation);
        }

        return (node, Path.Combine(Folder, Script));
    }

    public bool IsInstalled() => File.Exists(Stamp) && File.ReadAllText(Stamp) == HashOfLockFile();

    private string HashOfLockFile() => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(LockFile)));

    private string Require(string program)
        => Executables.Find(program, SearchPath)
            ?? throw new CliException($"{program} was not found on the PATH, and {Name} ({What}) needs it: install Node.js {OldestNode} or newer from https://nodejs.org.");

    private async Task CheckVersionAsync(string node, CancellationToken cancellation)
    {
        var (_, output) = await RunAsync(node, ["--version"], null, cancellation);
        if (NodeMajor(output) is not { } major || major < OldestNode)
            throw new CliException($"{node} is version '{output.Trim()}', and {Name} needs {OldestNode} or newer: install a newer Node.js from https://nodejs.org.");
    }

    /// <returns>20 for <c>v20.20.2</c>; null when the text is no version.</returns>
    internal static int? NodeMajor(string version)
        => version.Trim() is ['v', .. var numbers] && int.TryParse(numbers.Split('.')[0], out var major) ? major : null;

    private async Task InstallAsync(string npm, CancellationToken cancellation)
    {
        // --ignore-scripts: no package of the lock file needs its install script to run.
        var (exitCode, output) = await RunAsync(npm, ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], Folder, cancellation);
        if (exitCode != 0)
            throw new CliException($"npm could not install {Name} ({LastLine(output)}): check the network, then run 'npm ci' in {Folder}.");

        await File.WriteAllTextAsync(Stamp, HashOfLockFile(), cancellation);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments, string? folder, CancellationToken cancellation)
    {
        await using var child = ChildProcess.Start(new ChildProcessStart(program, arguments, folder));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_npmLimit);
        try
        {
            var exitCode = await child.Exited.WaitAsync(limit.Token);
            return (exitCode, string.Join('\n', child.LastLines));
        }
        catch (OperationCanceledException)
        {
            child.Kill();
            cancellation.ThrowIfCancellationRequested();
            throw new CliException($"{Path.GetFileName(program)} did not end in {s_npmLimit.TotalMinutes} minutes: check the network, then try again.");
        }
    }

    private static string LastLine(string output)
        => output.Split('\n').LastOrDefault(line => line.Contains("npm error", StringComparison.Ordinal) && !line.Contains("debug-0.log", StringComparison.Ordinal)
            && !line.Contains("complete log", StringComparison.Ordinal))?.Trim()
            ?? "no message";
}
