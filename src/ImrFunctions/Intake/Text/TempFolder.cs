namespace ImrFunctions.Intake.Text;

/// <summary>
/// This app's folder for documents while they are read: only its own user may look in, names say nothing, and a file goes when it is closed. What an app that
/// was killed left behind goes with the next start.
/// </summary>
public sealed class TempFolder : IDisposable
{
    private const string Prefix = "imr-text-";

    private readonly string _path;
    private readonly FileStream _lock;
    private long _files;

    public TempFolder()
    {
        DeleteLeftBehind();
        _path = Directory.CreateTempSubdirectory(Prefix).FullName;
        _lock = Lock(_path);
    }

    /// <summary>An empty file to write and read; it is deleted when it is closed.</summary>
    public FileStream Create()
        => new(Path.Combine(_path, $"{Interlocked.Increment(ref _files)}"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            // The reader opens it meanwhile.
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });

    public void Dispose()
    {
        _lock.Dispose();
        Delete(_path);
    }

    private static FileStream Lock(string folder) => new(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static void DeleteLeftBehind()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                // Held by the app as long as it runs.
                using (Lock(folder))
                {
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            Delete(folder);
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another app cleans up at the same time, or a file is still open: the next start finds it.
        }
    }
}
