using Imr.Core.Cases;

namespace Imr.Core.Records.Identity;

/// <summary>By what a page of this worker's records is known, and the names on it that are other people's with good reason.</summary>
/// <param name="Claims">Numbers that are this case's: claim, WCIS, EAMS, the case number.</param>
/// <param name="Others">Physicians, attorneys, claims examiners, offices: their names say nothing of the patient.</param>
public sealed record WorkerIdentity(PersonName Worker, DateOnly? DateOfBirth, IReadOnlyList<string> Claims, IReadOnlyList<PersonName> Others)
{
    public static WorkerIdentity Of(ImrApplication application)
    {
        string?[] claims = [application.Claim.ClaimNumber, application.Claim.WcisJcn, application.Claim.EamsCaseNumber, application.CaseNumber.Value];
        var physician = application.RequestingPhysician;
        string?[] others =
        [
            $"{physician.FirstName} {physician.LastName}", physician.PracticeName, application.Attorney?.Name, application.Attorney?.FirmName, application.ClaimsAdministrator.ContactName,
            application.ClaimsAdministrator.CompanyName, application.Employer.Name, .. application.OtherProviders.Select(p => p.Name), .. application.Facilities.Select(f => f.Name),
        ];
        return new WorkerIdentity(
            new PersonName([application.InjuredWorker.FirstName], [application.InjuredWorker.LastName]),
            application.InjuredWorker.DateOfBirth,
            [.. claims.OfType<string>().Where(c => c.Length > 0)],
            [.. others.OfType<string>().Select(PersonName.OfWords)]);
    }
}
