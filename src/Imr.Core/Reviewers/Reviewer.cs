using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Core.Reviewers;

/// <summary>An expert reviewer of the panel (LC 139.5(d)(4); letter attestation). The name is confidential outside the organization.</summary>
/// <param name="Id">Our own id, such as <c>REV-0007</c>; the only form that may stand in logs, history and index rows.</param>
/// <param name="PracticeHoursPerWeek">Hours a week in active practice now; at least 24 are needed.</param>
/// <param name="PracticeStarted">Start of active clinical practice; more than five years are needed.</param>
/// <param name="AffiliatedIds">Every identifier of persons and organizations with a material tie: NPIs, TINs, FEINs, organization ids (LC 139.5(d)(5)).</param>
/// <param name="CapacityPerWeek">Open cases that the reviewer will hold at once.</param>
public sealed record Reviewer(
    int SchemaVersion,
    string Id,
    string FirstName,
    string LastName,
    Npi Npi,
    string Degree,
    IReadOnlyList<License> Licenses,
    IReadOnlyList<BoardCertification> Certifications,
    int PracticeHoursPerWeek,
    DateOnly PracticeStarted,
    bool Sanctioned,
    bool QualifiedMedicalEvaluator,
    IReadOnlyList<string> AffiliatedIds,
    int CapacityPerWeek,
    bool Active) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <param name="State">Two letters.</param>
public sealed record License(string State, string Number, LicenseStatus Status, DateOnly Expires);

public enum LicenseStatus { Active, Restricted, Expired, Revoked }

public sealed record BoardCertification(Specialty Specialty, string Board, DateOnly? ValidTo);

/// <summary>What the letter says of the reviewer, and what was true on the day: kept apart from letters in <c>reviewer-snapshots</c>.</summary>
public sealed record ReviewerCredentials(IReadOnlyList<string> LicensureStates, IReadOnlyList<string> Specialties, bool MoreThanFiveYears, bool AtLeast24Hours);
