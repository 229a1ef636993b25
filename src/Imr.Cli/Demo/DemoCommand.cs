using System.CommandLine;

namespace Imr.Cli.Demo;

/// <summary><c>imr demo</c>: sample cases from upload to letter, in a fresh installation that is gone afterwards.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var keep = new Option<bool>("--keep") { Description = "Keep the temporary directory with all data and logs." };
        var cases = new Option<string[]>("--case")
        {
            Description = "Only these sample cases: A is the first, or a case number. Default: all.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var command = new Command("demo", "Play the sample cases to the end and show their letters.") { keep, cases };
        command.SetAction((parsed, cancellation) =>
            new DemoRun(terminal, SourceTree.Find(), parsed.GetValue(keep)).RunAsync(parsed.GetRequiredValue(cases), cancellation));
        return command;
    }
}
