using Imr.Cli.Azurite;
using Imr.Cli.Hosting;

namespace Imr.Cli.Demo;

/// <summary>The fresh temporary directory of one demo: Azurite's data, the task hub, the logs.</summary>
internal sealed class DemoFolder
{
    private DemoFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mail batches, hand-offs and staff notices.</summary>
    public string Outgoing => System.IO.Path.Combine(Path, "outgoing");

    private string AppLog => System.IO.Path.Combine(Path, "app.log");

    public AzuriteOptions Azurite => new()
    {
        DataDirectory = System.IO.Path.Combine(Path, "azurite"),
        Accounts = LocalAccounts.All,
        LogFile = System.IO.Path.Combine(Path, "azurite.log"),
    };

    public static DemoFolder Create() => new(Directory.CreateTempSubdirectory("imr-demo-").FullName);

    public AppOptions App(AzuriteProcess azurite) => new(
        FreePorts.Take(1)[0],
        azurite.ConnectionString(LocalAccounts.Host.Name),
        azurite.ConnectionString(LocalAccounts.CaseData.Name),
        System.IO.Path.Combine(Path, "hub"),
        Outgoing,
        AppLog);

    /// <summary>The failure, with the place to look further; the folder stays.</summary>
    public CliException Failed(string sentence)
        => new(sentence.Contains(AppLog, StringComparison.Ordinal) ? sentence : $"{sentence.TrimEnd()} The app's log: {AppLog}");

    public void Delete() => Directory.Delete(Path, recursive: true);
}
