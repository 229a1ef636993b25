using System.Security.Cryptography;
using System.Text;

namespace LocalFunctions.Durable.Management;

/// <summary>
/// The key that every call of the management API needs: 32 random bytes, base64url. It lies in a file that only its owner can read; the file is made once.
/// </summary>
internal sealed class SystemKey
{
    public const string FileName = "durable-system-key";

    private const int Bytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // 32 bytes in base64url without padding.
    private static readonly int _characters = Convert.ToBase64String(new byte[Bytes]).TrimEnd('=').Length;

    private readonly byte[] _hash;

    private SystemKey(string value, string path)
    {
        Value = value;
        Path = path;
        _hash = Hash(value);
    }

    /// <summary>The key. Only URLs for its holder may carry it: no log, no console.</summary>
    public string Value { get; }

    /// <summary>The full path of the key's file.</summary>
    public string Path { get; }

    /// <summary>The key of a data directory; the first call makes it, also if several processes call at once.</summary>
    /// <exception cref="InvalidDataException">The file does not hold a key.</exception>
    /// <exception cref="IOException">The file cannot be made or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory belongs to somebody else.</exception>
    public static SystemKey Open(string dataDirectory)
    {
        string path = System.IO.Path.Combine(System.IO.Path.GetFullPath(dataDirectory), FileName);
        if (!File.Exists(path))
            Create(path);
        // A copy or a restore of the directory may have opened it to others.
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
            File.SetUnixFileMode(path, OwnerOnly);
        string value = File.ReadAllText(path).Trim();
        return value.Length == _characters && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? new SystemKey(value, path)
            : throw new InvalidDataException($"{path} does not hold a key");
    }

    /// <summary>Whether this is the key. Takes the same time for every wrong one.</summary>
    public bool Is(string? given) => given is not null && CryptographicOperations.FixedTimeEquals(Hash(given), _hash);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a whole new file beside it and then gives it the name, which succeeds for one process only: nobody ever reads half a key.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        string draft = $"{path}.{Guid.NewGuid():N}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using (FileStream file = new(draft, options))
            {
                file.Write(Encoding.ASCII.GetBytes(System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first: its key is the key.
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
