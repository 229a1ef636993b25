using System.CommandLine;
using System.Globalization;
using Imr.Cli.Hosting;
using LocalFunctions.Durable.Engine.Hub.Backup;
using LocalFunctions.Hosting;
using Microsoft.Extensions.Configuration;

namespace Imr.Cli.Hub;

/// <summary><c>imr hub …</c>: looks into the task hub's file and copies it, while the app runs or not.</summary>
internal static class HubCommand
{
    public static Command Create(Terminal terminal)
    {
        var data = new Option<string?>("--data") { Description = "Folder of the app's data; default: .imr/." };
        var file = new Argument<string>("FILE") { Description = "The copy to make; it must not exist." };
        var backup = new Command("backup", "Copy the task hub to FILE as it is at one instant; the app goes on meanwhile.") { file, data };
        backup.SetAction(parsed => Try(() => Backup(terminal, HubOf(parsed.GetValue(data)), parsed.GetRequiredValue(file))));
        var check = new Command("check", "Check the task hub's file and count its instances; the app goes on meanwhile.") { data };
        check.SetAction(parsed => Try(() => Check(terminal, HubOf(parsed.GetValue(data)))));
        return new Command("hub", "The task hub: the file that holds all running reviews.") { backup, check };
    }

    private static int Backup(Terminal terminal, string hub, string file)
    {
        HubBackup.Copy(hub, file);
        terminal.Out.WriteLine($"Copied {hub} to {file} ({new FileInfo(file).Length.ToString("N0", CultureInfo.InvariantCulture)} bytes).");
        return 0;
    }

    private static int Check(Terminal terminal, string hub)
    {
        var report = HubCheck.Look(hub);
        terminal.Out.WriteLine($"Task hub   {hub}");
        terminal.Out.WriteLine($"Hub id     {report.HubId}");
        terminal.Out.WriteLine($"Schema     {report.SchemaVersion}");
        foreach (var (status, count) in report.Counts)
            terminal.Out.WriteLine($"{status,-10} {count.ToString("N0", CultureInfo.InvariantCulture)}");
        terminal.Out.WriteLine($"Unread     {report.Unread.ToString("N0", CultureInfo.InvariantCulture)} messages");
        terminal.Out.WriteLine($"Oldest     {(report.OldestOpen is { } oldest ? $"an open instance has not changed since {oldest:yyyy-MM-dd HH:mm:ss} UTC" : "no instance is open")}");
        if (report.Problems.Count > 0)
            throw new CliException($"The task hub {hub} is damaged ({string.Join("; ", report.Problems.Take(3))}): stop the app and restore a backup.");
        terminal.Out.WriteLine("The file is whole.");
        return 0;
    }

    private static string HubOf(string? data)
    {
        var hostJson = Path.Combine(AppContext.BaseDirectory, "host.json");
        var durable = HostJson.Read(File.Exists(hostJson) ? File.ReadAllText(hostJson) : "{}").Durable;
        var name = durable.Resolve(new ConfigurationBuilder().AddEnvironmentVariables().Build()).HubName;
        return Path.Combine(Path.GetFullPath(data ?? DataFolder.Path), name + ".db");
    }

    private static int Try(Func<int> command)
    {
        try
        {
            return command();
        }
        catch (Exception exception) when (exception is HubFileException or StartRefusedException)
        {
            throw new CliException(exception.Message, exception);
        }
    }
}
