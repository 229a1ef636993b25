using System.Globalization;
using System.Text;
using System.Text.Json;
using Imr.Core.Cases;

namespace Imr.Core.Operations;

/// <summary>
/// Reads an import: a JSON array of cases, or one JSON object a line. Every problem of every entry is listed, by its path; nothing of what was found is quoted
/// that could be about a person.
/// </summary>
public static class ImportReader
{
    /// <summary>Cases of one import. More are imported in several.</summary>
    public const int MaxCases = 100;

    private const int MaxDepth = 40;
    private const string Instant = "an instant such as 2026-03-02T17:05:00Z, between 2013 and 2100";

    private static readonly ReviewStage[] Stages = [ReviewStage.RecordsRequested, ReviewStage.ReviewerAssignment, ReviewStage.ClinicalReview];

    /// <summary>Never throws: a file that is no import is one entry with the problem.</summary>
    /// <param name="utf8">With or without a byte order mark.</param>
    public static IReadOnlyList<ImportEntry> Read(byte[] utf8)
    {
        var problems = new List<ApplicationProblem>();
        var elements = Elements(utf8, problems);
        if (problems.Count == 0 && elements.Count is 0 or > MaxCases)
            problems.Add(new ApplicationProblem("$", $"has {elements.Count} cases", $"1 to {MaxCases}"));
        if (problems.Count > 0)
            return [new ImportEntry(0, null, null, problems)];
        List<ImportEntry> entries = [.. elements.Select((e, n) => Entry(e, n))];
        // The first of two stands for both: the second would only find it there.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. entries.Select(e => e.CaseNumber is null || seen.Add(e.CaseNumber.Value)
                ? e
                : e with { Case = null, Problems = [.. e.Problems, new ApplicationProblem($"$[{e.Index}].caseNumber", "stands twice in this import", "each case once")] }),
        ];
    }

    private static List<JsonElement> Elements(byte[] utf8, List<ApplicationProblem> problems)
    {
        var text = utf8.AsSpan();
        if (text.StartsWith(Encoding.UTF8.Preamble))
            text = text[Encoding.UTF8.Preamble.Length..];
        text = text.Trim(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            problems.Add(new ApplicationProblem("$", "is empty", "a JSON array of cases, or one JSON object a line"));
            return [];
        }

        return text[0] == (byte)'[' ? OfArray(text, problems) : OfLines(text, problems);
    }

    private static List<JsonElement> OfArray(ReadOnlySpan<byte> text, List<ApplicationProblem> problems)
        => Parse(text, "$", problems) is { } root ? [.. root.EnumerateArray()] : [];

    private static List<JsonElement> OfLines(ReadOnlySpan<byte> text, List<ApplicationProblem> problems)
    {
        var elements = new List<JsonElement>();
        var line = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            line++;
            var one = text[range].Trim(" \t\r"u8);
            if (!one.IsEmpty && Parse(one, $"line {line}", problems) is { } element)
                elements.Add(element);
        }

        return elements;
    }

    private static JsonElement? Parse(ReadOnlySpan<byte> text, string path, List<ApplicationProblem> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(text.ToArray(), new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return document.RootElement.Clone();
        }
        catch (JsonException fault)
        {
            problems.Add(new ApplicationProblem(path, $"is not JSON: the first fault is in line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}", "a JSON array of cases, or one JSON object a line"));
            return null;
        }
    }

    private static ImportEntry Entry(JsonElement element, int index)
    {
        var path = $"$[{index}]";
        if (element.ValueKind != JsonValueKind.Object)
            return new ImportEntry(index, null, null, [new ApplicationProblem(path, "is not an object", "one case")]);
        var problems = new List<ApplicationProblem>();
        var form = new JsonFields(element, path, problems);
        var number = form.Value<CaseNumber>("caseNumber", "a case number such as CM26-0000123");
        var stage = form.OneOf<ReviewStage>("stage");
        if (Array.IndexOf(Stages, stage) < 0 && problems.TrueForAll(p => p.Path != path + ".stage"))
            problems.Add(new ApplicationProblem(path + ".stage", "is no stage that a case is imported at", $"one of {string.Join(", ", Stages)}"));
        var firstArrival = InstantOf(form, "firstArrival");
        var received = form.Day("receivedOn");
        var eligible = InstantOf(form, "eligibleAt");
        var noarfi = form.Object("noarfi", n => new Noarfi(InstantOf(n, "sentAt"), n.OneOf<NoticeSending>("by")));
        var recordsComplete = OptionalInstantOf(form, path, "recordsCompleteAt", problems);
        var reviewer = form.OptionalText("reviewerId", 64);
        var assigned = form.OptionalDay("assignedOn");
        var documents = form.List("documents", 0, ApplicationLimits.MaxDocuments, d => new ListedDocument(
            d.Form("name", ApplicationLimits.IsDocumentName, "a file name without a path, at most 200 characters"), d.OneOf<DocumentKind>("kind"), null));
        var (application, bytes) = Application(element, path, number, problems);
        if (problems.Count > 0)
            return new ImportEntry(index, number, null, problems);
        var read = new ImportedCase(number, stage, firstArrival, received, eligible, noarfi.SentAt, noarfi.By, recordsComplete, reviewer, assigned, application!, bytes, documents);
        return new ImportEntry(index, number, read, []);
    }

    private static (ImrApplication? Application, byte[] Bytes) Application(JsonElement element, string path, CaseNumber? number, List<ApplicationProblem> problems)
    {
        if (!element.TryGetProperty("application", out var application) || application.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new ApplicationProblem(path + ".application", "is missing or is not an object", "application.json as an object"));
            return (null, []);
        }

        var bytes = Encoding.UTF8.GetBytes(application.GetRawText());
        var read = ApplicationReader.Read(bytes, number);
        problems.AddRange(read.Problems.Select(p => p with { Path = path + ".application" + p.Path[1..] }));
        return (read.Application, bytes);
    }

    private static DateTimeOffset InstantOf(JsonFields form, string name)
        => TryInstant(form.Form(name, s => TryInstant(s) is not null, Instant)) ?? default;

    private static DateTimeOffset? OptionalInstantOf(JsonFields form, string path, string name, List<ApplicationProblem> problems)
    {
        if (form.OptionalText(name, 64) is not { } text)
            return null;
        if (TryInstant(text) is { } instant)
            return instant;
        problems.Add(new ApplicationProblem($"{path}.{name}", "has another form", Instant));
        return null;
    }

    /// <summary>Only with a zone: an instant in somebody's local time is none.</summary>
    private static DateTimeOffset? TryInstant(string text)
        => text.Length >= 20 && text[10] == 'T' && (text[^1] == 'Z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant) && instant.Year is >= 2013 and <= 2100
            ? instant
            : null;

    private sealed record Noarfi(DateTimeOffset SentAt, NoticeSending By);
}
