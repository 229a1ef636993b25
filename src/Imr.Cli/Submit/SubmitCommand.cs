using System.CommandLine;
using Imr.Cli.Api;
using Imr.Cli.Cases;
using Imr.Cli.Hosting;

namespace Imr.Cli.Submit;

/// <summary><c>imr submit DIR</c>: uploads a case to a running app and says where to follow it.</summary>
internal static class SubmitCommand
{
    public static Command Create(Terminal terminal)
    {
        var directory = new Argument<string>("DIR") { Description = "Directory with application.json and the case's documents." };
        var url = new Option<string?>("--url") { Description = $"The app's address; default: that of 'imr up', else {RunningApp.DefaultUrl}." };
        var connection = new Option<string?>("--connection") { Description = "Connection string of the storage account that takes uploads; default: that of 'imr up'." };
        var command = new Command("submit", "Upload a case: documents first, then application.json.") { directory, url, connection };
        command.SetAction((parsed, cancellation) =>
            RunAsync(terminal, parsed.GetRequiredValue(directory), parsed.GetValue(url), parsed.GetValue(connection), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string path, string? url, string? connection, CancellationToken cancellation)
    {
        var directory = CaseDirectory.Open(path);
        var running = RunningApp.Find(DataFolder.ConnectionFile);
        var storage = connection ?? running?.CaseFiles
            ?? throw new CliException("No running app was found: start one with 'imr up' in another terminal, or name its storage account with --connection.");
        var address = RunningApp.AddressOf(url);
        using var api = new ImrApi(address);
        if (!await api.IsHealthyAsync(cancellation))
            throw new CliException($"The app at {address} does not answer: start it with 'imr up', or name its address with --url.");

        await new CaseUpload(storage, running?.Container ?? RunningApp.DefaultContainer).SendAsync(directory, cancellation);
        terminal.Out.WriteLine($"{directory.CaseNumber}: {directory.Documents.Count} documents and the application were uploaded.");
        terminal.Out.WriteLine($"Status: {new Uri(address, $"/api/cases/{directory.CaseNumber}/status")}");
        terminal.Out.WriteLine($"Follow it with: imr watch {directory.CaseNumber}");
        return 0;
    }
}
