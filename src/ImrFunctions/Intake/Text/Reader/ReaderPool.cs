using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Intake.Text.Reader;

/// <summary>
/// The processes of the document reader: started when a document needs one, kept for the next, so many at once as the setting says. One document has a place
/// until it is read; whoever finds no place free waits.
/// </summary>
public sealed class ReaderPool : IDisposable
{
    /// <summary>A process that has answered so often is replaced: what its libraries leak goes with it.</summary>
    private const int MaxAnswers = 500;

    private readonly ConcurrentStack<ReaderProcess> _idle = new();
    private readonly ConcurrentDictionary<ReaderProcess, bool> _all = new();
    private readonly SemaphoreSlim _places;
    private readonly DocumentTextOptions _options;
    private readonly ReaderInstallation? _installation;
    private volatile bool _disposed;

    public ReaderPool(IOptions<DocumentTextOptions> options, IConfiguration configuration, ILogger<ReaderPool> logger)
    {
        _options = options.Value;
        _places = new SemaphoreSlim(_options.Processes);
        (_installation, var missing) = ReaderInstallation.Find(_options, configuration["PATH"]);
        if (_installation is null)
            logger.LogWarning("PDFs and pictures are not read: {Missing}. They count as unread with the reason ReaderMissing.", missing);
    }

    /// <summary>False: nothing can be read here.</summary>
    public bool IsInstalled => _installation is not null;

    /// <summary>Processes that run now.</summary>
    internal IReadOnlyList<int> ProcessIds => [.. _all.Keys.Where(p => !p.HasExited).Select(p => p.Id)];

    /// <summary>Waits for a place. Dispose what is returned.</summary>
    internal async Task<ReaderPlace> TakeAsync(CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        return new ReaderPlace(this);
    }

    public void Dispose()
    {
        _disposed = true;
        foreach (var process in _all.Keys)
            End(process);
        _places.Dispose();
    }

    internal ReaderProcess Process()
    {
        while (_idle.TryPop(out var idle))
        {
            if (!idle.HasExited)
                return idle;
            End(idle);
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
        var started = ReaderProcess.Start(_installation ?? throw new InvalidOperationException("The document reader is not installed."), _options.ProcessMegabytes);
        _all[started] = true;
        return started;
    }

    internal void Keep(ReaderProcess process)
    {
        if (_disposed || process.HasExited || process.Answered >= MaxAnswers)
            End(process);
        else
            _idle.Push(process);
    }

    internal void End(ReaderProcess process)
    {
        _all.TryRemove(process, out _);
        process.Dispose();
    }

    internal void Free()
    {
        if (!_disposed)
            _places.Release();
    }
}

/// <summary>A document's place in the pool, with the process that reads it; another one after that one broke.</summary>
internal sealed class ReaderPlace(ReaderPool pool) : IDisposable
{
    /// <inheritdoc cref="ReaderProcess.AskAsync"/>
    public async Task<ReaderAnswer> AskAsync(ReaderRequest request, Action<ReaderPage> page, CancellationToken cancellation)
    {
        var process = pool.Process();
        var whole = false;
        try
        {
            var answer = await process.AskAsync(request, page, cancellation);
            whole = true;
            return answer;
        }
        finally
        {
            if (whole)
                pool.Keep(process);
            else
                pool.End(process);
        }
    }

    public void Dispose() => pool.Free();
}
