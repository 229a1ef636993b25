namespace Imr.Core.Reviewers;

/// <summary>What was true of a reviewer on a day: checked on the day of assignment and again on the day of issue (domain.md §2.1).</summary>
public static class Credentials
{
    /// <summary>Full words for the letter: States of the licences and specialties of the certifications that were good on the day.</summary>
    public static ReviewerCredentials Of(Reviewer reviewer, DateOnly on)
        => new(
            [.. reviewer.Licenses.Where(l => IsGood(l, on)).Select(l => UsStates.NameOf(l.State)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. CurrentSpecialties(reviewer, on).Select(s => s.Name)],
            HasMoreThanFiveYears(reviewer, on),
            HasTwentyFourHours(reviewer));

    /// <summary>Active, unrestricted, in one of the States, and not past its last day (LC 139.5(d)(4)(B)). The last day itself is good.</summary>
    public static bool IsGood(License license, DateOnly on)
        => license.Status == LicenseStatus.Active && on <= license.Expires && UsStates.NameOf(license.State) is not null;

    /// <summary>Specialties certified on the day; a certification without an end lasts for life.</summary>
    public static IReadOnlyList<Specialty> CurrentSpecialties(Reviewer reviewer, DateOnly on)
        => [.. reviewer.Certifications.Where(c => c.ValidTo is null || on <= c.ValidTo).Select(c => c.Specialty).Distinct()];

    /// <summary>More than five years of active practice: the fifth anniversary itself is not yet more.</summary>
    public static bool HasMoreThanFiveYears(Reviewer reviewer, DateOnly on) => on > reviewer.PracticeStarted.AddYears(5);

    /// <summary>At least 24 hours a week in active practice: 24 is enough.</summary>
    public static bool HasTwentyFourHours(Reviewer reviewer) => reviewer.PracticeHoursPerWeek >= 24;
}
