using System.CommandLine;
using Imr.Cli.Azurite;
using Imr.Cli.Documents;
using Imr.Cli.Hosting;

namespace Imr.Cli.Up;

/// <summary><c>imr up</c>: the app and its storage on this machine, with data kept in <c>.imr/</c>, until Ctrl+C.</summary>
internal static class UpCommand
{
    private const int AzuritePort = 10000;
    private const int AppPort = 7071;

    public static Command Create(Terminal terminal)
    {
        var port = new Option<int>("--port") { Description = "Port of the app.", DefaultValueFactory = _ => AppPort };
        var azuritePort = new Option<int>("--azurite-port")
        {
            Description = "First of three ports of Azurite: blob, queue, table.",
            DefaultValueFactory = _ => AzuritePort,
        };
        var command = new Command("up", "Run the app with Azurite; data stays in .imr/.") { port, azuritePort };
        command.SetAction((parsed, cancellation) => RunAsync(terminal, parsed.GetValue(port), parsed.GetValue(azuritePort), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, int port, int azuritePort, CancellationToken cancellation)
    {
        CheckPorts(port, azuritePort);
        var folder = Directory.CreateDirectory(DataFolder.Path).FullName;
        terminal.Out.WriteLine("Starting Azurite (the first time it is installed, which takes a minute) …");
        await using var azurite = await AzuriteProcess.StartAsync(AzuriteOf(folder, azuritePort), cancellation);
        await InstallReaderAsync(terminal, cancellation);
        terminal.Out.WriteLine("Starting the app …");
        var caseFiles = azurite.ConnectionString(LocalAccounts.CaseData.Name);
        var options = new AppOptions(port, azurite.ConnectionString(LocalAccounts.Host.Name), caseFiles, folder, Path.Combine(folder, "outgoing"), Path.Combine(folder, "app.log"));
        await using var app = await AppProcess.StartAsync(options, cancellation);

        var running = new RunningApp(RunningApp.CurrentSchemaVersion, $"http://127.0.0.1:{port}", caseFiles, RunningApp.DefaultContainer);
        running.Write(DataFolder.ConnectionFile);
        try
        {
            Print(terminal.Out, running, app);
            await RunUntilStoppedAsync(azurite, app, cancellation);
        }
        finally
        {
            File.Delete(DataFolder.ConnectionFile);
        }

        terminal.Out.WriteLine("Stopping; data stays in .imr/.");
        return 0;
    }

    /// <summary>An app without the document reader is still one: PDFs count as unread there.</summary>
    private static async Task InstallReaderAsync(Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            await new DocumentReaderInstall(SourceTree.Find()).EnsureAsync(cancellation);
        }
        catch (CliException e)
        {
            terminal.Error.WriteLine($"PDFs and scans will not be read: {e.Message}");
        }
    }

    private static void CheckPorts(int port, int azuritePort)
    {
        if (port is < 1 or > 65535)
            throw new CliException($"{port} is not a port: give one from 1 to 65535.");
        if (azuritePort is < 1 or > 65533)
            throw new CliException($"{azuritePort} can't be the first of three ports: give one from 1 to 65533.");
        if (!FreePorts.IsFree(port))
            throw new CliException($"Port {port} is taken by another program (perhaps another 'imr up'): stop it, or choose another port with --port.");
        for (var taken = azuritePort; taken < azuritePort + 3; taken++)
            if (!FreePorts.IsFree(taken))
                throw new CliException($"Port {taken}, which Azurite needs, is taken by another program (perhaps another Azurite): stop it, or choose other ports with --azurite-port.");
    }

    private static AzuriteOptions AzuriteOf(string folder, int firstPort) => new()
    {
        DataDirectory = Path.Combine(folder, "azurite"),
        BlobPort = firstPort,
        QueuePort = firstPort + 1,
        TablePort = firstPort + 2,
        Accounts = LocalAccounts.All,
        LogFile = Path.Combine(folder, "azurite.log"),
    };

    private static void Print(TextWriter output, RunningApp running, AppProcess app)
        => output.WriteLine(
            $"""

            The app runs at {running.Url} until Ctrl+C. Its log is {app.LogFile}.

            Cases:     {running.Url}/api/cases
            Uploads:   container {running.Container}, {running.CaseFiles}
            Tokens:    Authorization: Bearer dev.operator.me   (also dev.intake.me, dev.ad.me, dev.reviewer.REVIEWER-ID,
                       dev.releaser.me, dev.auditor.me, dev.claims.me.ORGANIZATION, dev.applicant.CASE-NUMBER)
            Reviewers: curl -X PUT -H "Authorization: Bearer dev.operator.me" -H "Content-Type: text/csv" --data-binary @samples/reviewers.csv {running.Url}/api/reviewers
            A case:    imr submit DIR, then imr watch CASE

            """);

    private static async Task RunUntilStoppedAsync(AzuriteProcess azurite, AppProcess app, CancellationToken cancellation)
    {
        var stopped = Task.Delay(Timeout.Infinite, cancellation);
        var first = await Task.WhenAny(stopped, azurite.Exited, app.Exited);
        // Ctrl+C reaches the app too, which may be gone before we are told.
        if (first != stopped && await Task.WhenAny(stopped, Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None)) != stopped)
            throw new CliException($"{(first == app.Exited ? $"The app ended unexpectedly: its log {app.LogFile} says why" : "Azurite ended unexpectedly: .imr/azurite.log says why")}.");
    }
}
