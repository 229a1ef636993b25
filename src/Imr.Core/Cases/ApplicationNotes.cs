namespace Imr.Core.Cases;

/// <summary>What intake tolerates in a good file and a person should look at before it is uploaded.</summary>
internal static class ApplicationNotes
{
    private const int OldestWorker = 100;

    public static void Add(ImrApplication application, DateOnly today, List<ApplicationProblem> notes)
    {
        Future(application, today, notes);
        Absent(application, today, notes);
        Contacts(application, notes);
        for (var i = 0; i < application.DisputedItems.Count; i++)
            Item(application.DisputedItems[i], $"$.disputedItems[{i}]", notes);
    }

    private static void Future(ImrApplication application, DateOnly today, List<ApplicationProblem> notes)
    {
        (string Path, DateOnly? Day)[] days =
        [
            ("$.applicationReceived", application.ApplicationReceived),
            ("$.signature.signedOn", application.Signature?.SignedOn),
            ("$.urDecision.decisionDate", application.UrDecision.DecisionDate),
            ("$.urDecision.servedOn", application.UrDecision.ServedOn),
            ("$.claim.dateOfInjury", application.Claim.DateOfInjury),
            ("$.consent.signedOn", application.Consent?.SignedOn),
            ("$.representative.designatedOn", application.Representative?.DesignatedOn),
        ];
        foreach (var (path, day) in days.Where(d => d.Day > today))
            notes.Add(new ApplicationProblem(path, "lies in the future", "today or earlier", Day(day)));
        // Not a fault: a missing signature may be given later, and the first day of receipt is kept (8 CCR 9792.10.1(b)).
        if (application.Signature?.SignedOn > application.ApplicationReceived)
            notes.Add(new ApplicationProblem("$.signature.signedOn", "lies after the day of receipt", "a day on or before it, unless the form was signed and sent again", Day(application.Signature?.SignedOn)));
        if (application.InjuredWorker.DateOfBirth is { } birth && birth.AddYears(OldestWorker) < today)
            notes.Add(new ApplicationProblem("$.injuredWorker.dateOfBirth", $"is more than {OldestWorker} years ago", "the employee's date of birth", Day(birth)));
    }

    /// <summary>What DWC Form IMR asks for. Without it the file is taken; the application may be ineligible, or parties be asked.</summary>
    private static void Absent(ImrApplication application, DateOnly today, List<ApplicationProblem> notes)
    {
        if (application.Signature is null)
            notes.Add(new ApplicationProblem("$.signature", "is absent", "who signed and when: an unsigned application is ineligible until refiled in time (8 CCR 9792.10.1(b))"));
        if (application.CopyToClaimsAdministrator is not { Certified: true })
            notes.Add(new ApplicationProblem("$.copyToClaimsAdministrator", "is not certified", "the certification that a copy of the signed form went to the claims administrator (8 CCR 9792.10.1(b))"));
        if (application.Consent is not { Given: true } consent)
            notes.Add(new ApplicationProblem("$.consent", "is not given", "the employee's consent that records are obtained"));
        else if (consent.LastDay() < today)
            notes.Add(new ApplicationProblem("$.consent.signedOn", "is more than a year ago: the consent has ended", "a consent that holds", Day(consent.SignedOn)));
        if (application.PrimaryDiagnosis is null)
            notes.Add(new ApplicationProblem("$.primaryDiagnosis", "is absent", "the primary diagnosis, with its ICD-10 code where practical"));
        if (application.LiabilityDispute is { Disputed: true, Reason: null })
            notes.Add(new ApplicationProblem("$.liabilityDispute.reason", "is absent", "why liability is disputed"));
        if (application is { Signature.SignedBy: SignedBy.DesignatedAgent, Representative: null })
            notes.Add(new ApplicationProblem("$.representative", "is absent", "the Authorized Representative Designation of the agent who signed"));
        if (application is { Signature.SignedBy: SignedBy.Attorney, Attorney: null })
            notes.Add(new ApplicationProblem("$.attorney", "is absent", "the attorney who signed"));
    }

    /// <summary>Fax numbers and e-mail addresses that nothing can be sent to.</summary>
    private static void Contacts(ImrApplication application, List<ApplicationProblem> notes)
    {
        (string Path, string? Fax, string? Email)[] contacts =
        [
            ("$.claimsAdministrator", application.ClaimsAdministrator.Fax, application.ClaimsAdministrator.Email),
            ("$.attorney", application.Attorney?.Fax, application.Attorney?.Email),
            ("$.requestingPhysician", application.RequestingPhysician.Fax, application.RequestingPhysician.Email),
            ("$.representative", null, application.Representative?.Email),
        ];
        foreach (var (path, fax, email) in contacts)
        {
            if (fax is not null && !ApplicationLimits.IsPhone(fax))
                notes.Add(new ApplicationProblem(path + ".fax", "is no fax number", "at least 7 digits, such as 916-555-0100", FoundText.Of(fax)));
            if (email is not null && (email.IndexOf('@', StringComparison.Ordinal) is var at && (at <= 0 || at == email.Length - 1 || email.Contains(' ', StringComparison.Ordinal))))
                notes.Add(new ApplicationProblem(path + ".email", "is no e-mail address", "name@domain", FoundText.Of(email)));
        }
    }

    private static void Item(DisputedItem item, string path, List<ApplicationProblem> notes)
    {
        if (item is { UrOutcome: UrOutcome.Modified, AuthorizedPart: null })
            notes.Add(new ApplicationProblem(path + ".authorizedPart", "is absent", "what the modification allowed: the rest is in dispute"));
        if (item is { UrOutcome: UrOutcome.Approved, UrDenialReason: not null })
            notes.Add(new ApplicationProblem(path + ".urDenialReason", "stands at an approved item", "left out", item.UrDenialReason.ToString()));
        if (item.RfaDate is null)
            notes.Add(new ApplicationProblem(path + ".rfaDate", "is absent", "the day of the Request for Authorization"));
        if (item.LiabilityDispute is { Disputed: true, Reason: null })
            notes.Add(new ApplicationProblem(path + ".liabilityDispute.reason", "is absent", "why liability is disputed"));
    }

    private static string? Day(DateOnly? day) => day?.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
