using Imr.Core.Cases;

namespace Imr.Core.Operations;

/// <summary>How a NOARFI went out: the records' clock is longer by mail (8 CCR 9792.10.5(a)(1)).</summary>
public enum NoticeSending { Electronic, Mail }

/// <summary>A case that another system began: what happened in it, with its real instants.</summary>
/// <param name="Stage">RecordsRequested, ReviewerAssignment or ClinicalReview.</param>
/// <param name="FirstArrival">When the first upload arrived there.</param>
/// <param name="ReceivedOn">The legal received date.</param>
/// <param name="EligibleAt">When the finding of eligibility was received.</param>
/// <param name="RecordsCompleteAt">When the records were complete, or it was decided to go on with what was there: starts the determination's clock. Null while they are awaited.</param>
/// <param name="ReviewerId">In ClinicalReview: the reviewer, by the panel's id.</param>
/// <param name="ApplicationJson">The application as it stands in the import, byte by byte.</param>
/// <param name="Documents">What lies in the case's folder of uploads already, by name.</param>
public sealed record ImportedCase(
    CaseNumber CaseNumber,
    ReviewStage Stage,
    DateTimeOffset FirstArrival,
    DateOnly ReceivedOn,
    DateTimeOffset EligibleAt,
    DateTimeOffset NoarfiSentAt,
    NoticeSending NoarfiBy,
    DateTimeOffset? RecordsCompleteAt,
    string? ReviewerId,
    DateOnly? AssignedOn,
    ImrApplication Application,
    byte[] ApplicationJson,
    IReadOnlyList<ListedDocument> Documents);

/// <summary>One entry of an import: the case, or what is wrong with it.</summary>
/// <param name="CaseNumber">As given, when it is one; said even of an entry with problems.</param>
public sealed record ImportEntry(int Index, CaseNumber? CaseNumber, ImportedCase? Case, IReadOnlyList<ApplicationProblem> Problems);
