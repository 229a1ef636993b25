using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace ImrFunctions.Security;

/// <param name="Function">The function's name; one function answers one template with the verbs listed for it here.</param>
/// <param name="Roles">Who may call; empty means anyone, with or without a token.</param>
public sealed record RouteRule(string Function, string Verb, string Template, IReadOnlyList<Role> Roles);

/// <summary>The one table of who may call what. A function that is not in it is refused; a test holds it against the functions' attributes.</summary>
public static class RouteTable
{
    /// <summary>The catch-all of the API: answers 401, 404 and 405 for everything that no other function takes.</summary>
    public const string CatchAll = "api/{*path}";

    private static readonly Role[] Staff = [Role.Intake, Role.AdministrativeDirector, Role.Releaser, Role.Operator, Role.Auditor];
    private static readonly Role[] Uploaders = [Role.Intake, Role.Claims, Role.Operator];
    private static readonly Role[] MailDesk = [Role.Intake, Role.Operator];
    private static readonly Role[] RecordKeepers = [Role.Intake, Role.Operator];
    private static readonly Role[] Sealers = [Role.Intake, Role.AdministrativeDirector, Role.Releaser, Role.Operator];
    private static readonly Role[] NoticeReaders = [Role.Intake, Role.AdministrativeDirector, Role.Reviewer, Role.Releaser, Role.Operator];
    private static readonly Role[] Everyone = Enum.GetValues<Role>();

