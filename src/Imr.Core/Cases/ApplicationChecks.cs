namespace Imr.Core.Cases;

/// <summary>What no single member shows: numbers that must agree, ids that must differ, days in an impossible order.</summary>
internal static class ApplicationChecks
{
    /// <param name="application">May hold placeholders (null, the default day) where a problem is listed already; those are passed over.</param>
    public static void Check(ImrApplication application, CaseNumber? expected, List<ApplicationProblem> problems)
    {
        if (expected is not null && application.CaseNumber is { } number && number != expected)
            problems.Add(new ApplicationProblem("$.caseNumber", "is not the number under which the file was sent", expected.Value));
        CheckDays(application, problems);
        Differ([.. application.DisputedItems.Select(i => i?.Id)], "disputedItems", "id", "an id that no other item has (upper and lower case are the same)", problems);
        Differ([.. application.Documents.Select(d => d?.Name)], "documents", "name", "a name that no other document has (upper and lower case are the same)", problems);
    }

    private static void CheckDays(ImrApplication application, List<ApplicationProblem> problems)
    {
        var decided = application.UrDecision?.DecisionDate;
        var injured = application.Claim?.DateOfInjury;
        NotBefore("$.urDecision.decisionDate", decided, injured, "the date of injury");
        NotBefore("$.urDecision.servedOn", application.UrDecision?.ServedOn, decided, "the UR decision");
        NotBefore("$.applicationReceived", application.ApplicationReceived, decided, "the UR decision");
        NotBefore("$.claim.dateOfInjury", injured, application.InjuredWorker?.DateOfBirth, "the date of birth");

        void NotBefore(string path, DateOnly? day, DateOnly? earlier, string what)
        {
            // Signed in the future cannot be seen here: Core has no clock.
            if (day is { } d && earlier is { } e && d != default && e != default && d < e)
                problems.Add(new ApplicationProblem(path, $"lies before {what}", $"a day on or after {what}"));
        }
    }

    private static void Differ(IReadOnlyList<string?> keys, string list, string member, string expected, List<ApplicationProblem> problems)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i] is { Length: > 0 } key && !seen.Add(key))
                problems.Add(new ApplicationProblem($"$.{list}[{i}].{member}", "stands there before", expected));
        }
    }
}
