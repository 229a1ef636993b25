using System.CommandLine;
using Imr.Cli.Api;
using Imr.Cli.Hosting;

namespace Imr.Cli.Import;

/// <summary><c>imr import FILE</c>: takes cases that another system began, or says what it would do (docs/operators.md).</summary>
internal static class ImportCommand
{
    /// <summary>Nothing was imported: the report names the problems.</summary>
    private const int ExitProblems = 2;

    // A hundred cases with their documents are accepted before the app answers.
    private static readonly TimeSpan s_answerLimit = TimeSpan.FromMinutes(10);

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The cases: a JSON array, or one object a line. Their documents are uploaded before." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Import nothing: say what would be imported, with clocks, warnings and problems." };
        var url = new Option<string?>("--url") { Description = "The app's address; default: that of 'imr up'." };
        var command = new Command("import", "Import cases that another system began; exit code 2 when the file has problems.") { file, dryRun, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            var bytes = await ReadAsync(parsed.GetRequiredValue(file), cancellation);
            using var api = new ImrApi(RunningApp.AddressOf(parsed.GetValue(url)), s_answerLimit);
            var report = await api.ImportAsync(bytes, parsed.GetValue(dryRun), Token.Operator, cancellation);
            return new ImportPrint(terminal).Print(report) ? ExitProblems : 0;
        });
        return command;
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} can't be read ({e.GetType().Name}): give the file with the cases.", e);
        }
    }
}
