using System.Text;
using Imr.Cli.Processes;

namespace Imr.Cli.Letters;

/// <summary>The text of a PDF, by the document reader of this machine (<c>tools/document-reader</c>).</summary>
internal static class LetterPdf
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    /// <returns>Pages parted by form feeds; or, when the file can't be read, the reader's code for why, such as <c>encrypted</c>.</returns>
    /// <exception cref="CliException">The reader is not installed, or does not end.</exception>
    public static async Task<(string? Text, string? Reason)> TextAsync(string file, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var (node, script) = Reader();
        await using var reader = ChildProcess.Start(new ChildProcessStart(node, [script, "text", Path.GetFullPath(file)]), line => text.Append(line).Append('\n'));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_limit);
        try
        {
            var exitCode = await reader.Exited.WaitAsync(limit.Token);
            return exitCode == 0 ? (text.ToString(), null) : (null, Code(reader.LastLines is [.., var last] ? last : null));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CliException($"{file} was not read within {s_limit.TotalMinutes:0} minutes: give its text as a .txt file.");
        }
    }

    private static (string Node, string Script) Reader()
    {
        var folder = Path.Combine(SourceTree.Find(), "tools", "document-reader");
        var script = Path.Combine(folder, "main.mjs");
        if (!File.Exists(script) || !Directory.Exists(Path.Combine(folder, "node_modules")))
            throw new CliException($"PDFs are read by the document reader, which is not installed: run 'npm ci --ignore-scripts' in {folder}.");
        return (Executables.Find("node") ?? throw new CliException("node was not found on the PATH, and the document reader needs it: install Node.js 20 or newer from https://nodejs.org."), script);
    }

    // The reader says "code: details"; the details may quote the file.
    private static string Code(string? line)
        => line?.Split(':', 2)[0] is { Length: > 0 and < 40 } code && code.All(char.IsAsciiLetter) ? code : "unknown";
}
