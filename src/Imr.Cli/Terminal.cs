using Spectre.Console;

namespace Imr.Cli;

/// <summary>Where a command writes.</summary>
/// <param name="Interactive">A person watches: tables may be redrawn. Otherwise plain lines only.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool Interactive)
{
    private const int PlainWidth = 160;

    /// <summary>Tables and colours; plain text of a fixed width when nobody watches.</summary>
    public IAnsiConsole Ansi { get; } = CreateAnsi(Out, Interactive);

    public static Terminal OfThisProcess()
    {
        var isCi = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };
        return new Terminal(Console.Out, Console.Error, !Console.IsOutputRedirected && !isCi);
    }

    private static IAnsiConsole CreateAnsi(TextWriter output, bool interactive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!interactive)
            console.Profile.Width = PlainWidth;
        return console;
    }
}