    public static IReadOnlyList<RouteRule> Rules { get; } =
    [
        new("Health", "GET", "api/health", []),
        new("GetOpenApi", "GET", "api/openapi.json", []),
        new("GetApplicationSchema", "GET", "api/schemas/application", []),
        new("AllocateCase", "POST", "api/cases", Uploaders),
        new("ListCases", "GET", "api/cases", [.. Staff, Role.Claims]),
        new("PutDocument", "PUT", "api/cases/{caseNumber}/documents/{document}", Uploaders),
        new("PutApplication", "PUT", "api/cases/{caseNumber}/application", Uploaders),
        new("GetCase", "GET", "api/cases/{caseNumber}", Everyone),
        new("GetCaseStatus", "GET", "api/cases/{caseNumber}/status", Everyone),
        new("PostAdFinding", "POST", "api/cases/{caseNumber}/ad-finding", [Role.AdministrativeDirector]),
        new("PostWithdrawal", "POST", "api/cases/{caseNumber}/withdrawal", [Role.Applicant, Role.Intake, Role.Operator]),
        new("GetDocuments", "GET", "api/cases/{caseNumber}/documents", [Role.Intake, Role.Reviewer, Role.Releaser, Role.AdministrativeDirector, Role.Operator, Role.Auditor]),
        new("GetDocument", "GET", "api/cases/{caseNumber}/documents/{document}", [Role.Intake, Role.Reviewer, Role.Releaser, Role.AdministrativeDirector, Role.Operator, Role.Auditor]),
        new("GetOffers", "GET", "api/offers", [Role.Reviewer]),
        new("PostOfferAnswer", "POST", "api/cases/{caseNumber}/offers/{offerId}/answer", [Role.Reviewer]),
        new("GetReview", "GET", "api/cases/{caseNumber}/review", [Role.Reviewer]),
        new("PostProvisional", "POST", "api/cases/{caseNumber}/provisional", [Role.Reviewer]),
        new("PostDetermination", "POST", "api/cases/{caseNumber}/determination", [Role.Reviewer]),
        new("GetQuality", "GET", "api/cases/{caseNumber}/quality", [Role.Reviewer, Role.Releaser, Role.Operator]),
        new("GetRelease", "GET", "api/cases/{caseNumber}/release", [Role.Releaser]),
        new("PostRelease", "POST", "api/cases/{caseNumber}/release", [Role.Releaser]),
        new("GetLetter", "GET", "api/cases/{caseNumber}/letters/{round}/{version}/{format}", [Role.Claims, Role.Applicant, Role.Releaser, Role.Operator, Role.Auditor]),
        new("PostAttention", "POST", "api/cases/{caseNumber}/attention", [Role.Operator]),
        new("GetFee", "GET", "api/cases/{caseNumber}/fee", [Role.Operator, Role.Auditor]),
        new("GetCorrespondence", "GET", "api/cases/{caseNumber}/correspondence", [.. MailDesk, Role.Auditor]),
        new("PostServed", "POST", "api/cases/{caseNumber}/correspondence/{itemId}/served", MailDesk),
        new("PostReturned", "POST", "api/cases/{caseNumber}/correspondence/{itemId}/returned", MailDesk),
        new("PostReserve", "POST", "api/cases/{caseNumber}/correspondence/{itemId}/reserve", MailDesk),
        new("ListCorrespondence", "GET", "api/correspondence", [.. MailDesk, Role.Auditor]),
        new("PostMailBatch", "POST", "api/correspondence/batches", MailDesk),
        new("GetNotices", "GET", "api/notices", NoticeReaders),
        new("PostAcknowledge", "POST", "api/notices/{id}/acknowledge", NoticeReaders),
        new("PostAuthorization", "POST", "api/cases/{caseNumber}/authorization", [Role.Claims, Role.Intake, Role.Operator]),
        new("PostExtension", "POST", "api/cases/{caseNumber}/extension", [Role.AdministrativeDirector]),
        new("PostExpedite", "POST", "api/cases/{caseNumber}/expedite", [Role.AdministrativeDirector, Role.Intake, Role.Operator]),
        new("PostRemand", "POST", "api/cases/{caseNumber}/remand", [Role.AdministrativeDirector]),
        new("PostCorrection", "POST", "api/cases/{caseNumber}/correction", [Role.AdministrativeDirector]),
        new("PostInformationRequest", "POST", "api/cases/{caseNumber}/information-request", [Role.Reviewer, Role.AdministrativeDirector]),
        new("PostInformationAnswer", "POST", "api/cases/{caseNumber}/information-answer", [Role.Claims, Role.Applicant, Role.Intake, Role.Operator]),
        new("PostDecideWithout", "POST", "api/cases/{caseNumber}/decide-without", [Role.Reviewer]),
        new("GetInformation", "GET", "api/cases/{caseNumber}/information", Everyone),
        new("PostRecusal", "POST", "api/cases/{caseNumber}/recusal", [Role.Reviewer]),
        new("PostReassignment", "POST", "api/cases/{caseNumber}/reassign", [Role.Operator]),
        new("PostSeveralReviewers", "POST", "api/cases/{caseNumber}/several-reviewers", [Role.AdministrativeDirector]),
        new("PostReleaseReturn", "POST", "api/cases/{caseNumber}/release-return", [Role.Releaser]),
        new("PostLiabilityResolved", "POST", "api/cases/{caseNumber}/liability-resolved", [Role.Claims, Role.AdministrativeDirector, Role.Intake, Role.Operator]),
        new("GetAmendments", "GET", "api/cases/{caseNumber}/amendments", [Role.Intake, Role.AdministrativeDirector, Role.Operator, Role.Auditor]),
        new("PostAmendmentDecision", "POST", "api/cases/{caseNumber}/amendment-decision", [Role.Intake, Role.AdministrativeDirector, Role.Operator]),
        new("GetRelated", "GET", "api/cases/{caseNumber}/related", [Role.Intake, Role.AdministrativeDirector, Role.Operator, Role.Auditor]),
        new("PostMerge", "POST", "api/cases/{caseNumber}/merge", [Role.Intake, Role.AdministrativeDirector, Role.Operator]),
        new("PostUnmerge", "POST", "api/cases/{caseNumber}/unmerge", [Role.Intake, Role.AdministrativeDirector, Role.Operator]),
        new("PostConsolidation", "POST", "api/cases/{caseNumber}/consolidation", [Role.Intake, Role.AdministrativeDirector, Role.Operator]),
        new("GetAttention", "GET", "api/attention", [Role.Operator]),
        new("GetNotes", "GET", "api/cases/{caseNumber}/notes", Staff),
        new("PostNote", "POST", "api/cases/{caseNumber}/notes", [Role.Operator]),
        new("PostHandOver", "POST", "api/cases/{caseNumber}/hand-over", [Role.Operator]),
        new("PreviewBulk", "POST", "api/bulk/preview", [Role.Operator]),
        new("PostBulk", "POST", "api/bulk", [Role.Operator]),
        new("GetBulk", "GET", "api/bulk/{id}", [Role.Operator, Role.Auditor]),
        new("GetFindings", "GET", "api/findings", [Role.AdministrativeDirector]),
        new("PreviewFindings", "POST", "api/findings/preview", [Role.AdministrativeDirector]),
        new("PostFindings", "POST", "api/findings", [Role.AdministrativeDirector]),
        new("GetFindingsReport", "GET", "api/findings/{id}", [Role.AdministrativeDirector, Role.Operator, Role.Auditor]),
        new("GetClosures", "GET", "api/closures", [Role.Operator, Role.Auditor]),
        new("PreviewReplan", "POST", "api/replan/preview", [Role.Operator]),
        new("PostReplan", "POST", "api/replan", [Role.Operator]),
        new("GetReplan", "GET", "api/replan/{id}", [Role.Operator, Role.Auditor]),
        new("PostImport", "POST", "api/import", [Role.Operator]),
        new("GetImport", "GET", "api/import/{id}", [Role.Operator, Role.Auditor]),
        new("ListQuarantine", "GET", "api/quarantine", [.. MailDesk, Role.Auditor]),
        new("GetQuarantineEntry", "GET", "api/quarantine/{folder}/{sha256}", [.. MailDesk, Role.Auditor]),
        new("GetQuarantineUpload", "GET", "api/quarantine/{folder}/{sha256}/upload", MailDesk),
        new("PostQuarantineResolution", "POST", "api/quarantine/{folder}/{sha256}/resolution", MailDesk),
        new("GetWatch", "GET", "api/watch", [Role.Operator, Role.Auditor]),
        new("PreviewArchive", "POST", "api/archive/preview", [Role.Operator]),
        new("RunArchive", "POST", "api/archive/run", [Role.Operator]),
        new("PutReviewers", "PUT", "api/reviewers", [Role.Operator]),
        new("GetReviewers", "GET", "api/reviewers", [Role.Operator]),
        new("GetNoarfi", "GET", "api/cases/{caseNumber}/noarfi", [Role.Intake, Role.AdministrativeDirector, Role.Operator, Role.Auditor]),
        new("GetRecords", "GET", "api/cases/{caseNumber}/records", [Role.Intake, Role.AdministrativeDirector, Role.Releaser, Role.Operator, Role.Auditor]),
        new("PostIdentity", "POST", "api/cases/{caseNumber}/documents/{document}/identity", RecordKeepers),
        new("PostSeal", "POST", "api/cases/{caseNumber}/documents/{document}/seal", Sealers),
        new("PostUnseal", "POST", "api/cases/{caseNumber}/documents/{document}/unseal", Sealers),
        new("PostDocumentSplit", "POST", "api/cases/{caseNumber}/documents/{document}/split", RecordKeepers),
        new("PostDocumentReassign", "POST", "api/cases/{caseNumber}/documents/{document}/reassign", RecordKeepers),
        new("GetDocumentTrail", "GET", "api/cases/{caseNumber}/documents/{document}/trail", [Role.AdministrativeDirector, Role.Operator, Role.Auditor]),
        new("GetTray", "GET", "api/tray", [.. RecordKeepers, Role.Auditor]),
        new("GetTrayItem", "GET", "api/tray/{id}", [.. RecordKeepers, Role.Auditor]),
        new("GetTrayContent", "GET", "api/tray/{id}/content", [.. RecordKeepers, Role.Auditor]),
        new("PostTrayAssign", "POST", "api/tray/{id}/assign", RecordKeepers),
        new("PostTraySplit", "POST", "api/tray/{id}/split", RecordKeepers),
        new("PostTrayClose", "POST", "api/tray/{id}/close", RecordKeepers),
    ];

    public static RouteRule? ForFunction(string function) => Rules.FirstOrDefault(r => r.Function == function);

    /// <summary>Verbs that some function takes at this path: what a 405 lists.</summary>
    public static IReadOnlyList<string> VerbsAt(string path)
        => [.. Rules.Where(r => Matches(r.Template, path)).Select(r => r.Verb).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static bool Matches(string template, string path)
        => new TemplateMatcher(TemplateParser.Parse(template), new RouteValueDictionary()).TryMatch("/" + path.Trim('/'), new RouteValueDictionary());
}
