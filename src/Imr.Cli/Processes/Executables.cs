namespace Imr.Cli.Processes;

/// <summary>Finds programs the way a shell does, so that a missing one can be named before it is started.</summary>
internal static class Executables
{
    /// <param name="searchPath">A PATH value; null takes the environment's.</param>
    /// <returns>The full path, or null when no directory of the path holds the program.</returns>
    public static string? Find(string name, string? searchPath = null)
    {
        var directories = (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var candidates = from directory in directories
                         from extension in Extensions
                         select Path.Combine(directory, name + extension);
        return candidates.FirstOrDefault(File.Exists);
    }

    // npm is npm.cmd on Windows, where a file without extension of the same name is a shell script.
    private static string[] Extensions => OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
}
