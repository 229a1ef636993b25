using Imr.Core.Records;
using ImrFunctions.Intake.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imr.Cli.Documents;

/// <summary>The text of files as intake sees it, without a running app. What reads PDFs and pictures is installed and started when the first of them comes.</summary>
internal sealed class DocumentReading(Terminal terminal) : IAsyncDisposable
{
    private readonly string _root = SourceTree.Find();
    private ServiceProvider? _services;
    private bool _installed;

    /// <exception cref="CliException">The file can't be opened.</exception>
    public async Task<RecordText> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = new FileStream(Path.GetFullPath(path), FileMode.Open, FileAccess.Read, FileShare.Read);
            var hash = await HashAsync(file, cancellation);
            if (!_installed && await IsSlowAsync(file, path, cancellation))
                await InstallAsync(cancellation);
            _services ??= Services(new DocumentReaderInstall(_root).Folder);
            return await _services.GetRequiredService<RecordReader>().ReadAsync(file, Path.GetFileName(path), hash, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} can't be read ({e.Message.TrimEnd('.')}): name a file that exists.", e);
        }
    }

    public ValueTask DisposeAsync() => _services?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Without the reader the document is read as an app without it would: not at all.</summary>
    private async Task InstallAsync(CancellationToken cancellation)
    {
        _installed = true;
        try
        {
            await new DocumentReaderInstall(_root).EnsureAsync(cancellation);
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
}
