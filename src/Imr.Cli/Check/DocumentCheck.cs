using System.Globalization;
using System.Security.Cryptography;
using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Intake;
using CaseDocument = Imr.Cli.Cases.CaseDocument;

namespace Imr.Cli.Check;

/// <summary>Holds the documents of a directory against those that the application lists.</summary>
/// <param name="application">Null when it has problems: then the files alone are looked at.</param>
internal sealed class DocumentCheck(ImrApplication? application, IReadOnlyList<CaseDocument> files)
{
    private readonly List<ApplicationProblem> _problems = [];
    private readonly List<ApplicationProblem> _notes = [];
    private readonly List<CheckedDocument> _documents = [];

    public IReadOnlyList<ApplicationProblem> Problems => _problems;

    public IReadOnlyList<ApplicationProblem> Notes => _notes;

    public IReadOnlyList<CheckedDocument> Documents => _documents;

    /// <summary>Whether a document that is listed as the UR decision is here.</summary>
    public bool HasUrDecision => _documents.Any(d => d.Kind == DocumentKind.UrDecision);

    public void Run()
    {
        foreach (var file in files)
            Look(file);
        foreach (var twice in files.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            _problems.Add(new ApplicationProblem("documents/" + twice.Key, "stands there twice, in other upper and lower case", "names that differ"));
        var here = files.Select(f => f.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < (application?.Documents.Count ?? 0); i++)
        {
            if (!here.Contains(application!.Documents[i].Name))
                _problems.Add(new ApplicationProblem($"$.documents[{i}].name", "is not in the directory", "a file of this name in documents/", application.Documents[i].Name));
        }
    }

    private void Look(CaseDocument file)
    {
        var path = "documents/" + file.Name;
        var bytes = new FileInfo(file.Path).Length;
        var (index, listed) = Listed(file.Name);
        if (!ApplicationReader.IsDocumentName(file.Name))
            _problems.Add(new ApplicationProblem(path, "has a name that can't be uploaded", "a file directly in documents/, with a name of at most 200 characters"));
        if (bytes is 0 or > UploadFunctions.MaxDocumentBytes)
            _problems.Add(new ApplicationProblem(path, bytes == 0 ? "is empty" : "is too large", $"1 to {UploadFunctions.MaxDocumentBytes} bytes", bytes.ToString(CultureInfo.InvariantCulture)));
        if (listed is null && application is not null)
            _notes.Add(new ApplicationProblem(path, "is not listed in the application", "an element of $.documents that says its kind"));
        var hash = Hash(file.Path);
        if (listed?.Sha256 is { } expected && expected.Value != hash)
            _problems.Add(new ApplicationProblem($"$.documents[{index}].sha256", "is not the hash of the file", "the SHA-256 of the file, or leave the member out", expected.Value));
        var text = bytes is > 0 and <= RecordCopier.MaxTextBytes ? DocumentText.Read(File.ReadAllBytes(file.Path), file.Name) : null;
        if (bytes > RecordCopier.MaxTextBytes)
            _notes.Add(new ApplicationProblem(path, "is larger than what a machine reads", $"at most {RecordCopier.MaxTextBytes} bytes; a person reads it", bytes.ToString(CultureInfo.InvariantCulture)));
        else if (text is { EveryPageRead: false })
            _notes.Add(new ApplicationProblem(path, "has pages that no machine could read", "text; a person reads these pages"));
        _documents.Add(new CheckedDocument(file.Name, listed?.Kind, bytes, hash, text?.Pages.Count, text?.EveryPageRead));
    }

    private (int Index, ListedDocument? Document) Listed(string name)
    {
        for (var i = 0; i < (application?.Documents.Count ?? 0); i++)
        {
            if (string.Equals(application!.Documents[i].Name, name, StringComparison.OrdinalIgnoreCase))
                return (i, application.Documents[i]);
        }

        return (-1, null);
    }

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
