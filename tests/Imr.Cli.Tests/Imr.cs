namespace Imr.Cli.Tests;

/// <summary>Runs the command in this process as a script would: output is no terminal.</summary>
internal static class Imr
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(args, new Terminal(output, error, Interactive: false));
        return (exitCode, output.ToString(), error.ToString());
    }
}
