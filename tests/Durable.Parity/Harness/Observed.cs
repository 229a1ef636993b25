using System.Collections.Concurrent;

namespace Durable.Parity.Harness;

/// <summary>What orchestrators and activities have done, under a key that their test knows. They run in the tests' process.</summary>
public static class Observed
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _seen = new(StringComparer.Ordinal);

    /// <returns>How much has been noted under the key, this one included.</returns>
    public static int Add(string key, string what)
    {
        ConcurrentQueue<string> seen = _seen.GetOrAdd(key, _ => new ConcurrentQueue<string>());
        seen.Enqueue(what);
        return seen.Count;
    }

    public static IReadOnlyList<string> Of(string key) => _seen.TryGetValue(key, out ConcurrentQueue<string>? seen) ? [.. seen] : [];
}
