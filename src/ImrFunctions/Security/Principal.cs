using Imr.Core.Cases;

namespace ImrFunctions.Security;

/// <summary>What a caller may be. One role a caller.</summary>
public enum Role
{
    /// <summary>Intake desk of the organization.</summary>
    Intake,

    /// <summary>The Administrative Director's staff (eligibility findings).</summary>
    AdministrativeDirector,

    /// <summary>An expert reviewer; the id is the reviewer id.</summary>
    Reviewer,

    /// <summary>The second person who releases a letter.</summary>
    Releaser,

    /// <summary>A claims administrator's user; belongs to an organization.</summary>
    Claims,

    /// <summary>The applicant of one case; the id is the case number.</summary>
    Applicant,
    Operator,
    Auditor,
}

/// <summary>Who calls. Built only from a checked token.</summary>
/// <param name="Id">The person's or system's id in its role; never a name.</param>
/// <param name="Organization">For <see cref="Role.Claims"/>: the organization whose cases may be seen.</param>
public sealed record Principal(Role Role, string Id, string? Organization)
{
    /// <summary>As facts and audit lines name the caller, such as <c>Reviewer:REV-0007</c>.</summary>
    public override string ToString() => $"{Role}:{Id}";

    /// <summary>Whether it stands outside of the organization: who reviews and how far she is, is not for it (LC 4610.6(f)).</summary>
    public bool IsParty => Role is Role.Claims or Role.Applicant;

    /// <summary>Whether a case's existence may be known to this caller. No: 404, so that numbers can't be probed.</summary>
    public bool MaySee(CaseNumber caseNumber, string organizationId, IEnumerable<string> reviewers, string? offeredTo)
        => Role switch
        {
            Role.Intake or Role.AdministrativeDirector or Role.Releaser or Role.Operator or Role.Auditor => true,
            Role.Claims => Organization == organizationId,
            Role.Applicant => Id == caseNumber.Value,
            Role.Reviewer => Id == offeredTo || reviewers.Contains(Id),
            _ => false,
        };
}
