using Imr.Testing;

namespace ImrFunctions.Tests.Hosting;

/// <param name="Folder">Below the project's folder, with slashes; empty at its root.</param>
/// <param name="Code">Lines that are not comments.</param>
internal sealed record SourceFile(string Path, string Folder, IReadOnlyList<string> Code)
{
    public static IReadOnlyList<SourceFile> Of(string project)
    {
        var root = RepoRoot.Combine("src", project);
        return
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(f => (File: f, Relative: System.IO.Path.GetRelativePath(root, f).Replace('\\', '/')))
                .Where(f => !f.Relative.StartsWith("obj/", StringComparison.Ordinal) && !f.Relative.StartsWith("bin/", StringComparison.Ordinal))
                .Select(f => new SourceFile(
                    f.Relative,
                    f.Relative.Contains('/') ? f.Relative[..f.Relative.LastIndexOf('/')] : "",
                    [.. File.ReadLines(f.File).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal))])),
        ];
    }
}
