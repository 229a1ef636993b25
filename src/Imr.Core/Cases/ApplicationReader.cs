using System.Text.Json;
using Imr.Core.Serialization;

namespace Imr.Core.Cases;

/// <summary>Either an application without problems or the whole list of problems.</summary>
public sealed record ApplicationReadResult(ImrApplication? Application, IReadOnlyList<ApplicationProblem> Problems);

/// <summary>What the reader says of a file before it is uploaded.</summary>
/// <param name="Notes">What intake tolerates and a person should look at: members that nobody reads, days in the future, what the form asks for and the file does not say.</param>
public sealed record ApplicationPreview(ApplicationReadResult Read, IReadOnlyList<ApplicationProblem> Notes);

/// <summary>
/// Reads <c>application.json</c>: DWC Form IMR (8 CCR 9792.10.2) as UTF-8 JSON in the shape of <see cref="ImrApplication"/>. <c>docs/application.schema.json</c>
/// says the same. Members that it does not know are tolerated; whether the application is eligible is not its matter (an unsigned one reads well).
/// </summary>
public static class ApplicationReader
{
    /// <summary>1 MiB. A longer file is refused before it is parsed.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxDepth = 32;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>What is said of a file of more than <see cref="MaxBytes"/>.</summary>
    public static ApplicationReadResult TooLong { get; } = Refused($"is longer than {MaxBytes} bytes", $"at most {MaxBytes} bytes; documents are files of their own");

    /// <summary>Whether a document may have this name below <c>documents/</c>.</summary>
    public static bool IsDocumentName(string name) => ApplicationLimits.IsDocumentName(name) && ApplicationLimits.ShowsAsItIs(name);

    /// <summary>Never throws: every fault of the file, however broken it is, is a problem in the result. All problems are listed at once, in the order of the form.</summary>
    /// <param name="utf8">The bytes of the file, with or without a byte order mark.</param>
    /// <param name="expected">The case number that the file's place says (its folder, its URL); the number in the file must be the same.</param>
    public static ApplicationReadResult Read(ReadOnlySpan<byte> utf8, CaseNumber? expected = null)
        => utf8.Length > MaxBytes ? TooLong : Read(utf8, expected, new FormReading([]));

    /// <summary>Reads a copy that was accepted before, perhaps by an earlier program: rules that came later are not held against it.</summary>
    public static ApplicationReadResult ReadAccepted(ReadOnlySpan<byte> utf8, CaseNumber expected) => Read(utf8, expected, new FormReading([], Accepted: true));

    /// <summary>The same as <see cref="Read(ReadOnlySpan{byte}, CaseNumber?)"/>, with notes for the person who is about to upload the file.</summary>
    /// <param name="today">The Pacific day.</param>
    public static ApplicationPreview Preview(ReadOnlySpan<byte> utf8, CaseNumber? expected, DateOnly today)
    {
        if (utf8.Length > MaxBytes)
            return new ApplicationPreview(TooLong, []);
        var notes = new List<ApplicationProblem>();
        var read = Read(utf8, expected, new FormReading([], notes));
        if (read.Application is { } application)
            ApplicationNotes.Add(application, today, notes);
        return new ApplicationPreview(read, notes);
    }

    private static ApplicationReadResult Read(ReadOnlySpan<byte> utf8, CaseNumber? expected, FormReading reading)
    {
        if (utf8.StartsWith(ByteOrderMark))
            utf8 = utf8[ByteOrderMark.Length..];
        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
            return Refused("is empty", "one JSON object");
        if (TextFaults.Encoding(utf8) is { } encoding)
            return Refused(encoding, "JSON in UTF-8: save the file with that encoding");
        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray(), new JsonDocumentOptions { MaxDepth = MaxDepth });
            return ReadRoot(document.RootElement, expected, reading);
        }
        catch (JsonException fault)
        {
            return Refused(TextFaults.Json(utf8, fault, MaxDepth), $"one complete JSON object without comments, at most {MaxDepth} levels deep");
        }
    }

    private static ApplicationReadResult ReadRoot(JsonElement root, CaseNumber? expected, FormReading reading)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Refused("is not an object", "one JSON object");
        var problems = reading.Problems;
        var form = new JsonFields(root, "$", reading);
        var version = form.Whole("schemaVersion");
        if (version > ImrApplication.CurrentSchemaVersion)
            return new ApplicationReadResult(null, [new ApplicationProblem("$.schemaVersion", "is newer than this program knows", $"at most {ImrApplication.CurrentSchemaVersion}", FoundText.Of($"{version}"))]);
        var application = ApplicationForm.Read(form, version);
        form.End();
        ApplicationChecks.Check(application, expected, reading);
        return new ApplicationReadResult(problems.Count == 0 ? Completed(application) : null, problems);
    }

    /// <summary>An agent's designation is stated once: by the form's own page, where that is there.</summary>
    private static ImrApplication Completed(ImrApplication application)
        => application is { Signature: { SignedBy: SignedBy.DesignatedAgent, DesignatedOn: null } signature, Representative: { } representative }
            ? application with { Signature = signature with { DesignatedOn = representative.DesignatedOn } }
            : application;

    private static ApplicationReadResult Refused(string problem, string expected) => new(null, [new ApplicationProblem("$", problem, expected)]);
}
