using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Imr.Core.Serialization;

namespace Imr.Core.Cases;

/// <summary>SHA-256 of a document's or a letter's bytes, 64 lower-case hex digits: the identity of a record downstream of intake.</summary>
public sealed record ContentHash : IText<ContentHash>
{
    private ContentHash(string value) => Value = value;

    public string Value { get; }

    public static ContentHash Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <exception cref="FormatException">Not 64 lower-case hex digits.</exception>
    public static ContentHash Parse(string s, IFormatProvider? provider = null)
        => TryParse(s, provider, out var hash) ? hash : throw new FormatException("A content hash is 64 lower-case hex digits.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ContentHash result)
    {
        result = s is { Length: 64 } && s.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f')) ? new ContentHash(s) : null;
        return result is not null;
    }

    public override string ToString() => Value;
}
