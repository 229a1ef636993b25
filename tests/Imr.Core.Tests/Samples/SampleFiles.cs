using System.Text.Json;
using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Core.Eligibility;
using Imr.Core.Records;
using Imr.Core.Serialization;

namespace Imr.Core.Tests.Samples;

/// <summary>The invented cases below <c>samples/</c>, as the demo uses them.</summary>
internal static class SampleFiles
{
    public const string A = "CM26-0000101";
    public const string B = "CM26-0000102";
    public const string C = "CM26-0000103";
    public const string D = "CM26-0000104";

    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory)).FullName;

    public static string CaseFolder(string caseNumber) => Path.Combine(Root, "samples", "cases", caseNumber);

    public static ImrApplication Application(string caseNumber)
        => ImrJson.Read<ImrApplication>(File.ReadAllText(Path.Combine(CaseFolder(caseNumber), "application.json")));

    public static IReadOnlyList<CaseDocument> Documents(string caseNumber)
        => [.. Application(caseNumber).Documents.Select(d => new CaseDocument(
            ContentHash.Of(File.ReadAllBytes(Path.Combine(CaseFolder(caseNumber), "documents", d.Name))), d.Kind, d.Name, DateTimeOffset.UnixEpoch, Read(caseNumber, d.Name).Pages.Count, true))];

    /// <summary>The records as the app reads them: text and HTML here, PDFs as the document reader read them (<c>Samples/read</c>; its tests hold them against the PDFs).</summary>
    public static RecordSet Records(string caseNumber, bool complete = true)
        => new([.. Documents(caseNumber).Select(d => new RecordSetEntry(d, Read(caseNumber, d.Name)))], complete);

    private static RecordText Read(string caseNumber, string name)
        => name.EndsWith(".pdf", StringComparison.Ordinal)
            ? ImrJson.Read<RecordText>(File.ReadAllBytes(Path.Combine(Root, "tests", "Imr.Core.Tests", "Samples", "read", Path.ChangeExtension(name, ".json"))))
            : DocumentText.Read(File.ReadAllBytes(Path.Combine(CaseFolder(caseNumber), "documents", name)), name);

    /// <summary>The hash of the records in tests: any one will do, as long as the determination names the same.</summary>
    public static ContentHash RecordsHash(string caseNumber) => ContentHash.Of(ImrJson.WriteBytes(Documents(caseNumber)));

    public static PlayScript Script(string caseNumber)
        => JsonSerializer.Deserialize<PlayScript>(File.ReadAllText(Path.Combine(Root, "samples", "play", caseNumber + ".json")), ImrJson.Options)!;

    /// <summary>What the app makes of the n-th determination of the script.</summary>
    public static Determination Determination(string caseNumber, int index)
    {
        var said = Script(caseNumber).Determinations[index];
        return new Determination(1, "REV-0001", said.ClinicalCaseSummary, said.Items, RecordsHash(caseNumber), said.SignedName);
    }

    public static QualityInput Quality(string caseNumber, int determination, string? modality)
    {
        var application = Application(caseNumber);
        return new QualityInput(
            application,
            Determination(caseNumber, determination),
            [.. application.DisputedItems.Select(i => new ItemTreatment(i.Id, i.BodyRegion, modality))],
            Documents(caseNumber),
            RecordsHash(caseNumber),
            [.. application.DisputedItems.Select(i => i.Id)],
            ["Rosalind Achterberg"]);
    }

    private static DirectoryInfo FindRoot(DirectoryInfo? folder)
        => folder is null ? throw new DirectoryNotFoundException("ImrFunctions.sln is in no parent folder.")
            : File.Exists(Path.Combine(folder.FullName, "ImrFunctions.sln")) ? folder : FindRoot(folder.Parent);
}

internal sealed record PlayScript(PlayProvisional? Provisional, IReadOnlyList<PlayDetermination> Determinations, PlayFinding AdFinding);

internal sealed record PlayProvisional(IReadOnlyList<ProvisionalItem> Items);

internal sealed record PlayDetermination(string ClinicalCaseSummary, IReadOnlyList<DeterminedItem> Items, string SignedName);

internal sealed record PlayFinding(EligibilityOutcome Outcome, IReadOnlyList<string> ReasonCodes, string Note);
