using System.CommandLine;
using System.Text.Json;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Intake.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

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
        var text = await ReadAsync(terminal, path, cancellation);
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

    private static async Task<RecordText> ReadAsync(Terminal terminal, string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = new FileStream(Path.GetFullPath(path), FileMode.Open, FileAccess.Read, FileShare.Read);
            var hash = await HashAsync(file, cancellation);
            var root = SourceTree.Find();
            if (await IsSlowAsync(file, path, cancellation))
                await InstallAsync(terminal, root, cancellation);
            await using var services = Services(new DocumentReaderInstall(root).Folder);
            return await services.GetRequiredService<RecordReader>().ReadAsync(file, Path.GetFileName(path), hash, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} can't be read ({e.Message.TrimEnd('.')}): name a file that exists.", e);
        }
    }

    /// <summary>Without the reader the document is read as an app without it would: not at all.</summary>
    private static async Task InstallAsync(Terminal terminal, string root, CancellationToken cancellation)
    {
        try
        {
            await new DocumentReaderInstall(root).EnsureAsync(cancellation);
        }
        catch (CliException e)
        {
            terminal.Error.WriteLine(e.Message);
        }
    }

    /// <summary>The app's settings of the environment hold here too (<c>DocumentText__…</c>).</summary>
    private static ServiceProvider Services(string readerFolder)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["DocumentText:ReaderFolder"] = readerFolder })
            .AddEnvironmentVariables()
            .Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddDocumentText(configuration)
            .BuildServiceProvider();
    }

    private static async Task<Imr.Core.Cases.ContentHash> HashAsync(FileStream file, CancellationToken cancellation)
        => Imr.Core.Cases.ContentHash.Parse(Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(file, cancellation)));

    private static async Task<bool> IsSlowAsync(FileStream file, string path, CancellationToken cancellation)
    {
        var head = new byte[FileKinds.HeadBytes];
        file.Position = 0;
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        return RecordReader.IsSlow(head.AsSpan(0, read), path);
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
