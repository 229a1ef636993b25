namespace Imr.Cli.Processes;

/// <summary>A lock between processes: an open file that nobody else may open. A killed holder lets go of it.</summary>
internal static class InstallLock
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(50);

    /// <exception cref="CliException">Somebody else held it for six minutes.</exception>
    public static async Task<IDisposable> TakeAsync(string path, string what, CancellationToken cancellation)
    {
        var end = Environment.TickCount64 + (long)s_limit.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Environment.TickCount64 < end)
            {
                await Task.Delay(s_retry, cancellation);
            }
            catch (IOException e)
            {
                throw new CliException($"Another process has been installing {what} for {s_limit.TotalMinutes} minutes: end it, or delete {path}.", e);
            }
        }
    }
}
