using System.CommandLine;
using System.Text.Json;
using Imr.Core.Records;
using Imr.Core.Serialization;

namespace Imr.Cli.Documents;

/// <summary><c>imr text FILE</c>: the text of a document as intake sees it. Needs no running app.</summary>
internal static class TextCommand
{
    /// <summary>Nothing of the document could be read.</summary>
    private const int NothingRead = 2;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A document: PDF, picture, Word, HTML or text." };
        var json = new Option<bool>("--json") { Description = "The text as it is stored, with how each page was read and where its lines stand." };
        var command = new Command("text", "Print the text of a document as intake sees it, pages apart by form feeds.") { file, json };
        command.SetAction((parsed, cancellation) => RunAsync(terminal, parsed.GetRequiredValue(file), parsed.GetValue(json), cancellation));
        return command;
    }

    internal static async Task<int> RunAsync(Terminal terminal, string path, bool json, CancellationToken cancellation)
    {
        await using var reading = new DocumentReading(terminal);
        var text = await reading.ReadAsync(path, cancellation);
        if (json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(text, ImrJson.Indented));
        else if (text.PagesRead > 0)
            terminal.Out.WriteLine(string.Join("\n\f", text.Pages.Select(p => p.Text)));
        foreach (var page in text.Pages.Where(p => !p.Readable || p.Uncertain || p.Note is not null))
            terminal.Error.WriteLine(NoteOf(page));
        if (text.Reason is { } reason)
            terminal.Error.WriteLine($"{Path.GetFileName(path)}: {reason}: {Sentence(reason)}");
        return text.PagesRead > 0 ? 0 : NothingRead;
    }

    private static string NoteOf(RecordPage page)
    {
        var confidence = page.Confidence is { } c ? $", confidence {c:0.00}" : "";
        return $"page {page.Number}: {page.Reading}{confidence}{(page.Note is null ? "" : $" ({page.Note})")}";
    }

    private static string Sentence(UnreadReason reason) => reason switch
    {
        UnreadReason.Encrypted => "it opens only with a password; ask for a copy without one.",
        UnreadReason.Damaged => "it is broken, or not what its name says.",
        UnreadReason.Truncated => "it ends before its end; perhaps a transfer broke off.",
        UnreadReason.Bomb => "it unpacks to more than any record has.",
        UnreadReason.TooLarge => "it is larger than what is read.",
        UnreadReason.TooManyPages => "it has more pages than are read.",
        UnreadReason.Unsupported => "nothing here reads this kind of file; convert it to PDF.",
        UnreadReason.NoText => "there is no text in it.",
        UnreadReason.Timeout => "it took longer than a document may (setting DocumentText__DocumentSeconds).",
        UnreadReason.ReaderMissing => "the document reader is not installed here.",
        UnreadReason.ReaderFailed => "the reader failed at it twice; try again.",
        _ => "no more is known.",
    };
}
