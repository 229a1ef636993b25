using System.CommandLine;
using Imr.Cli.Documents;

namespace Imr.Cli.Letters;

/// <summary><c>imr letter parse FILE|DIR</c>: reads Final Determination Letters of any year into one model (docs/letters.md).</summary>
internal static class LetterParseCommand
{
    /// <summary>A letter has something that can't be read.</summary>
    private const int ExitProblems = 2;

    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("FILE|DIR") { Description = "A letter as text, HTML or PDF; or a directory of letters." };
        var json = new Option<bool>("--json") { Description = "Print JSON: one object for a file, one object a line for a directory." };
        var command = new Command("parse", "Read Final Determination Letters into items, decisions, guidelines and rationales; exit code 2 when something can't be read.") { path, json };
        command.SetAction((parsed, cancellation) => ParseAsync(terminal, parsed.GetRequiredValue(path), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> ParseAsync(Terminal terminal, string path, bool json, CancellationToken cancellation)
    {
        var files = LetterFiles.Of(path);
        var single = !Directory.Exists(path);
        var (withProblems, items) = (0, 0);
        var print = new LetterPrint(terminal);
        await using var documents = new DocumentReading(terminal);
        foreach (var file in files)
        {
            var reading = await LetterFiles.ReadAsync(documents, file, cancellation);
            if (json)
                terminal.Out.WriteLine(LetterReadingJson.Write(single ? null : Path.GetFileName(file), reading, indented: single));
            else
                print.Letter(Path.GetFileName(file), reading);
            withProblems += reading.Problems.Count > 0 ? 1 : 0;
            items += reading.Letter.Items.Count;
        }

        if (!json && !single)
            terminal.Out.WriteLine($"Letters: {files.Count}; items: {items}; letters with problems: {withProblems}.");
        return withProblems > 0 ? ExitProblems : 0;
    }
}
