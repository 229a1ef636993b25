using System.Globalization;
using System.Text.RegularExpressions;
using Imr.Core.Cases;

namespace Imr.Core.Records;

/// <summary>The window of the reports that are owed: six months up to the request for authorization (8 CCR 9792.10.5(a)(1)(A)).</summary>
public sealed record ReportWindow(DateOnly From, DateOnly To)
{
    public static ReportWindow Before(DateOnly requestedOn) => new(requestedOn.AddMonths(-6), requestedOn);

    public bool Contains(DateOnly day) => day >= From && day <= To;
}

/// <summary>What is here of one part of the package.</summary>
/// <param name="Missing">Owed in every case, and nothing of it is here.</param>
public sealed record RecordKindState(RecordKind Kind, int Documents, bool Missing);

/// <summary>
/// The six-months rule as far as the data allow: a draft for a person, never a reason to wait. The request's day is the latest that the application gives, else the one
/// that the request states. A report's day is the one that it states as its visit or service;
/// a report that states none may lie in the window.
/// </summary>
/// <param name="Window">Null when nothing states the day of the request.</param>
public sealed record ReportsOfSixMonths(ReportWindow? Window, int Inside, int Outside, int Undated)
{
    public bool MayBeMissing => Window is not null && Inside == 0 && Undated == 0;
}

/// <summary>The records of a case by the parts of the package, with what is missing.</summary>
public sealed record RecordsReport(IReadOnlyList<RecordKindState> Kinds, RecordsAssessment Assessment, ReportsOfSixMonths Reports)
{
    public static RecordsReport Of(ImrApplication application, IReadOnlyList<RecordSetEntry> entries)
    {
        var documents = entries.Select(e => e.Document).ToList();
        var counts = documents.Where(d => d.InRecord).CountBy(d => RecordKinds.Of(d.Kind)).ToDictionary();
        return new RecordsReport(
            [.. RecordKinds.All.Where(k => k != RecordKinds.Late).Select(k => new RecordKindState(k, counts.GetValueOrDefault(k), MissesOwed(k, documents)))],
            RecordsCompleteness.Assess(application, documents),
            SixMonths(application, entries));
    }

    private static bool MissesOwed(RecordKind kind, IReadOnlyList<CaseDocument> documents)
        => RecordsCompleteness.RequiredKinds.Any(required => RecordKinds.Of(required) == kind && !documents.Any(d => d.InRecord && d.Kind == required));

    private static ReportsOfSixMonths SixMonths(ImrApplication application, IReadOnlyList<RecordSetEntry> entries)
    {
        var requested = application.DisputedItems.Max(i => i.RfaDate) ?? entries.Where(e => e.Document is { InRecord: true, Kind: DocumentKind.RequestForAuthorization }).Select(e => StatedDays.Requested(e.Text)).Max();
        var reports = entries.Where(e => e.Document is { InRecord: true, Kind: DocumentKind.MedicalReport }).Select(e => StatedDays.Visits(e.Text)).ToList();
        var window = requested is { } day ? ReportWindow.Before(day) : null;
        var undated = reports.Count(r => r.Count == 0);
        // A document can hold reports of several days: one in the window is enough.
        var inside = window is null ? 0 : reports.Count(r => r.Any(window.Contains));
        return new ReportsOfSixMonths(window, inside, reports.Count - undated - inside, undated);
    }
}

/// <summary>Days that a document states of itself with a label.</summary>
public static partial class StatedDays
{
    /// <summary>The day of a request for authorization; null when it states none.</summary>
    public static DateOnly? Requested(RecordText text) => Days(text, RequestDay()).Cast<DateOnly?>().FirstOrDefault();

    /// <summary>Days of visits, services and examinations.</summary>
    public static IReadOnlyList<DateOnly> Visits(RecordText text) => [.. Days(text, VisitDay())];

    private static IEnumerable<DateOnly> Days(RecordText text, Regex label)
        => from page in text.Pages
           from Match match in label.Matches(page.Text)
           let day = PageDates.Read(match.Groups["day"].Value)
           where day is not null
           select day.Value;

    [GeneratedRegex(@"\b(?:date\s+of\s+(?:the\s+)?(?:request|rfa)|rfa\s+date|date\s+requested|date)[ \t]*:[ \t]*(?<day>[0-9A-Za-z][0-9A-Za-z/.,-]*(?:[ ][0-9A-Za-z,]{1,5}){0,2})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequestDay();

    [GeneratedRegex(@"\b(?:date\s+of\s+(?:the\s+)?(?:visit|service|exam(?:ination)?|study|report|evaluation)|visit\s+date|service\s+date|exam\s+date|DOS)[ \t]*:[ \t]*(?<day>[0-9A-Za-z][0-9A-Za-z/.,-]*(?:[ ][0-9A-Za-z,]{1,5}){0,2})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VisitDay();
}

/// <summary>A day as American records write it: 08/18/2026, 8-18-26, 2026-08-18, August 18, 2026, 18 Aug 2026.</summary>
internal static partial class PageDates
{
    /// <summary>An earlier year is misread.</summary>
    private const int FirstYear = 1880;

    private static readonly string[] Forms =
    [
        "M/d/yyyy", "M-d-yyyy", "M.d.yyyy", "yyyy-M-d", "yyyy/M/d", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy", "d MMM yyyy", "d MMMM yyyy", "MMM. d, yyyy",
    ];

    /// <summary>The day that a text begins with; null when it begins with none. Two digits of a year are the last century's unless they have passed in this one by 2030.</summary>
    public static DateOnly? Read(string text)
    {
        if (Start().Match(text) is not { Success: true } match)
            return null;
        var written = White().Replace(match.Value.Trim(), " ");
        if (ShortYear().Match(written) is { Success: true } year)
            written = $"{written[..year.Index]}{(int.Parse(year.Value, CultureInfo.InvariantCulture) <= 30 ? "20" : "19")}{year.Value}";
        return DateOnly.TryParseExact(written, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= FirstYear ? day : null;
    }

    [GeneratedRegex(@"\A\s*(?:[0-9]{1,2}(?<mark>[/.-])[0-9]{1,2}\k<mark>(?:[0-9]{4}|[0-9]{2})\b|[0-9]{4}(?<dash>[/-])[0-9]{1,2}\k<dash>[0-9]{1,2}\b|[A-Za-z]{3,9}\.?\s+[0-9]{1,2},?\s+[0-9]{4}\b|[0-9]{1,2}\s+[A-Za-z]{3,9}\s+[0-9]{4}\b)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Start();

    [GeneratedRegex(@"(?<=[0-9][/.-])[0-9]{2}\z(?<=\A[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortYear();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex White();
}
