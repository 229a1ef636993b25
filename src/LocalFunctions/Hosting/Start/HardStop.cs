using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LocalFunctions.Hosting;

/// <summary>
/// A second SIGTERM while the app stops ends the process at once: as safe as any crash, since the hub holds everything that counts. Signals within half a second are one
/// request: <c>timeout</c> sends each twice, to its command and to the group.
/// </summary>
internal sealed class HardStop : IDisposable
{
    private const int Terminated = 128 + 15;
    private static readonly TimeSpan OneRequest = TimeSpan.FromMilliseconds(500);

    private readonly PosixSignalRegistration _registration;
    private long _first;

    public HardStop()
    {
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ =>
        {
            var first = Interlocked.CompareExchange(ref _first, Stopwatch.GetTimestamp(), 0);
            if (first != 0 && Stopwatch.GetElapsedTime(first) > OneRequest) Environment.Exit(Terminated);
        });
    }

    public void Dispose() => _registration.Dispose();
}
