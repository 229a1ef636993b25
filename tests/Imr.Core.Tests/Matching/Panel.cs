using Imr.Core.Cases;
using Imr.Core.Matching;
using Imr.Core.Reviewers;

namespace Imr.Core.Tests.Matching;

/// <summary>Invented reviewers and requests.</summary>
internal static class Panel
{
    public static readonly DateOnly Day = new(2026, 3, 2);

    public static readonly Treatment SpineImaging = new("imaging-spine", BodyRegion.Cervical, "CT", "code");

    public static Reviewer Reviewer(string id = "REV-1")
        => new(
            1, id, "Ann", "Vale", Npi.Parse("1434640979"), "MD", [new("CA", "A1", LicenseStatus.Active, Day.AddYears(2))],
            [new(Specialty.Parse("PMR"), "ABPMR", Day.AddYears(2))], 40, new DateOnly(2010, 7, 1), false, false, [], 5, true);

    public static MatchRequest Request(params Treatment[] treatments)
        => new(new ReviewKey(CaseNumber.Parse("CM26-0000123"), 1), 1, Day, treatments.Length == 0 ? [SpineImaging] : treatments, [], [], []);

    public static MatchResult Match(MatchRequest request, params Reviewer[] reviewers) => ReviewerMatcher.Match(request, reviewers, new Dictionary<string, int>());
}
