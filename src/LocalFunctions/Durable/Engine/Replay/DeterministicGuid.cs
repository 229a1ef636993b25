using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>RFC 4122 version 5 UUIDs of instance id, time and counter, in the name space that Durable Task uses.</summary>
internal static class DeterministicGuid
{
    private static readonly Guid _nameSpace = Guid.Parse("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Create(string instanceId, DateTime time, int counter)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{time:o}_{counter}");
        byte[] data = [.. _nameSpace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
#pragma warning disable CA5350 // version 5 UUIDs are defined by SHA-1; nothing secret depends on it
        Span<byte> id = SHA1.HashData(data).AsSpan(0, 16);
#pragma warning restore CA5350
        id[6] = (byte)((id[6] & 0x0F) | 0x50);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
