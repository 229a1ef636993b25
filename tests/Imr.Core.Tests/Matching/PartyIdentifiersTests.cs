using Imr.Core.Cases;
using Imr.Core.Matching;
using Imr.Core.Tests.Guidelines;

namespace Imr.Core.Tests.Matching;

public class PartyIdentifiersTests
{
    [Fact]
    public void Every_party_is_in_the_list()
    {
        var application = Evidence.Application() with
        {
            OtherProviders = [new Provider("Clinic", Npi.Parse("1202466334"), "95-0000009", "therapist")],
            Facilities = [new Facility("Imaging Center", null, "950000008")],
        };
        var (ids, unidentified) = PartyIdentifiers.Of(application);
        ids.ShouldBe(
            ["npi:1434640979", "tin:950000001", "npi:1202466334", "tin:950000009", "tin:950000008", "tin:950000002", "org:CA-PACIFICCREST", "tin:950000003", "org:URO-GOLDENSTATE", "npi:1529923124"],
            ignoreOrder: true);
        unidentified.ShouldBeEmpty();
        PartyIdentifiers.RulesOf(application).ShouldSatisfyAllConditions(
            r => r["org:URO-GOLDENSTATE"].ShouldBe("COI-URO"),
            r => r["tin:950000002"].ShouldBe("COI-EMPLOYER"),
            r => r["org:CA-PACIFICCREST"].ShouldBe("COI-INSURER"),
            r => r["tin:950000008"].ShouldBe("COI-FACILITY"),
            r => r["npi:1434640979"].ShouldBe("COI-PROVIDER"));
    }

    [Fact]
    public void A_party_without_an_identifier_is_named_by_role()
    {
        var application = Evidence.Application();
        application = application with
        {
            Employer = application.Employer with { Fein = null },
            OtherProviders = [new Provider("Somebody", null, null, "surgeon")],
            UrDecision = application.UrDecision with { ReviewerOrganization = "Golden State Review", ReviewerNpi = null },
        };
        var (ids, unidentified) = PartyIdentifiers.Of(application);
        unidentified.ShouldBe(["other provider 1", "employer", "utilization review organization"]);
        ids.ShouldContain("org:GOLDEN-STATE-REVIEW", "a name widens a conflict");
    }

    [Theory]
    [InlineData("1434640979", "npi:1434640979")]
    [InlineData(" NPI: 1434640979", "npi:1434640979")]
    [InlineData("95-0000001", "tin:950000001")]
    [InlineData("fein:95-0000001", "tin:950000001")]
    [InlineData("uro-GoldenState", "org:URO-GOLDENSTATE")]
    [InlineData("org:URO-GOLDENSTATE", "org:URO-GOLDENSTATE")]
    public void One_party_has_one_written_form(string raw, string form)
    {
        PartyIdentifiers.Normalize(raw).ShouldBe(form);
        PartyIdentifiers.Normalize(form).ShouldBe(form);
    }
}
