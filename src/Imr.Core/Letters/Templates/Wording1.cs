using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Determinations;

namespace Imr.Core.Letters.Templates;

/// <summary>The fixed sentences of template 1, for text and page alike. Issued letters depend on them: a new wording is a new template.</summary>
internal static class Wording1
{
    public const string Issuer = "Independent Medical Review Organization";
    public const string OnBehalf = "For the Administrative Director, Division of Workers' Compensation, State of California";
    public const string Title = "Independent Medical Review Final Determination Letter";

    public const string Intro =
        "You asked for an independent medical review of a utilization review decision about your medical treatment. "
        + "An independent physician has reviewed the records of your case. This letter tells you the result and the reasons.";

    /// <summary>The reviewers' credentials under a heading each: of one reviewer for all items, of several for the items of each.</summary>
    public static IEnumerable<(string Heading, LetterReviewer Reviewer)> Credentials(LetterModel model)
        => model.Reviewers is { } several
            ? several.Select((r, n) => ($"Credentials of expert reviewer {n + 1}, who decided item {List(r.ItemIds)}", r.Reviewer))
            : [(CredentialsHeading, model.Reviewer)];

    /// <summary>Null for a first letter.</summary>
    public static string? Correction(LetterModel model)
        => model.Corrects is { } corrected
            ? $"This letter corrects and replaces the letter of {Long(corrected.DatedOn)}, by order of the Administrative Director. What was corrected: {corrected.Reason}"
            : null;

    public const string BindingHeading = "What this decision means";

    public const string Binding =
        "By law this is the determination of the Administrative Director of the Division of Workers' Compensation. It binds you, your employer and the claims "
        + "administrator unless it is set aside on appeal (Labor Code section 4610.6(g)).";

    public const string Implementation =
        "The claims administrator must authorize a treatment that was found medically necessary within 5 working days after it receives this letter. "
        + "A treatment "
        + "that you have already received must be paid for within 20 days (8 CCR 9792.10.7(a)). This does not apply while an appeal is pending, or "
        + "where liability "
        + "for the treatment is disputed for a reason other than medical necessity.";

    public const string AppealHeading = "Your right to appeal";

    public const string AppealGrounds =
        "You, your employer and the claims administrator may each ask the Workers' Compensation Appeals Board to set this determination aside, by a "
        + "verified petition. "
        + "The law presumes that the determination is correct. It can be set aside only on clear and convincing evidence of one of these: the "
        + "Administrative Director "
        + "acted without or beyond legal powers; the determination was obtained by fraud; the reviewer had a material conflict of interest; the "
        + "determination was "
        + "biased because of race, national origin, ethnic group, religion, age, sex, sexual orientation, color or disability; or it rests on a "
        + "plainly wrong fact "
        + "that is a matter of ordinary knowledge and not of expert opinion.";

    public const string MethodHeading = "How the IMR final determination was made";

    public const string Method =
        "The complete case file was given to a physician, called the expert reviewer, who is independent of everyone involved: the expert reviewer "
        + "has no affiliation "
        + "with the employer, the employee, the providers of treatment or the claims administrator. The expert reviewer has practiced clinically for "
        + "more than five years, "
        + "spends at least 24 hours a week in active practice, and was chosen for training and experience in the same specialty as, or a specialty "
        + "similar to, those "
        + "that treat this condition and provide the treatment in dispute. The expert reviewer knows the laws and rules of independent medical "
        + "review, and how they rank "
        + "the strength of medical evidence. The law keeps the expert reviewer's name confidential (Labor Code section 4610.6(f)).";

    public const string CredentialsHeading = "Credentials of the expert reviewer";
    public const string DocumentsHeading = "Documents reviewed";
    public const string DocumentsIntro = "The expert reviewer had all of these records. The record number is the beginning of the document's SHA-256 checksum.";
    public const string SummaryHeading = "Clinical case summary";
    public const string SummaryIntro = "The expert reviewer wrote this summary from the case file:";
    public const string IssuesHeading = "IMR issues, decisions and rationales";
    public const string IssuesIntro = "The final determination rests on the decision of each disputed treatment below.";
    public const string CopiesHeading = "Copies to";

