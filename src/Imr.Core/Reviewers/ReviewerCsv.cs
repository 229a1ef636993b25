using CsvHelper;
using Imr.Core.Cases;

namespace Imr.Core.Reviewers;

/// <summary>One thing wrong with a file of reviewers.</summary>
/// <param name="Row">Row of the file from 1, which is the header.</param>
/// <param name="Problem">What is wrong, without the found value.</param>
public sealed record ReviewerCsvProblem(int Row, string Column, string Problem, string Expected);

/// <summary>Reviewers of the good rows, and every problem of the others. A file with problems must not be imported in part.</summary>
public sealed record ReviewerCsvResult(IReadOnlyList<Reviewer> Reviewers, IReadOnlyList<ReviewerCsvProblem> Problems);

/// <summary>
/// Reads reviewers from CSV with a header: <c>id,firstName,lastName,npi,degree,licenses,certifications,practiceHoursPerWeek,practiceStarted,sanctioned,qme,affiliatedIds,capacity,active</c>.
/// Licences are <c>CA:A12345:Active:2028-01-31;AZ:…</c>, certifications <c>PMR:ABPMR:2029-12-31;…</c> (no date: for life), affiliated ids parted by <c>;</c>.
/// </summary>
public static class ReviewerCsv
{
    private static readonly string[] Columns =
    [
        "id", "firstName", "lastName", "npi", "degree", "licenses", "certifications", "practiceHoursPerWeek", "practiceStarted", "sanctioned", "qme",
        "affiliatedIds", "capacity", "active",
    ];

    /// <summary>Reads to the end; never throws for what the file holds, but lists it.</summary>
    public static ReviewerCsvResult Read(TextReader csv)
    {
        List<Reviewer> reviewers = [];
        List<ReviewerCsvProblem> problems = [];
        try
        {
            ReadRows(csv, reviewers, problems);
        }
        catch (CsvFormatException)
        {
            problems.Add(new(reviewers.Count + 2, "", "is not well-formed CSV", "quotes closed, and doubled inside quoted text"));
        }

        return new(reviewers, problems);
    }

    private static void ReadRows(TextReader csv, List<Reviewer> reviewers, List<ReviewerCsvProblem> problems)
    {
        var options = CsvReaderOptions.Default with { Separator = ',', Escape = '"', TrimWhitespace = true, DetectSeparatorHint = false, IncludeValuesInExceptions = false, MalformedData = CsvMalformedDataHandling.Throw };
        using var reader = CsvReader.Create(csv, options, leaveOpen: true);
        reader.ReadHeader();
        var headers = reader.Headers ?? [];
        foreach (var column in Columns.Except(headers, StringComparer.Ordinal))
            problems.Add(new(1, column, "the column is missing", $"columns {string.Join(',', Columns)}"));
        foreach (var _ in headers.Except(Columns, StringComparer.Ordinal))
            problems.Add(new(1, "", "there is an unknown column", $"columns {string.Join(',', Columns)}"));
        if (problems.Count > 0)
            return;

        HashSet<string> ids = new(StringComparer.Ordinal);
        HashSet<string> npis = new(StringComparer.Ordinal);
        while (reader.Read())
        {
            var row = new ReviewerRow((int)reader.RowNumber + 1, column => reader.TryGetFieldIndex(column, out var i) && i < reader.FieldCount ? reader.GetString(i) : "");
            if (reader.FieldCount != headers.Count)
                row.Problem("", "has another number of fields than the header", $"{headers.Count} fields");
            var reviewer = row.Read();
            if (!ids.Add(reviewer.Id))
                row.Problem("id", "stands twice in the file", "one row a reviewer");
            if (row.NpiRead && !npis.Add(reviewer.Npi.Value))
                row.Problem("npi", "stands twice in the file", "one row a reviewer");
            problems.AddRange(row.Problems);
            if (row.Problems.Count == 0)
                reviewers.Add(reviewer);
        }
    }
}
