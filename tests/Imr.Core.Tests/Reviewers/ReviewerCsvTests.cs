using Imr.Core.Reviewers;

namespace Imr.Core.Tests.Reviewers;

public class ReviewerCsvTests
{
    private const string Header = "id,firstName,lastName,npi,degree,licenses,certifications,practiceHoursPerWeek,practiceStarted,sanctioned,qme,affiliatedIds,capacity,active";
    private const string Good = "REV-1,Ann,\"Vale, \"\"Jr\"\"\",1434640979,MD,CA:A1:Active:2028-01-31;AZ:2:Restricted:2027-01-31,PMR:ABPMR:2029-12-31;PAIN:ABA,40,2009-07-01,false,true,tin:95-0000001;org:X,6,true";

    [Fact]
    public void The_sample_file_reads_without_problems()
    {
        using var file = File.OpenText(Repository.PathOf("samples/reviewers.csv"));
        var result = ReviewerCsv.Read(file);
        result.Problems.ShouldBeEmpty();
        result.Reviewers.Count.ShouldBe(12);
        result.Reviewers.ShouldContain(r => r.AffiliatedIds.Contains("org:URO-GOLDENSTATE"));
    }

    [Fact]
    public void A_good_row_gives_every_field()
    {
        var result = Read(Header, Good);
        result.Problems.ShouldBeEmpty();
        var reviewer = result.Reviewers.ShouldHaveSingleItem();
        reviewer.LastName.ShouldBe("Vale, \"Jr\"");
        reviewer.Licenses.ShouldBe([new License("CA", "A1", LicenseStatus.Active, new DateOnly(2028, 1, 31)), new License("AZ", "2", LicenseStatus.Restricted, new DateOnly(2027, 1, 31))]);
        reviewer.Certifications[1].ValidTo.ShouldBeNull();
        reviewer.AffiliatedIds.ShouldBe(["tin:95-0000001", "org:X"]);
        reviewer.QualifiedMedicalEvaluator.ShouldBeTrue();
        reviewer.CapacityPerWeek.ShouldBe(6);
    }

    [Fact]
    public void Every_problem_of_every_row_is_listed_at_once()
    {
        var bad = ",Ann,Vale,1234567890,MD,ZZ:A1:Active:2028-01-31;CA,XX:B,lots,2009-13-01,no,true,,-1,true";
        var result = Read(Header, bad, Good, Good);
        result.Problems.Where(p => p.Row == 2).Select(p => p.Column)
            .ShouldBe(["id", "npi", "licenses", "licenses", "certifications", "practiceHoursPerWeek", "practiceStarted", "sanctioned", "capacity"], ignoreOrder: true);
        result.Problems.Where(p => p.Row == 4).Select(p => p.Column).ShouldBe(["id", "npi"]);
        result.Problems.ShouldAllBe(p => !p.Problem.Contains("1234567890", StringComparison.Ordinal) && p.Expected.Length > 0);
        result.Reviewers.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_missing_or_unknown_column_is_a_problem_of_row_1()
        => Read(Header.Replace("qme", "nickname", StringComparison.Ordinal), Good).Problems.Select(p => (p.Row, p.Column)).ShouldBe([(1, "qme"), (1, "")]);

    [Theory]
    [InlineData("REV-1,Ann")]
    [InlineData("REV-1,\"Ann")]
    public void A_broken_row_is_a_problem_and_no_exception(string row)
    {
        var result = Read(Header, row);
        result.Reviewers.ShouldBeEmpty();
        result.Problems.ShouldNotBeEmpty();
    }

    [Fact]
    public void An_empty_file_lacks_its_columns() => ReviewerCsv.Read(new StringReader("")).Problems.ShouldNotBeEmpty();

    private static ReviewerCsvResult Read(params string[] lines) => ReviewerCsv.Read(new StringReader(string.Join('\n', lines) + "\n"));
}
