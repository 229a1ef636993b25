using System.CommandLine;
using Imr.Cli.Api;
using Imr.Cli.Cases;
using Imr.Cli.Hosting;
using Imr.Core.Cases;

namespace Imr.Cli.Letters;

/// <summary><c>imr letter show CASE</c>: prints the newest Final Determination Letter of a case. <c>imr letter parse</c>: reads letters of others.</summary>
internal static class LetterCommand
{
    public static Command Create(Terminal terminal)
    {
        var number = CaseNumberArgument.Create();
        var url = new Option<string?>("--url") { Description = "The app's address; default: that of 'imr up'." };
        var format = new Option<string>("--format") { Description = "txt, html or json.", DefaultValueFactory = _ => "txt" };
        format.AcceptOnlyFromAmong("txt", "html", "json");
        var show = new Command("show", "Print the newest letter of a case.") { number, format, url };
        show.SetAction(async (parsed, cancellation) =>
        {
            using var api = new ImrApi(RunningApp.AddressOf(parsed.GetValue(url)));
            return await ShowAsync(api, terminal, parsed.GetRequiredValue(number), parsed.GetRequiredValue(format), cancellation);
        });
        return new Command("letter", "Final Determination Letters.") { show, LetterParseCommand.Create(terminal) };
    }

    private static async Task<int> ShowAsync(ImrApi api, Terminal terminal, CaseNumber number, string format, CancellationToken cancellation)
    {
        var view = await api.CaseAsync(number, Token.Operator, cancellation);
        var letter = view.Letters?.MaxBy(letter => letter.Version)
            ?? throw new CliException(view.Outcome is { } outcome
                ? $"{number} ended as {outcome}, so there is no letter: see its timeline with 'imr watch {number}'."
                : $"{number} has no letter yet; it stands at {view.Stage}: follow it with 'imr watch {number}'.");

        var bytes = await api.GetBytesAsync(letter.AddressOf(format), Token.Operator, cancellation);
        terminal.Out.WriteLine(System.Text.Encoding.UTF8.GetString(bytes).TrimEnd());
        return 0;
    }
}
