namespace Imr.Core.Records.Word;

/// <summary>A part unpacks to more than any document has.</summary>
internal sealed class BombException() : Exception("A part unpacks to more than any document has.");

/// <summary>What all parts of one document may unpack to.</summary>
internal sealed class UnpackBudget(long bytes)
{
    private long _left = bytes;

    public void Take(int count)
    {
        _left -= count;
        if (_left < 0)
            throw new BombException();
    }
}

/// <summary>
/// Reads an unpacked part of XML within a budget. A stretch of a megabyte without a <c>&gt;</c> ends it too: one tag of many attributes would be held in memory
/// as a whole, at twenty times its size.
/// </summary>
internal sealed class BoundedStream(Stream inner, UnpackBudget budget) : Stream
{
    private const int MaxStretch = 1024 * 1024;

    private int _stretch;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        budget.Take(read);
        var last = buffer[..read].LastIndexOf((byte)'>');
        _stretch = last < 0 ? _stretch + read : read - last;
        return _stretch > MaxStretch ? throw new BombException() : read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
