using Imr.Core.Serialization;

namespace Imr.Core.Cases;

/// <summary>
/// A checked application for Independent Medical Review: the fields of DWC Form IMR (8 CCR 9792.10.2) as they stand in <c>application.json</c>.
/// Built by the application reader only from a file without problems.
/// </summary>
public sealed record ImrApplication(
    int SchemaVersion,
    CaseNumber CaseNumber,
    Priority Priority,
    DateOnly? ApplicationReceived,
    ApplicationSignature? Signature,
    LiabilityDispute LiabilityDispute,
    InjuredWorker InjuredWorker,
    Claim Claim,
    Employer Employer,
    ClaimsAdministrator ClaimsAdministrator,
    Attorney? Attorney,
    RequestingPhysician RequestingPhysician,
    IReadOnlyList<Provider> OtherProviders,
    IReadOnlyList<Facility> Facilities,
    UrDecision UrDecision,
    IReadOnlyList<DisputedItem> DisputedItems,
    IReadOnlyList<ListedDocument> Documents,
    ReviewType? ReviewType = null,
    FilingChannel? ReceivedBy = null,
    Diagnosis? PrimaryDiagnosis = null,
    RecordsConsent? Consent = null,
    CopyCertification? CopyToClaimsAdministrator = null,
    Representative? Representative = null,
    EmergencyTreatment? EmergencyTreatment = null) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>Standard ("regular" in the statute) or expedited review.</summary>
public enum Priority { Standard, Expedited }

/// <summary>Who signed DWC Form IMR and when. Absent: unsigned, which makes the application ineligible until refiled in time (9792.10.1(b)).</summary>
public sealed record ApplicationSignature(SignedBy SignedBy, string Name, DateOnly SignedOn, DateOnly? DesignatedOn);

/// <summary>Who may apply (8 CCR 9792.10.1(b), LC 4610.5(h), (j)). <see cref="EmergencyProvider"/>: who treated an emergency applies in the own name.</summary>
public enum SignedBy { InjuredWorker, Attorney, DesignatedAgent, EmergencyProvider }

/// <summary>The claims administrator's dispute of liability for other reasons than medical necessity (LC 4610.5(k)): of the injury or body part, or of one item.</summary>
/// <param name="ResolutionServedOn">The day on which the notice was served that the dispute is resolved: the filing clock starts only then (LC 4610.5(h)(2)).</param>
public sealed record LiabilityDispute(bool Disputed, string? Reason, DateOnly? ResolutionServedOn = null);

public sealed record InjuredWorker(string FirstName, string LastName, string? MiddleInitial, DateOnly? DateOfBirth, Address? Address, string? Phone = null);

public sealed record Claim(string ClaimNumber, DateOnly DateOfInjury, string? WcisJcn, string? EamsCaseNumber);

public sealed record Employer(string Name, string? Fein);

/// <param name="OrganizationId">The organization in our own directory; what a user of that organization may see is decided by it.</param>
public sealed record ClaimsAdministrator(string OrganizationId, string CompanyName, string? Fein, string? ContactName, Address? Address, string? Fax = null, string? Email = null, string? Phone = null);

public sealed record Attorney(string Name, string? FirmName, Address? Address, string? Fax = null, string? Email = null, string? Phone = null);

/// <param name="JoinsApplication">The physician joins in or helps with the employee's application (LC 4610.5(j)); alone he may not apply.</param>
public sealed record RequestingPhysician(
    string FirstName,
    string LastName,
    Npi Npi,
    string Specialty,
    string? PracticeName,
    string? Tin,
    Address? Address,
    string? Fax = null,
    string? Email = null,
    string? Phone = null,
    bool? JoinsApplication = null);

public sealed record Provider(string Name, Npi? Npi, string? Tin, string Role);

public sealed record Facility(string Name, Npi? Npi, string? Tin);

/// <param name="State">Two capital letters of a State, a territory or the armed forces; abroad the province as it is written there.</param>
/// <param name="Country">Two capital letters of ISO 3166; absent in the United States.</param>
public sealed record Address(string Line1, string? Line2, string City, string State, string ZipCode, string? Country = null);

/// <param name="ServedOn">The day the decision was served on the employee: starts the filing clock (LC 4610.5(h)(1)).</param>
/// <param name="ReviewerOrganization">The utilization review organization; a reviewer who works for it is in conflict.</param>
/// <param name="FormularyDispute">A dispute over a drug of the MTUS formulary: 10 days to file, 5 working days to decide.</param>
/// <param name="FormSent">Whether the required notice with the application form went out with the decision; if not, no filing clock runs (LC 4610.5(h)(3)). Absent: not known.</param>
/// <param name="FormSentOn">The day on which they were sent, when that was later.</param>
public sealed record UrDecision(
    DateOnly DecisionDate,
    DateOnly ServedOn,
    ServiceMethod ServiceMethod,
    UrOutcome Outcome,
    bool ConditionallyNonCertified,
    string? ReviewerOrganization,
    Npi? ReviewerNpi,
    bool FormularyDispute,
    bool? FormSent = null,
    DateOnly? FormSentOn = null);

public enum ServiceMethod { Personal, Electronic, Fax, MailInCalifornia, MailOutsideCalifornia, MailAbroad }

public enum UrOutcome { Approved, Modified, Denied }

/// <summary>One treatment as requested on the RFA that utilization review denied or modified.</summary>
/// <param name="Id">Unique in the application; short letters and digits.</param>
/// <param name="AuthorizedPart">What a modification allowed; the rest is in dispute.</param>
/// <param name="RfaDate">The day of the Request for Authorization (DWC Form RFA) that asked for it.</param>
/// <param name="LiabilityDispute">Liability disputed for this item alone (8 CCR 9792.10.3(a)(4)).</param>
/// <param name="UrDenialReason">Absent in files that do not say it: then only <see cref="UrDecision.ConditionallyNonCertified"/> is known.</param>
public sealed record DisputedItem(
    string Id,
    string Description,
    IReadOnlyList<ServiceCode> Codes,
    BodyRegion? BodyRegion,
    UrOutcome UrOutcome,
    string? AuthorizedPart,
    string? UrGuideline,
    UrDenialReason? UrDenialReason = null,
    DateOnly? RfaDate = null,
    LiabilityDispute? LiabilityDispute = null);

/// <summary>Why utilization review did not approve an item, as its decision says.</summary>
public enum UrDenialReason
{
    /// <summary>A physician reviewer found it not medically necessary: the only ground that IMR decides (LC 4610.5(a)).</summary>
    MedicalNecessity,

    /// <summary>The requesting physician did not answer the request for information: conditionally non-certified.</summary>
    InformationNotReceived,

    /// <summary>Liability for the injury, the body part or this treatment is disputed (LC 4610.5(k)).</summary>
    LiabilityDisputed,

    /// <summary>Another ground, such as a contract or a network rule: not medical necessity.</summary>
    Other,
}

public sealed record ServiceCode(CodeSystem System, string Code);

public enum CodeSystem { Cpt, Hcpcs, Ndc, Icd10 }

/// <param name="Name">The uploader's file name below <c>documents/</c>: data, never a log field.</param>
public sealed record ListedDocument(string Name, DocumentKind Kind, ContentHash? Sha256);

/// <summary>What a document is, after 8 CCR 9792.10.5.</summary>
public enum DocumentKind { UrDecision, MedicalReport, RequestForAuthorization, Correspondence, ApplicationForm, AdditionalInformation, Other }
