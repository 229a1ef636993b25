using System.Text.Json;
using System.Text.Unicode;
using Imr.Core.Serialization;

namespace Imr.Core.Cases;

/// <summary>One thing wrong with an application file.</summary>
/// <param name="Path">JSON path, such as <c>$.urDecision.servedOn</c>.</param>
/// <param name="Problem">What is wrong, without the found value when that could be PHI.</param>
/// <param name="Expected">What would be right, and so the fix.</param>
public sealed record ApplicationProblem(string Path, string Problem, string Expected);

/// <summary>Either an application without problems or the whole list of problems.</summary>
public sealed record ApplicationReadResult(ImrApplication? Application, IReadOnlyList<ApplicationProblem> Problems);

/// <summary>
/// Reads <c>application.json</c>: DWC Form IMR (8 CCR 9792.10.2) as UTF-8 JSON in the shape of <see cref="ImrApplication"/>. <c>docs/application.schema.json</c>
/// says the same. Members that it does not know are tolerated; whether the application is eligible is not its matter (an unsigned one reads well).
/// </summary>
public static class ApplicationReader
{
    /// <summary>2 MiB. A longer file is refused before it is parsed.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    private const int MaxDepth = 32;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Never throws: every fault of the file, however broken it is, is a problem in the result. All problems are listed at once, in the order of the form.</summary>
    /// <param name="utf8">The bytes of the file, with or without a byte order mark.</param>
    /// <param name="expected">The case number that the file's place says (its folder, its URL); the number in the file must be the same.</param>
    public static ApplicationReadResult Read(ReadOnlySpan<byte> utf8, CaseNumber? expected = null)
    {
        if (utf8.StartsWith(ByteOrderMark))
            utf8 = utf8[ByteOrderMark.Length..];
        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
            return Refused("is empty", "one JSON object");
        if (utf8.Length > MaxBytes)
            return Refused($"is longer than {MaxBytes} bytes", $"at most {MaxBytes} bytes; documents are files of their own");
        if (!Utf8.IsValid(utf8))
            return Refused("is not UTF-8", "JSON in UTF-8");
        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray(), new JsonDocumentOptions { MaxDepth = MaxDepth });
            return ReadRoot(document.RootElement, expected);
        }
        catch (JsonException fault)
        {
            return Refused(
                $"is not JSON: the first fault is in line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}",
                $"one complete JSON object without comments, at most {MaxDepth} levels deep");
        }
    }

    private static ApplicationReadResult ReadRoot(JsonElement root, CaseNumber? expected)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Refused("is not an object", "one JSON object");
        var problems = new List<ApplicationProblem>();
        var form = new JsonFields(root, "$", problems);
        var version = form.Whole("schemaVersion");
        if (version > ImrApplication.CurrentSchemaVersion)
            return new ApplicationReadResult(null, [new ApplicationProblem("$.schemaVersion", "is newer than this program knows", $"at most {ImrApplication.CurrentSchemaVersion}")]);
        var application = ApplicationForm.Read(form, version);
        ApplicationChecks.Check(application, expected, problems);
        return new ApplicationReadResult(problems.Count == 0 ? application : null, problems);
    }

    private static ApplicationReadResult Refused(string problem, string expected) => new(null, [new ApplicationProblem("$", problem, expected)]);
}
