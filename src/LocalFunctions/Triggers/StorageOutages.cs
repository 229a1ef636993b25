using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>What the listeners of all triggers notice of the storage they use, so that an outage is said once and not once for each of them.</summary>
internal sealed class StorageOutages(StorageConnections connections, ILogger<StorageOutages> logger)
{
    private readonly ConcurrentDictionary<string, StorageOutage> _storages = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A new observer of the storage of a setting. Settings that name one server share its outage.</summary>
    /// <exception cref="StartRefusedException">The setting is missing or not valid.</exception>
    public StorageObserver Observe(string connection)
    {
        var server = connections.Blobs(connection).Uri.Authority;
        // The network has its own time, whatever clock the app is given.
        return new StorageObserver(_storages.GetOrAdd(server, s => new StorageOutage(s, connection, TimeProvider.System, logger)));
    }
}
