using System.Diagnostics;
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

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

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
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        // A copy or a restore of the directory may have opened it to others.
        if (!OperatingSystem.IsWindows() && File.Exists(path) && File.GetUnixFileMode(path) != OwnerOnly)
            File.SetUnixFileMode(path, OwnerOnly);
        using FileStream file = OpenAlone(path);
        // Nobody else has the file now. It is empty if it is new, or if whoever made it was killed before the key was in it.
        if (file.Length == 0)
            Fill(file);
        string value = new StreamReader(file, Encoding.ASCII).ReadToEnd().Trim();
        return value.Length == _characters && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? new SystemKey(value, path)
            : throw new InvalidDataException($"{path} does not hold a key");
    }

    /// <summary>Whether this is the key. Takes the same time for every wrong one.</summary>
    public bool Is(string? given) => given is not null && CryptographicOperations.FixedTimeEquals(Hash(given), _hash);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static void Fill(FileStream file)
    {
        file.Write(Encoding.ASCII.GetBytes(System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
        file.Flush(flushToDisk: true);
        file.Position = 0;
    }

    /// <summary>Opens or makes the file for this caller only; another start has it for a moment.</summary>
    private static FileStream OpenAlone(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException) when (File.Exists(path) && Stopwatch.GetElapsedTime(began) < _patience)
            {
                Thread.Sleep(5);
            }
        }
    }
}
