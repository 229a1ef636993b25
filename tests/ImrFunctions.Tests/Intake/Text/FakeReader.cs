using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Testing;
using ImrFunctions.Intake.Text;
using ImrFunctions.Intake.Text.Reader;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Tests.Intake.Text;

/// <summary>
/// A document reader that does as the document says, line by line, in a real process of node: <c>page TEXT</c>, <c>hang</c>, <c>say LINE</c>, <c>flood</c>,
/// <c>die</c>, <c>dieOnce</c>, <c>hangOnce</c>, <c>note</c>, <c>meet FILE OTHER</c> (writes a file and waits for another), <c>error CODE</c>, <c>pid</c>.
/// </summary>
internal sealed class FakeReader : IDisposable
{
    private const string Script = """
        import fs from 'node:fs';
        import readline from 'node:readline';
        const say = (o) => process.stdout.write(JSON.stringify(o) + '\n');
        const turn = () => new Promise((r) => setTimeout(r, 5));
        say({ ready: true });
        for await (const line of readline.createInterface({ input: process.stdin })) {
          const { id, op, path, from = 1, ocr } = JSON.parse(line);
          let number = 0;
          let done = { done: {} };
          for (const order of fs.readFileSync(path, 'utf8').split('\n').filter((l) => l !== '' && !l.startsWith('%PDF'))) {
            const [verb, ...rest] = order.split(' ');
            const text = rest.join(' ');
            const page = (reading, t) => { if (++number >= from) say({ id, page: { number, width: 612, height: 792, reading, confidence: null, text: t, lines: [{ text: t, x: 72, y: 72, w: 100, h: 12, block: 0 }] } }); };
            if (verb === 'page') page('text', text);
            else if (verb === 'pid') page('text', `pid ${process.pid}`);
            else if (verb === 'scan' && ocr === 'never') page('unread', '');
            else if (verb === 'scan') { if (++number >= from) for (;;) await turn(); }
            else if (verb === 'hang') for (;;) await turn();
            else if (verb === 'say') process.stdout.write(text + '\n');
            else if (verb === 'flood') { for (let i = 0; i < 40; i++) { process.stdout.write('x'.repeat(1 << 20)); await turn(); } }
            else if (verb === 'die') process.kill(process.pid, 'SIGKILL');
            else if (verb === 'dieOnce') { if (!fs.existsSync(text)) { fs.writeFileSync(text, ''); process.kill(process.pid, 'SIGKILL'); } }
            else if (verb === 'hangOnce') { if (!fs.existsSync(text)) { fs.writeFileSync(text, ''); for (;;) await turn(); } }
            else if (verb === 'note') { if (++number >= from) say({ id, page: { number, width: 612, height: 792, reading: 'text', confidence: null, text: 'words', lines: [], note: text } }); }
            else if (verb === 'meet') { const [mine, other] = text.split(' '); fs.writeFileSync(mine, ''); while (!fs.existsSync(other)) await turn(); }
            else if (verb === 'env') page('text', Object.keys(process.env).sort().join(' '));
            else if (verb === 'error') done = { error: { code: text } };
          }
          say({ id, ...(done.error ? done : { done: { pages: number, features: [op], producer: 'fake' } }) });
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("imr-fake-reader-").FullName;
    private int _files;

    private FakeReader(string node, DocumentTextOptions options)
    {
        File.WriteAllText(Path.Combine(_folder, "main.mjs"), Script);
        Directory.CreateDirectory(Path.Combine(_folder, "node_modules"));
        (options.Node, options.ReaderFolder) = (node, _folder);
        var settings = Options.Create(options);
        Pool = new ReaderPool(settings, new ConfigurationBuilder().Build(), NullLogger<ReaderPool>.Instance);
        Extractor = new DocumentReaderExtractor(Pool, settings, NullLogger<DocumentReaderExtractor>.Instance);
    }

    public ReaderPool Pool { get; }

    public DocumentReaderExtractor Extractor { get; }

    public string Marker => Path.Combine(_folder, $"marker{++_files}");

    public static async Task<FakeReader> StartAsync(DocumentTextOptions? options = null)
        => new((await DocumentReaderForTests.EnsureAsync()).Node, options ?? new DocumentTextOptions { DocumentSeconds = 60 });

    public Task<RecordText> ReadAsync(params string[] orders) => ReadAsync(default, orders);

    public async Task<RecordText> ReadAsync(CancellationToken cancellation, params string[] orders)
    {
        var path = Path.Combine(_folder, $"document{Interlocked.Increment(ref _files)}");
        await File.WriteAllTextAsync(path, string.Join('\n', orders), CancellationToken.None);
        return await Extractor.ReadAsync(new DocumentFile(path, ContentHash.Of("x"u8), FileKind.Pdf), cancellation);
    }

    public void Dispose()
    {
        Pool.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
