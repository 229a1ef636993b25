using System.Globalization;
using System.Text;
using CsvHelper;
using Imr.Core.Cases;

namespace Imr.Core.Eligibility.Findings;

/// <summary>One thing wrong with a file of findings.</summary>
/// <param name="Row">Row of the file from 1, which is the header; 0 for the file as a whole.</param>
/// <param name="Problem">What is wrong, without the found value.</param>
public sealed record FindingsProblem(int Row, string Column, string Problem, string Expected);

/// <summary>What is proposed for an item of a case: a row that goes out.</summary>
/// <param name="ProposalId">Of the case's proposal: a row that comes back is held against the proposal that it was made from.</param>
/// <param name="InformationDueOn">Of the Administrative Director's open question.</param>
/// <param name="Found">What was found before: Deferred, or null.</param>
public sealed record ProposedRow(
    CaseNumber CaseNumber,
    string ItemId,
    Priority Priority,
    DateOnly ReceivedOn,
    string RuleSetId,
    string ProposalId,
    EligibilityOutcome Outcome,
    IReadOnlyList<string> Codes,
    DateOnly? FilingDueOn,
    DateOnly? FilingDueOnWithoutMail,
    DateOnly? InformationDueOn,
    EligibilityOutcome? Found);

/// <summary>A row that came back.</summary>
/// <param name="Row">In the file, from 1, which is the header.</param>
/// <param name="Outcome">Null: no finding yet.</param>
public sealed record FoundRow(int Row, CaseNumber CaseNumber, string ItemId, string ProposalId, EligibilityOutcome? Outcome, IReadOnlyList<string> Codes, string? Note);

/// <summary>The rows without a problem, and every problem of the others.</summary>
public sealed record FindingsReadResult(IReadOnlyList<FoundRow> Rows, IReadOnlyList<FindingsProblem> Problems);

/// <summary>
/// Proposals on eligibility as CSV, an item a row, with three columns that the Administrative Director fills: finding (Eligible, Ineligible or Deferred; empty: none
/// yet), reasonCodes (parted by <c>;</c>), note. Ids, codes and days only.
/// </summary>
public static class FindingsFile
{
    /// <summary>Rows of one file. More are found in several.</summary>
    public const int MaxRows = 2000;

    /// <summary>Of a note, in characters.</summary>
    public const int MaxNote = 1000;

    private static readonly string[] Columns =
    [
        "caseNumber", "item", "priority", "receivedOn", "ruleSet", "proposal", "proposedOutcome", "proposedCodes", "filingDueOn", "filingDueOnWithoutMail",
        "informationDueOn", "found", "finding", "reasonCodes", "note",
    ];

    /// <summary>Those that must come back.</summary>
    private static readonly string[] Needed = ["caseNumber", "item", "proposal", "finding", "reasonCodes", "note"];

    private static readonly EligibilityOutcome[] Findings = [EligibilityOutcome.Eligible, EligibilityOutcome.Ineligible, EligibilityOutcome.Deferred];

    /// <summary>The file that goes out, with its header. No cell needs quotes: there are ids, words and days only.</summary>
    public static string Write(IEnumerable<ProposedRow> rows)
    {
        var csv = new StringBuilder().AppendJoin(',', Columns).Append("\r\n");
        foreach (var row in rows)
        {
            csv.AppendJoin(
                ',', row.CaseNumber, row.ItemId, row.Priority, Day(row.ReceivedOn), row.RuleSetId, row.ProposalId, row.Outcome, string.Join(';', row.Codes), Day(row.FilingDueOn),
                Day(row.FilingDueOnWithoutMail), Day(row.InformationDueOn), row.Found?.ToString() ?? "", "", "", "").Append("\r\n");
        }

        return csv.ToString();
    }

    /// <summary>Reads a file that came back, to the end; never throws for what it holds, but lists it. What stands in the other columns does not matter.</summary>
    public static FindingsReadResult Read(TextReader csv)
    {
        List<FoundRow> rows = [];
        List<FindingsProblem> problems = [];
        try
        {
            ReadRows(csv, rows, problems);
        }
        catch (CsvFormatException)
        {
            problems.Add(new(0, "", "is not well-formed CSV", "quotes closed, and doubled inside quoted text"));
        }

        return new FindingsReadResult(rows, problems);
    }

    private static void ReadRows(TextReader csv, List<FoundRow> rows, List<FindingsProblem> problems)
    {
        var options = CsvReaderOptions.Default with { Separator = ',', Escape = '"', TrimWhitespace = true, DetectSeparatorHint = false, IncludeValuesInExceptions = false, MalformedData = CsvMalformedDataHandling.Throw };
        using var reader = CsvReader.Create(csv, options, leaveOpen: true);
        reader.ReadHeader();
        var headers = reader.Headers ?? [];
        foreach (var column in Needed.Except(headers, StringComparer.Ordinal))
            problems.Add(new(1, column, "the column is missing", $"columns {string.Join(',', Columns)}"));
        foreach (var _ in headers.Except(Columns, StringComparer.Ordinal))
            problems.Add(new(1, "", "there is an unknown column", $"columns {string.Join(',', Columns)}"));
        if (problems.Count > 0)
            return;

        while (reader.Read())
        {
            var number = (int)reader.RowNumber + 1;
            if (rows.Count == MaxRows)
            {
                problems.Add(new(number, "", "there are too many rows", $"at most {MaxRows}"));
                return;
            }

            var before = problems.Count;
            if (reader.FieldCount != headers.Count)
                problems.Add(new(number, "", "has another number of fields than the header", $"{headers.Count} fields"));
            var row = Row(number, column => reader.TryGetFieldIndex(column, out var i) && i < reader.FieldCount ? reader.GetString(i).Trim() : "", problems);
            if (problems.Count == before)
                rows.Add(row);
        }
    }

    private static FoundRow Row(int number, Func<string, string> cell, List<FindingsProblem> problems)
    {
        if (!CaseNumber.TryParse(cell("caseNumber"), null, out var caseNumber))
            problems.Add(new(number, "caseNumber", "is not a case number", "such as CM26-0000123"));
        if (cell("item").Length == 0)
            problems.Add(new(number, "item", "is missing", "the item's id"));
        EligibilityOutcome? outcome = Enum.TryParse<EligibilityOutcome>(cell("finding"), out var word) && Array.IndexOf(Findings, word) >= 0 && !char.IsAsciiDigit(cell("finding")[0]) ? word : null;
        if (outcome is null && cell("finding").Length > 0)
            problems.Add(new(number, "finding", "is no finding", $"{string.Join(", ", Findings)}, or empty"));
        string[] codes = [.. cell("reasonCodes").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
        if (outcome is EligibilityOutcome.Ineligible or EligibilityOutcome.Deferred && codes.Length == 0)
            problems.Add(new(number, "reasonCodes", "is missing", "at least one reason: the notice must say why"));
        if (outcome is null or EligibilityOutcome.Eligible && codes.Length > 0)
            problems.Add(new(number, "reasonCodes", "says why without a finding that needs it", "empty, or a finding of Ineligible or Deferred"));
        var note = cell("note");
        if (note.Length > MaxNote)
            problems.Add(new(number, "note", "is too long", $"at most {MaxNote} characters"));
        return new FoundRow(number, caseNumber!, cell("item"), cell("proposal"), outcome, codes, note.Length == 0 ? null : note);
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
