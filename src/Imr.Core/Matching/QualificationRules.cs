using Imr.Core.Reviewers;

namespace Imr.Core.Matching;

/// <summary>The rules that a reviewer meets whatever the case is (domain.md §2.1, Q1 and Q3–Q8). A fact names ids, days and numbers only.</summary>
internal static class QualificationRules
{
    private const string Statute = "LC 139.5(d)(4)";
    private const string Attestation = "Final Determination Letter, reviewer attestation (domain.md §2.1)";

    /// <summary>Degrees of a "physician" under LC 3209.3; a PhD is one only as a psychologist.</summary>
    private static readonly string[] PhysicianDegrees = ["MD", "DO", "PSYD", "LAC", "OD", "DDS", "DMD", "DPM", "DC"];

    public static IEnumerable<MatchFailure> Failures(Reviewer reviewer, DateOnly on)
    {
        var degree = new string([.. reviewer.Degree.Where(char.IsLetter)]).ToUpperInvariant();
        if (!IsPhysician(degree, reviewer))
            yield return new("Q1", $"degree {degree}", "LC 3209.3; " + Statute);
        if (!reviewer.Licenses.Any(l => Credentials.IsGood(l, on)))
            yield return new("Q3", $"no active, unrestricted licence on {on:yyyy-MM-dd}", Statute + "(B)");
        if (degree is "MD" or "DO" && Credentials.CurrentSpecialties(reviewer, on).Count == 0)
            yield return new("Q3", $"no current board certification on {on:yyyy-MM-dd}", Statute + "(B)");
        if (reviewer.Sanctioned)
            yield return new("Q5", "sanctioned", Statute + "(C)");
        foreach (var license in reviewer.Licenses.Where(l => l.Status is LicenseStatus.Restricted or LicenseStatus.Revoked))
            yield return new("Q5", $"licence {license.State} {license.Status}", Statute + "(C)");
        if (reviewer.QualifiedMedicalEvaluator)
            yield return new("Q6", "appointed as Qualified Medical Evaluator", Statute + "(D)");
        if (!Credentials.HasMoreThanFiveYears(reviewer, on))
            yield return new("Q7", $"practice started {reviewer.PracticeStarted:yyyy-MM-dd}, not more than five years before {on:yyyy-MM-dd}", Attestation);
        if (!Credentials.HasTwentyFourHours(reviewer))
            yield return new("Q8", $"{reviewer.PracticeHoursPerWeek} hours a week, 24 needed", Attestation);
    }

    private static bool IsPhysician(string degree, Reviewer reviewer)
        => PhysicianDegrees.Contains(degree, StringComparer.Ordinal)
            || (degree == "PHD" && reviewer.Certifications.Any(c => c.Specialty == Specialty.Parse("PSYCHOLOGY")));
}
