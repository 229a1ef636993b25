using Imr.Core.Cases;
using Imr.Core.Deadlines;

namespace Imr.Core.Records;

/// <summary>A part of the records package (8 CCR 9792.10.5(a)(1)).</summary>
/// <param name="Code">Such as <c>REC_A_REPORTS</c>.</param>
/// <param name="Owed">Whether the claims administrator owes something of it in every case; the rest is owed where it exists, which nobody here can tell.</param>
public sealed record RecordKind(string Code, string What, string Citation, bool Owed, RuleStatus Status);

/// <summary>The parts of the records package, and which of them a document is.</summary>
public static class RecordKinds
{
    public static RecordKind Reports { get; } = new("REC_A_REPORTS", "Physicians' reports of the six months before the request that bear on the present condition", "8 CCR 9792.10.5(a)(1)(A)", true, RuleStatus.Confirmed);

    public static RecordKind Application { get; } = new("REC_B_APPLICATION", "The application as it was sent with the utilization review decision", "8 CCR 9792.10.5(a)(1)(B)", false, RuleStatus.Confirmed);

    public static RecordKind ToEmployee { get; } = new("REC_C_INFO_TO_EMPLOYEE", "What the employee was told about the decision", "8 CCR 9792.10.5(a)(1)(C)", false, RuleStatus.Confirmed);

    public static RecordKind Support { get; } = new("REC_D_SUPPORT", "The request for authorization and what was sent in support of it", "8 CCR 9792.10.5(a)(1)(D)", true, RuleStatus.Confirmed);

    public static RecordKind Other { get; } = new("REC_E_OTHER", "What else the decision rested on, and its reasons", "8 CCR 9792.10.5(a)(1)(E)", false, RuleStatus.Draft);

    /// <summary>Cannot be told from a document's kind: a person who files a document says it in its name.</summary>
    public static RecordKind Response { get; } = new("REC_F_RESPONSE", "The claims administrator's answer to new points of the application", "8 CCR 9792.10.5(a)(1)(F)", false, RuleStatus.Draft);

    /// <summary>Beside its part: the document came after the records were complete or due.</summary>
    public static RecordKind Late { get; } = new("REC_LATE", "Newly found records, forwarded at once", "LC 4610.5(m)", false, RuleStatus.Draft);

    public static IReadOnlyList<RecordKind> All { get; } = [Reports, Application, ToEmployee, Support, Other, Response, Late];

    /// <summary>The part of the package that documents of this kind belong to.</summary>
    public static RecordKind Of(DocumentKind kind)
        => kind switch
        {
            DocumentKind.MedicalReport => Reports,
            DocumentKind.ApplicationForm => Application,
            DocumentKind.Correspondence => ToEmployee,
            DocumentKind.RequestForAuthorization or DocumentKind.AdditionalInformation => Support,
            _ => Other,
        };

    /// <param name="recordsClosed">When the records were complete or due; null while they are waited for.</param>
    public static bool IsLate(CaseDocument document, DateTimeOffset? recordsClosed) => document.ReceivedAt > recordsClosed;
}
