namespace Imr.Core.Cases;

/// <summary>What no single member shows: numbers that must agree, ids that must differ, days in an impossible order.</summary>
internal sealed class ApplicationChecks
{
    private readonly ImrApplication _application;
    private readonly FormReading _reading;

    private ApplicationChecks(ImrApplication application, FormReading reading) => (_application, _reading) = (application, reading);

    /// <param name="application">May hold placeholders (null, the default day) where a problem is listed already; those are passed over.</param>
    public static void Check(ImrApplication application, CaseNumber? expected, FormReading reading)
    {
        if (expected is not null && application.CaseNumber is { } number && number != expected)
            reading.Problems.Add(new ApplicationProblem("$.caseNumber", "is not the number under which the file was sent", expected.Value, number.Value));
        var checks = new ApplicationChecks(application, reading);
        checks.CheckDays();
        checks.Differ([.. application.DisputedItems.Select(i => i?.Id)], "disputedItems", "id", "an id that no other item has (upper and lower case are the same)");
        checks.Differ([.. application.Documents.Select(d => d?.Name)], "documents", "name", "a name that no other document has (upper and lower case are the same)");
        if (reading.Accepted)
            return;
        checks.CheckLaterDays();
        checks.CheckAgreement();
    }

    private void CheckDays()
    {
        var decided = _application.UrDecision?.DecisionDate;
        var injured = _application.Claim?.DateOfInjury;
        NotBefore("$.urDecision.decisionDate", decided, injured, "the date of injury");
        NotBefore("$.urDecision.servedOn", _application.UrDecision?.ServedOn, decided, "the UR decision");
        NotBefore("$.applicationReceived", _application.ApplicationReceived, decided, "the UR decision");
        NotBefore("$.claim.dateOfInjury", injured, _application.InjuredWorker?.DateOfBirth, "the date of birth");
    }

    /// <summary>What files of earlier programs were not asked.</summary>
    private void CheckLaterDays()
    {
        var ur = _application.UrDecision;
        var injured = _application.Claim?.DateOfInjury;
        var received = _application.ApplicationReceived;
        NotBefore("$.signature.signedOn", _application.Signature?.SignedOn, ur?.DecisionDate, "the UR decision");
        NotBefore("$.applicationReceived", received, ur?.ServedOn, "the UR decision was served");
        NotBefore("$.urDecision.formSentOn", ur?.FormSentOn, ur?.DecisionDate, "the UR decision");
        NotBefore("$.emergencyTreatment.treatedOn", _application.EmergencyTreatment?.TreatedOn, injured, "the date of injury");
        NotBefore("$.representative.acceptedOn", _application.Representative?.AcceptedOn, _application.Representative?.DesignatedOn, "the designation");
        for (var i = 0; i < _application.DisputedItems.Count; i++)
        {
            var asked = _application.DisputedItems[i]?.RfaDate;
            NotBefore($"$.disputedItems[{i}].rfaDate", asked, injured, "the date of injury");
            if (asked > ur?.DecisionDate && ur.DecisionDate != default && IsGood("$.urDecision.decisionDate"))
                Add($"$.disputedItems[{i}].rfaDate", "lies after the UR decision", "the day of the request on which utilization review decided", Day(asked));
        }
    }

    private void CheckAgreement()
    {
        if ((_application.ReviewType, _application.Priority) is (ReviewType.Regular, Priority.Expedited) or (ReviewType.Expedited, Priority.Standard)
            && IsGood("$.priority"))
        {
            Add("$.reviewType", "is not what priority says", "Regular with Standard, Expedited with Expedited, ModificationAfterAppeal with either", _application.ReviewType.ToString());
        }

        if (_application is { Signature.SignedBy: SignedBy.EmergencyProvider, EmergencyTreatment: null } && IsGood("$.emergencyTreatment"))
            Add("$.emergencyTreatment", "is missing", "an object: who treated the emergency, and when (LC 4610.5(h)(4))", null);
        if (_application is { Signature: { SignedBy: SignedBy.DesignatedAgent, DesignatedOn: { } signed }, Representative.DesignatedOn: var designated } && designated != default && designated != signed)
            Add("$.representative.designatedOn", "is not the day of $.signature.designatedOn", "one day of the designation", Day(designated));
    }

    private void NotBefore(string path, DateOnly? day, DateOnly? earlier, string what)
    {
        // Signed in the future cannot be seen here: Core has no clock.
        if (day is { } d && earlier is { } e && d != default && e != default && d < e && IsGood(path))
            Add(path, $"lies before {what}", $"a day on or after {what}", Day(d));
    }

    private void Differ(IReadOnlyList<string?> keys, string list, string member, string expected)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i] is { Length: > 0 } key && !seen.Add(key))
                Add($"$.{list}[{i}].{member}", "stands there before", expected, key);
        }
    }

    private bool IsGood(string path) => !_reading.Problems.Exists(p => p.Path == path);

    private void Add(string path, string problem, string expected, string? found)
        => _reading.Problems.Add(new ApplicationProblem(path, problem, expected, found is null ? null : FoundText.Of(found)));

    private static string? Day(DateOnly? day) => day?.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
