using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using Imr.Core.Serialization;

namespace ImrFunctions.Intake.Text.Reader;

/// <summary>
/// One process of the document reader. It takes one request at a time; whatever it says out of turn breaks it. It ends when its standard input closes, so it
/// never outlives the app, however the app ends.
/// </summary>
internal sealed class ReaderProcess : IDisposable
{
    /// <summary>A page of dense print is some 20 kB with its lines. Bytes.</summary>
    private const int MaxLineBytes = 16 * 1024 * 1024;

    private readonly Process _process;
    private readonly PipeReader _output;
    private bool _ready;
    private int _asked;

    private ReaderProcess(Process process)
    {
        _process = process;
        _output = PipeReader.Create(process.StandardOutput.BaseStream);
    }

    public int Id => _process.Id;

    /// <summary>Requests answered so far.</summary>
    public int Answered { get; private set; }

    public bool HasExited => _process.HasExited;

    /// <exception cref="ReaderBrokenException">It can't be started.</exception>
    public static ReaderProcess Start(ReaderInstallation installation, int megabytes)
    {
        var info = new ProcessStartInfo(installation.Node)
        {
            WorkingDirectory = Path.GetDirectoryName(installation.Script)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        info.ArgumentList.Add($"--max-old-space-size={megabytes}");
        info.ArgumentList.Add(installation.Script);
        // Nothing of our settings, which hold keys, and nothing that could change what node runs.
        var own = info.Environment.ToDictionary(e => e.Key, e => e.Value, StringComparer.OrdinalIgnoreCase);
        info.Environment.Clear();
        foreach (var name in (string[])["PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR"])
            if (own.TryGetValue(name, out var value))
                info.Environment[name] = value;
        info.Environment["DOCUMENT_READER_HEAP_MB"] = $"{megabytes}";
        try
        {
            var process = Process.Start(info) ?? throw new ReaderBrokenException("not started");
            // What it says there may tell of the document: nobody reads it.
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
            return new ReaderProcess(process);
        }
        catch (Win32Exception)
        {
            throw new ReaderBrokenException("not started");
        }
    }

    /// <summary>Asks and hands each page on as it comes.</summary>
    /// <returns>How the reader ended its answer: with <c>done</c> or <c>error</c>.</returns>
    /// <exception cref="ReaderBrokenException">It ended, or what it said is not an answer.</exception>
    /// <exception cref="OperationCanceledException">It was given up; it is killed.</exception>
    public async Task<ReaderAnswer> AskAsync(ReaderRequest request, Action<ReaderPage> page, CancellationToken cancellation)
    {
        await using var kill = cancellation.UnsafeRegister(static process => ((ReaderProcess)process!).Kill(), this);
        try
        {
            if (!_ready)
            {
                _ready = (await NextAsync()).Ready == true;
                if (!_ready)
                    throw new ReaderBrokenException("not ready");
            }

            var asked = request with { Id = $"{++_asked}" };
            await _process.StandardInput.WriteAsync(ImrJson.Write(asked) + "\n");
            await _process.StandardInput.FlushAsync(CancellationToken.None);
            while (true)
            {
                var answer = await NextAsync();
                if (answer.Id != asked.Id)
                    throw new ReaderBrokenException("an answer to another request");
                if (answer.Page is null)
                {
                    Answered++;
                    return answer.Done is not null || answer.Error is not null ? answer : throw new ReaderBrokenException("an empty answer");
                }

                page(answer.Page);
            }
        }
        catch (Exception e) when (e is ReaderBrokenException or IOException or ObjectDisposedException or InvalidOperationException && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (IOException)
        {
            throw new ReaderBrokenException("ended");
        }
    }

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended already, or is ending.
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private async Task<ReaderAnswer> NextAsync()
    {
        while (true)
        {
            var read = await _output.ReadAsync();
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var answer = Parse(read.Buffer.Slice(0, end));
                _output.AdvanceTo(read.Buffer.GetPosition(1, end));
                return answer;
            }

            if (read.IsCompleted)
                throw new ReaderBrokenException("ended");
            if (read.Buffer.Length > MaxLineBytes)
                throw new ReaderBrokenException("a line without end");
            _output.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static ReaderAnswer Parse(in ReadOnlySequence<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return JsonSerializer.Deserialize<ReaderAnswer>(ref reader, ImrJson.Options) ?? throw new ReaderBrokenException("null");
        }
        catch (JsonException)
        {
            throw new ReaderBrokenException("no JSON of the protocol");
        }
    }
}
