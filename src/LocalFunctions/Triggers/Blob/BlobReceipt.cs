using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LocalFunctions.Hosting;

/// <summary>How far a function has come with one version of a blob.</summary>
/// <param name="ETag">The version, without quotes.</param>
/// <param name="Tries">Tries begun so far; 0 once the version is done with.</param>
internal sealed record BlobReceipt(string ETag, int Tries)
{
    /// <summary>The longest pause between two tries.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    public bool IsDone => Tries == 0;

    /// <summary>No try before this instant. Not stored: after a restart the next try comes at once.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>Whether the next try has to wait. A pause longer than any is none: the clock was set back since.</summary>
    public bool Waits(DateTimeOffset now) => NotBefore > now && NotBefore - now <= LongestPause;

    /// <summary>The number of the look that last listed the blob. Not stored.</summary>
    public long Look { get; set; }

    /// <summary>Stands for a blob's name, which can be somebody's data, in receipts and logs: the first half of a SHA-256.</summary>
    public static UInt128 KeyOf(string container, string blob)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{container}/{blob}"), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    public static string Text(UInt128 key) => key.ToString("x32", CultureInfo.InvariantCulture);

    public string ToLine(UInt128 key) => string.Create(CultureInfo.InvariantCulture, $"{Text(key)} {Tries} {ETag}\n");

    /// <summary>What <see cref="ToLine"/> wrote; null if the line is something else.</summary>
    public static (UInt128 Key, BlobReceipt Receipt)? Read(string line) => line.Split(' ') is [var key, var tries, var etag]
        && UInt128.TryParse(key, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(tries, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? (number, new BlobReceipt(etag, count))
        : null;
}
