using Microsoft.Extensions.Caching.Memory;

namespace ImrFunctions.Cases.Storage;

/// <summary>
/// What was read or written lately and never changes: blobs that are named by their hash or written create-only, and facts. At most 64 MiB; an entry goes ten
/// minutes after its last use. Only a saving: another instance of the app reads the storage.
/// </summary>
public sealed class ImmutableCache : IDisposable
{
    private const long MaxBytes = 64L * 1024 * 1024;

    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _entries = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    /// <returns>Null when it is not kept: read the storage.</returns>
    public T? Find<T>(string key)
        where T : class
        => _entries.TryGetValue((typeof(T), key), out T? value) ? value : null;

    /// <param name="key">Unique for its type; names the case, unless the value is the same for all cases.</param>
    /// <param name="bytes">About how large the stored form is.</param>
    /// <returns>The value.</returns>
    public T Keep<T>(string key, T value, long bytes)
        where T : class
        => _entries.Set((typeof(T), key), value, new MemoryCacheEntryOptions { Size = bytes, SlidingExpiration = Unused });

    /// <summary>Forgets everything: from then on storage is seen as another instance of the app sees it.</summary>
    internal void Clear() => _entries.Clear();

    public void Dispose() => _entries.Dispose();
}
