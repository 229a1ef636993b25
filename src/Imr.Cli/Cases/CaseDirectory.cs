using System.Text.Json;
using Imr.Core.Cases;

namespace Imr.Cli.Cases;

/// <summary>
/// A case as a user holds it on disk: <c>application.json</c>, and the documents in <c>documents/</c> or, without such a folder, beside it.
/// The application is checked by the app, or before by <c>imr check</c>; here only its case number is read.
/// </summary>
internal sealed record CaseDirectory(string Path, CaseNumber CaseNumber, IReadOnlyList<CaseDocument> Documents)
{
    internal const string ApplicationName = "application.json";

    public string Name => System.IO.Path.GetFileName(Path);

    public string Application => System.IO.Path.Combine(Path, ApplicationName);

    /// <exception cref="CliException">No such directory, no application in it, or one without a case number.</exception>
    public static CaseDirectory Open(string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (!Directory.Exists(full))
            throw new CliException($"{path} is not a directory: name the directory that holds the case's {ApplicationName}.");

        var application = System.IO.Path.Combine(full, ApplicationName);
        if (!File.Exists(application))
            throw new CliException($"{path} holds no {ApplicationName}: add the application to it, or name another directory.");

        return new CaseDirectory(full, ReadNumber(application), DocumentsOf(full));
    }

    /// <summary>All cases below a directory, in order of their folders' names.</summary>
    public static IReadOnlyList<CaseDirectory> OpenAll(string parent)
        => Directory.Exists(parent)
            ? [.. Directory.GetDirectories(parent).Where(d => File.Exists(System.IO.Path.Combine(d, ApplicationName))).Order(StringComparer.Ordinal).Select(Open)]
            : [];

    private static CaseNumber ReadNumber(string application)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(application));
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("caseNumber", out var value)
                && value.ValueKind == JsonValueKind.String
                && CaseNumber.TryParse(value.GetString(), null, out var number))
                return number;
        }
        catch (JsonException e)
        {
            throw new CliException($"{application} is not JSON (line {e.LineNumber + 1}): correct it.", e);
        }

        throw new CliException($"{application} has no valid caseNumber: give it one of the form CM26-0000123.");
    }

    /// <summary>The documents in <c>documents/</c> or, without such a folder, beside the application, by name.</summary>
    internal static IReadOnlyList<CaseDocument> DocumentsOf(string directory)
    {
        var folder = System.IO.Path.Combine(directory, "documents");
        var root = Directory.Exists(folder) ? folder : directory;
        return [.. from file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                   let name = System.IO.Path.GetRelativePath(root, file).Replace('\\', '/')
                   where name != ApplicationName && !name.StartsWith('.')
                   orderby name
                   select new CaseDocument(name, file)];
    }
}

/// <param name="Name">As <c>application.json</c> lists it.</param>
internal sealed record CaseDocument(string Name, string Path)
{
    public string ContentType => System.IO.Path.GetExtension(Name).ToLowerInvariant() switch
    {
        ".pdf" => "application/pdf",
        ".txt" => "text/plain; charset=utf-8",
        ".html" => "text/html; charset=utf-8",
        ".json" => "application/json",
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".tif" or ".tiff" => "image/tiff",
        ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/octet-stream",
    };
}
