namespace Imr.Core.Cases;

/// <summary>The kind of review that the form asks for (8 CCR 9792.10.2).</summary>
public enum ReviewType
{
    Regular,
    Expedited,

    /// <summary>The claims administrator changed its decision after an internal appeal: the UR decision is the one after the appeal.</summary>
    ModificationAfterAppeal,
}

/// <summary>How the application came (8 CCR 9792.10.1(b)(1)).</summary>
public enum FilingChannel { Mail, Fax, Electronic, Personal }

/// <summary>The diagnosis to which the disputed treatment belongs: a code, words, or both.</summary>
public sealed record Diagnosis(string? Icd10, string? Description);

/// <summary>The employee's consent that medical records are obtained (DWC Form IMR).</summary>
/// <param name="SignedOn">Stands whenever consent is given.</param>
/// <param name="HivInjuryClaimed">HIV is the claimed injury. Else the consent does not cover records of HIV.</param>
public sealed record RecordsConsent(bool Given, DateOnly? SignedOn, bool? HivInjuryClaimed = null)
{
    private const int Years = 1;

    /// <summary>The last day on which it holds: one year from the signature. Null when no consent is given.</summary>
    public DateOnly? LastDay() => Given ? SignedOn?.AddYears(Years) : null;

    public bool CoversHivRecords() => Given && HivInjuryClaimed == true;
}

/// <summary>The applicant's certification that a copy of the signed form went to the claims administrator (8 CCR 9792.10.1(b)).</summary>
public sealed record CopyCertification(bool Certified, DateOnly? SentOn);

/// <summary>The Authorized Representative Designation of the form: who acts for the employee (LC 4610.5(j)).</summary>
/// <param name="DesignatedOn">The day on which the employee signed the designation; one before the UR decision is not valid.</param>
/// <param name="AcceptedOn">The day on which the representative signed.</param>
public sealed record Representative(
    string Name,
    RepresentativeRelation Relation,
    string? Organization,
    Address? Address,
    string? Phone,
    string? Fax,
    string? Email,
    DateOnly DesignatedOn,
    DateOnly? AcceptedOn);

/// <summary>What the representative is to the employee.</summary>
public enum RepresentativeRelation { Parent, Guardian, Conservator, Relative, Other }

/// <summary>Emergency treatment whose provider applies without the employee (LC 4610.5(h)(4)).</summary>
/// <param name="ImminentAndSeriousThreat">The provider states that the employee faced an imminent and serious threat to health.</param>
public sealed record EmergencyTreatment(
    string ProviderName,
    Npi? ProviderNpi,
    string? FacilityName,
    DateOnly TreatedOn,
    bool ImminentAndSeriousThreat,
    Address? Address,
    string? Phone,
    string? Fax);
