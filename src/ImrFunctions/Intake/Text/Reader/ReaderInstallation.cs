namespace ImrFunctions.Intake.Text.Reader;

/// <summary>Where the document reader and node are on this machine.</summary>
/// <param name="Node">Full path.</param>
/// <param name="Script">Full path of its main file.</param>
internal sealed record ReaderInstallation(string Node, string Script)
{
    private const string Main = "main.mjs";

    /// <param name="searchPath">A PATH value.</param>
    /// <returns>Where it is, or what is missing.</returns>
    public static (ReaderInstallation? Found, string Missing) Find(DocumentTextOptions options, string? searchPath)
    {
        if (Folder(options.ReaderFolder) is not { } folder)
            return (null, "the document reader was not found (setting DocumentText:ReaderFolder)");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            return (null, $"its packages are not installed (run 'npm ci --ignore-scripts' in {folder})");
        return Program(options.Node, searchPath) is { } node
            ? (new ReaderInstallation(node, Path.Combine(folder, Main)), "")
            : (null, "node was not found on the PATH (install Node.js 20 or newer, or name it by the setting DocumentText:Node)");
    }

    private static string? Folder(string? named)
    {
        if (named is { Length: > 0 })
            return File.Exists(Path.Combine(named, Main)) ? Path.GetFullPath(named) : null;
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var folder = Path.Combine(directory.FullName, "tools", "document-reader");
            if (File.Exists(Path.Combine(folder, Main)))
                return folder;
        }

        return null;
    }

    private static string? Program(string name, string? searchPath)
    {
        if (Path.IsPathRooted(name))
            return File.Exists(name) ? name : null;
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (from directory in (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                from ending in endings
                select Path.Combine(directory, name + ending)).FirstOrDefault(File.Exists);
    }
}
