using System.Runtime.InteropServices;

namespace LocalFunctions.Hosting;

/// <summary>A second SIGTERM while the app stops ends the process at once: as safe as any crash, since the hub holds everything that counts.</summary>
internal sealed class HardStop : IDisposable
{
    private const int Terminated = 128 + 15;

    private readonly PosixSignalRegistration _registration;
    private int _signals;

    public HardStop()
    {
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ =>
        {
            if (Interlocked.Increment(ref _signals) > 1) Environment.Exit(Terminated);
        });
    }

    public void Dispose() => _registration.Dispose();
}
