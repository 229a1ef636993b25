using System.CommandLine;
using Imr.Cli.Api;
using Imr.Cli.Cases;
using Imr.Cli.Hosting;

namespace Imr.Cli.Watch;

/// <summary><c>imr watch CASE</c>: prints each stage as the case reaches it, until the case is closed.</summary>
internal static class WatchCommand
{
    public static Command Create(Terminal terminal)
    {
        var number = CaseNumberArgument.Create();
        var url = new Option<string?>("--url") { Description = "The app's address; default: that of 'imr up'." };
        var command = new Command("watch", "Follow a case until it is closed.") { number, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var api = new ImrApi(RunningApp.AddressOf(parsed.GetValue(url)));
            return await new CaseWatch(api, terminal.Out).RunAsync(parsed.GetRequiredValue(number), cancellation);
        });
        return command;
    }
}
