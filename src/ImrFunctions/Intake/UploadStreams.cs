using Azure.Storage;

namespace ImrFunctions.Intake;

/// <summary>How large files go to storage: block by block, never as a whole in memory.</summary>
internal static class UploadStreams
{
    private const int BlockBytes = 4 * 1024 * 1024;

    /// <summary>At most two blocks are under way.</summary>
    public static StorageTransferOptions Transfer { get; } = new() { InitialTransferSize = BlockBytes, MaximumTransferSize = BlockBytes, MaximumConcurrency = 2 };
}

/// <summary>More bytes came than may come.</summary>
internal sealed class TooLargeException(long limit) : IOException("The upload is larger than it may be.")
{
    /// <summary>Bytes.</summary>
    public long Limit => limit;
}

/// <summary>A body that ends with an error as soon as it is longer than it may be: a sender need not say its length first.</summary>
internal sealed class BoundedStream(Stream inner, long limit) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Count(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int bytes)
    {
        _read += bytes;
        return _read > limit ? throw new TooLargeException(limit) : bytes;
    }
}
