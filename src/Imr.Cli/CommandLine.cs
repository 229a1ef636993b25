using System.CommandLine;
using Imr.Cli.Api;
using Imr.Cli.Attention;
using Imr.Cli.Check;
using Imr.Cli.Demo;
using Imr.Cli.Hub;
using Imr.Cli.Import;
using Imr.Cli.Letters;
using Imr.Cli.OpenApi;
using Imr.Cli.Submit;
using Imr.Cli.Up;
using Imr.Cli.Watch;

namespace Imr.Cli;

/// <summary>The <c>imr</c> command: parses, runs, and turns what goes wrong into one sentence on standard error and exit code 1.</summary>
internal static class CommandLine
{
    // Children are given time to save and close after Ctrl+C.
    private static readonly TimeSpan s_endLimit = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var parsed = Root(terminal).Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            // The word that is wrong says more than "a command is missing".
            var error = parsed.Errors.FirstOrDefault(e => e.Message.Contains('\'', StringComparison.Ordinal)) ?? parsed.Errors[0];
            var oneLine = string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return Fail(terminal, $"{oneLine.TrimEnd('.')}. See 'imr --help'.");
        }

        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = s_endLimit,
            Output = terminal.Out,
            Error = terminal.Error,
        };
        try
        {
            return await parsed.InvokeAsync(configuration);
        }
        catch (CliException e)
        {
            return Fail(terminal, e.Message);
        }
        catch (ApiException e)
        {
            return Fail(terminal, e.Message);
        }
        catch (HttpRequestException)
        {
            return Fail(terminal, "The app does not answer: start it with 'imr up', or name its address with --url.");
        }
        catch (OperationCanceledException)
        {
            return Fail(terminal, "Stopped.");
        }
        catch (Exception e)
        {
            return Fail(terminal, $"Unexpected {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} This is a fault of the program: please report it.");
        }
    }

    private static RootCommand Root(Terminal terminal) => new("California Independent Medical Review, on this machine.")
    {
        DemoCommand.Create(terminal),
        UpCommand.Create(terminal),
        CheckCommand.Create(terminal),
        SubmitCommand.Create(terminal),
        WatchCommand.Create(terminal),
        LetterCommand.Create(terminal),
        AttentionCommand.Create(terminal),
        ImportCommand.Create(terminal),
        HubCommand.Create(terminal),
        OpenApiCommand.Create(terminal),
    };

    private static int Fail(Terminal terminal, string sentence)
    {
        terminal.Error.WriteLine(sentence);
        return 1;
    }
}
