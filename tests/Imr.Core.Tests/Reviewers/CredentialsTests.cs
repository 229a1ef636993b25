using Imr.Core.Reviewers;
using Imr.Core.Tests.Matching;

namespace Imr.Core.Tests.Reviewers;

public class CredentialsTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void States_are_full_words_of_the_licences_good_on_the_day()
    {
        var reviewer = Panel.Reviewer() with
        {
            Licenses =
            [
                new("CA", "1", LicenseStatus.Active, Day), new("AZ", "2", LicenseStatus.Active, Day.AddYears(1)), new("NV", "3", LicenseStatus.Active, Day.AddDays(-1)),
                new("NC", "4", LicenseStatus.Restricted, Day.AddYears(1)),
            ],
        };
        Credentials.Of(reviewer, Day).LicensureStates.ShouldBe(["Arizona", "California"]);
    }

    [Fact]
    public void Specialties_are_printed_while_certified()
    {
        var reviewer = Panel.Reviewer() with { Certifications = [new(Specialty.Parse("PMR"), "ABPMR", Day), new(Specialty.Parse("PAIN"), "ABA", Day.AddDays(-1)), new(Specialty.Parse("ANES"), "ABA", null)] };
        Credentials.Of(reviewer, Day).Specialties.ShouldBe(["Physical Medicine & Rehabilitation", "Anesthesiology"]);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public void Exactly_five_years_is_not_more_than_five(int daysAfterAnniversary, bool more)
        => Credentials.Of(Panel.Reviewer() with { PracticeStarted = new DateOnly(2021, 3, 2) }, Day.AddDays(daysAfterAnniversary)).MoreThanFiveYears.ShouldBe(more);

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    public void Twenty_four_hours_a_week_are_enough(int hours, bool enough)
        => Credentials.Of(Panel.Reviewer() with { PracticeHoursPerWeek = hours }, Day).AtLeast24Hours.ShouldBe(enough);

    [Fact]
    public void There_are_fifty_states_and_the_district()
    {
        var letters = from a in Enumerable.Range('A', 26) from b in Enumerable.Range('A', 26) select $"{(char)a}{(char)b}";
        letters.Count(l => UsStates.NameOf(l) is not null).ShouldBe(51);
    }
}
