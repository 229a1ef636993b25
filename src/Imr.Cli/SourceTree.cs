namespace Imr.Cli;

/// <summary>The checked-out repository: the folder of <c>ImrFunctions.sln</c>.</summary>
public static class SourceTree
{
    private const string Marker = "ImrFunctions.sln";

    /// <summary>Walks up from the program's folder, then from the current directory.</summary>
    /// <exception cref="CliException">Neither lies in the repository.</exception>
    public static string Find() => Find(AppContext.BaseDirectory, Environment.CurrentDirectory);

    internal static string Find(params string[] startingPoints)
        => startingPoints.Select(Above).FirstOrDefault(root => root is not null)
            ?? throw new CliException($"{Marker} was not found above the program or the current directory: run the command inside the repository.");

    private static string? Above(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, Marker)))
                return directory.FullName;

        return null;
    }
}
