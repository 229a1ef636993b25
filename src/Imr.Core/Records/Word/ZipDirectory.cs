using System.Buffers.Binary;

namespace Imr.Core.Records.Word;

/// <summary>Looks at the end of a ZIP file before it is opened: opening reads its whole directory into memory, whatever the directory's size.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int MaxComment = 65_535;

    /// <summary>46 bytes an entry at least: some ten thousand parts. A Word document has some dozens.</summary>
    private const uint MaxBytes = 1024 * 1024;

    /// <returns>Null when the file may be opened.</returns>
    public static UnreadReason? Refusal(Stream zip)
    {
        var tail = new byte[(int)Math.Min(zip.Length, EndLength + MaxComment)];
        zip.Position = zip.Length - tail.Length;
        zip.ReadExactly(tail);
        zip.Position = 0;
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            if (!tail.AsSpan(at).StartsWith("PK\u0005\u0006"u8))
                continue;
            var size = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12));
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            // The one of more than 4 GB says 0xFFFFFFFF here.
            return size > MaxBytes ? UnreadReason.Bomb : (long)offset + size != zip.Length - tail.Length + at ? UnreadReason.Damaged : null;
        }

        return UnreadReason.Truncated;
    }
}