    public static string AppealDay(LetterModel model)
        => $"The petition must be filed no later than {Long(model.Appeal.LastDay)} ({model.Appeal.Citation}).";

    public static string OutcomeWord(CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.Uphold => "UPHOLD",
        CaseOutcome.Overturn => "OVERTURN",
        CaseOutcome.PartialOverturn => "PARTIAL OVERTURN",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public static string OutcomeMeaning(LetterModel model) => (model.Outcome, model.Items.Count) switch
    {
        (CaseOutcome.Uphold, 1) => "The utilization review decision stands. The treatment in dispute was found not medically necessary, and the "
            + "claims administrator does not have to provide it.",
        (CaseOutcome.Uphold, _) => "The utilization review decision stands. None of the treatments in dispute was found medically necessary, and the "
            + "claims administrator does not have to provide them.",
        (CaseOutcome.Overturn, 1) => "The utilization review decision is reversed. The treatment in dispute was found medically necessary.",
        (CaseOutcome.Overturn, _) => "The utilization review decision is reversed. All the treatments in dispute were found medically necessary.",
        _ => $"The utilization review decision is reversed in part. Of {model.Items.Count} treatments in dispute, "
            + $"{Were(model, ItemDecision.Overturned)} found medically necessary "
            + $"and {Were(model, ItemDecision.Upheld)} found not medically necessary. The claims administrator does not have to provide the latter.",
    };

    private static string Were(LetterModel model, ItemDecision decision)
        => model.Items.Count(i => i.Decision == decision) is var count && count == 1 ? "1 was" : $"{count} were";

    public static string DecisionMeaning(ItemDecision decision)
        => decision == ItemDecision.Overturned ? "medically necessary" : "not medically necessary";

    /// <summary>What a modified item is about; null when nothing was modified.</summary>
    public static string? Modification(LetterItem item)
        => item.OriginalRequest is null ? null
            : item.Authorized is null
                ? $"Your physician requested: {item.OriginalRequest}. The claims administrator changed the request. Decided here is the part that was "
                    + $"not authorized."
                : $"Your physician requested: {item.OriginalRequest}. The claims administrator authorized: {item.Authorized}. That part is yours and "
                    + $"is not in question. Decided here is the rest of the request.";

    public static string Version(LetterModel model)
    {
        string?[] parts = [model.Round > 1 ? $"Review round {model.Round}" : null, model.Version > 1 ? $"Corrected letter, version {model.Version}" : null];
        return string.Join("; ", parts.OfType<string>());
    }

    public static string Kind(DocumentKind kind) => kind switch
    {
        DocumentKind.UrDecision => "Utilization review decision",
        DocumentKind.MedicalReport => "Medical report",
        DocumentKind.RequestForAuthorization => "Request for authorization",
        DocumentKind.Correspondence => "Correspondence",
        DocumentKind.ApplicationForm => "Application for IMR",
        DocumentKind.AdditionalInformation => "Additional information",
        _ => "Other document",
    };

    public static string Pages(int pages) => pages == 1 ? "1 page" : $"{pages} pages";

    public static string RecordNumber(ContentHash hash) => hash.Value[..12];

    public static string Short(DateOnly day) => day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);

    public static string Long(DateOnly day) => day.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);

    public static string List(IReadOnlyList<string> words) => words.Count == 0 ? "none stated" : string.Join(", ", words);

    public static IEnumerable<string> AddressLines(LetterAddressee addressee)
    {
        yield return addressee.Name;
        if (addressee.Address is not { } address)
            yield break;
        yield return address.Line1;
        if (!string.IsNullOrWhiteSpace(address.Line2))
            yield return address.Line2;
        yield return $"{address.City}, {address.State} {address.ZipCode}";
    }

    /// <summary>The letter's facts, in the order of the case header.</summary>
    public static IEnumerable<(string Label, string Value)> Header(LetterModel model) =>
    [
        ("Case Number", model.CaseNumber.Value),
        ("Date Assigned", Short(model.DateAssigned)),
        ("Date of Injury", Short(model.DateOfInjury)),
        ("Decision Date", Short(model.DecisionDate)),
        ("UR Denial Date", Short(model.UrDenialDate)),
        ("Priority", model.Priority.ToString()),
        ("Application Received", Short(model.ApplicationReceived)),
    ];
}
