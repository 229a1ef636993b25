namespace Imr.Cli.Hosting;

/// <summary>The data of this machine: <c>.imr/</c> at the repository's root, not in git.</summary>
internal static class DataFolder
{
    public static string Path => System.IO.Path.Combine(SourceTree.Find(), ".imr");

    public static string ConnectionFile => System.IO.Path.Combine(Path, "connection.json");
}
