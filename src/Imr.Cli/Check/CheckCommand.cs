using System.CommandLine;
using System.Text.Json;
using Imr.Core.Serialization;

namespace Imr.Cli.Check;

/// <summary><c>imr check DIR</c>: says before an upload what intake would say (docs/application.md).</summary>
internal static class CheckCommand
{
    /// <summary>At least one directory has problems.</summary>
    private const int ExitProblems = 2;

    public static Command Create(Terminal terminal) => Create(terminal, TimeProvider.System);

    internal static Command Create(Terminal terminal, TimeProvider time)
    {
        var directory = new Argument<string>("DIR") { Description = "A case's directory (application.json and documents/), or one that holds such directories." };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var command = new Command("check", "Check a case before its upload; exit code 2 when there are problems.") { directory, json };
        command.SetAction(parsed =>
        {
            var reports = new DirectoryCheck(time.GetUtcNow()).All(parsed.GetRequiredValue(directory));
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(JsonSerializer.Serialize(new { ready = reports.All(r => r.Ready), cases = reports }, ImrJson.Indented));
            else
                new CheckPrint(terminal).Print(reports);
            return reports.All(r => r.Ready) ? 0 : ExitProblems;
        });
        return command;
    }
}
