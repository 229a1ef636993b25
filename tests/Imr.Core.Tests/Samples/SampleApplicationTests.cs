using System.Text.Json;
using Imr.Core.Cases;
using Imr.Core.Determinations.Checks;
using Imr.Core.Serialization;

namespace Imr.Core.Tests.Samples;

public sealed class SampleApplicationTests
{
    public static TheoryData<string> Cases => [SampleFiles.A, SampleFiles.B, SampleFiles.C, SampleFiles.D];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_sample_application_is_of_schema_version_1_and_its_own_case(string caseNumber)
    {
        var application = SampleFiles.Application(caseNumber);
        application.SchemaVersion.ShouldBe(1);
        application.CaseNumber.Value.ShouldBe(caseNumber);
        application.ClaimsAdministrator.OrganizationId.ShouldStartWith("CA-");
        application.UrDecision.ReviewerOrganization!.ShouldStartWith("URO-");
        application.DisputedItems.ShouldNotBeEmpty();
        application.UrDecision.Outcome.ShouldBe(application.DisputedItems.Any(i => i.UrOutcome == UrOutcome.Modified) ? UrOutcome.Modified : UrOutcome.Denied);
    }

    [Theory]
    [InlineData(SampleFiles.A)]
    [InlineData(SampleFiles.B)]
    [InlineData(SampleFiles.C)]
    public void Cases_A_to_C_dispute_one_denied_item(string caseNumber)
        => SampleFiles.Application(caseNumber).DisputedItems.ShouldHaveSingleItem().UrOutcome.ShouldBe(UrOutcome.Denied);

    [Fact]
    public void Case_D_disputes_the_rest_of_a_modified_item_and_two_denied_ones_within_the_10_days_of_a_formulary_dispute()
    {
        var application = SampleFiles.Application(SampleFiles.D);
        application.DisputedItems.Select(i => (i.UrOutcome, i.AuthorizedPart)).ShouldBe([(UrOutcome.Modified, "60 tablets"), (UrOutcome.Denied, null), (UrOutcome.Denied, null)]);
        application.UrDecision.FormularyDispute.ShouldBeTrue();
        application.ApplicationReceived!.Value.ShouldBeLessThanOrEqualTo(application.UrDecision.ServedOn.AddDays(10));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_member_of_a_sample_is_known_to_the_contract(string caseNumber)
    {
        var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(SampleFiles.CaseFolder(caseNumber), "application.json"))).RootElement;
        var written = JsonSerializer.SerializeToElement(SampleFiles.Application(caseNumber), ImrJson.Options);
        Leaves("$", file).Order(StringComparer.Ordinal).ShouldBe(Leaves("$", written).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_listed_documents_are_the_files_in_the_folder(string caseNumber)
    {
        var files = Directory.GetFiles(Path.Combine(SampleFiles.CaseFolder(caseNumber), "documents")).Select(Path.GetFileName);
        SampleFiles.Application(caseNumber).Documents.Select(d => d.Name).Order(StringComparer.Ordinal).ShouldBe(files.Order(StringComparer.Ordinal)!);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_sample_is_received_after_service_and_within_30_days(string caseNumber)
    {
        var application = SampleFiles.Application(caseNumber);
        application.ApplicationReceived.ShouldNotBeNull().ShouldBeInRange(application.UrDecision.ServedOn, application.UrDecision.ServedOn.AddDays(30));
    }

    [Fact]
    public void Case_C_is_unsigned_and_the_others_are_signed()
    {
        SampleFiles.Application(SampleFiles.A).Signature.ShouldNotBeNull();
        SampleFiles.Application(SampleFiles.B).Signature.ShouldNotBeNull();
        SampleFiles.Application(SampleFiles.C).Signature.ShouldBeNull();
        SampleFiles.Application(SampleFiles.D).Signature.ShouldNotBeNull();
    }

    [Fact]
    public void The_records_of_case_A_speak_of_the_neck_only_in_passing()
    {
        foreach (var name in new[] { "progress-report-2026-05-20.txt", "progress-report-2026-06-24.html", "progress-report-2026-08-05.txt", "lumbar-xray-2026-06-18.html" })
        {
            var regions = Regions.Count(File.ReadAllText(Path.Combine(SampleFiles.CaseFolder(SampleFiles.A), "documents", name)));
            regions.GetValueOrDefault(BodyRegion.Cervical).ShouldBeLessThanOrEqualTo(2, name);
            regions[BodyRegion.Lumbar].ShouldBeGreaterThan(9, name);
        }
    }

    private static IEnumerable<string> Leaves(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves($"{path}.{p.Name}", p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((e, i) => Leaves($"{path}[{i}]", e)),
        JsonValueKind.Null => [],
        _ => [$"{path}={element}"],
    };
}
