using System.Text;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Core.Tests.Cases;

public sealed class ApplicationReaderTests
{
    [Fact]
    public void Sample_reads_without_problems_and_as_the_serializer_reads_it()
    {
        var result = SampleApplication.ReadJson(SampleApplication.Json, SampleApplication.Number);

        result.Problems.ShouldBeEmpty();
        ImrJson.Write(result.Application).ShouldBe(ImrJson.Write(ImrJson.Read<ImrApplication>(SampleApplication.Json)));
    }

    [Fact]
    public void What_the_serializer_writes_reads_again()
        => ApplicationReader.Read(ImrJson.WriteBytes(SampleApplication.Application)).Problems.ShouldBeEmpty();

    [Fact]
    public void A_byte_order_mark_is_allowed()
        => ApplicationReader.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(SampleApplication.Json)]).Problems.ShouldBeEmpty();

    [Theory]
    [InlineData("signature")]
    [InlineData("attorney")]
    [InlineData("applicationReceived")]
    [InlineData("disputedItems[0].bodyRegion")]
    public void An_optional_member_may_be_absent_or_null(string path)
    {
        SampleApplication.ReadChanged(n => SampleApplication.Remove(n, path)).Problems.ShouldBeEmpty();
        SampleApplication.ReadChanged(n => SampleApplication.Set(n, path, null)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Unknown_members_are_tolerated()
        => SampleApplication.ReadChanged(n =>
        {
            n["colour"] = "blue";
            n["claim"]!["extra"] = new JsonArray(1, 2);
        }).Problems.ShouldBeEmpty();

    [Fact]
    public void A_newer_schema_version_is_refused_alone()
    {
        var result = SampleApplication.ReadJson("""{ "schemaVersion": 2, "caseNumber": 5 }""");

        result.Application.ShouldBeNull();
        result.Problems.ShouldHaveSingleItem().Path.ShouldBe("$.schemaVersion");
    }

    [Fact]
    public void All_problems_are_listed_at_once()
    {
        var result = SampleApplication.ReadChanged(n =>
        {
            SampleApplication.Set(n, "priority", "Urgent");
            SampleApplication.Set(n, "requestingPhysician.npi", "1234567890");
            SampleApplication.Set(n, "urDecision.servedOn", "2025-06-01");
            SampleApplication.Set(n, "documents[1].name", "../secrets");
            SampleApplication.Set(n, "disputedItems[1].id", "1");
        });

        result.Application.ShouldBeNull();
        result.Problems.Select(p => p.Path).ShouldBe(
            ["$.priority", "$.requestingPhysician.npi", "$.documents[1].name", "$.urDecision.servedOn", "$.disputedItems[1].id"], ignoreOrder: true);
        result.Problems.ShouldAllBe(p => p.Expected.Length > 0);
        result.Problems[0].ShouldBe(new ApplicationProblem("$.priority", "is 'Urgent'", "one of Standard, Expedited"));
    }

    [Theory]
    [InlineData("caseNumber", "\"CM25-12\"")]
    [InlineData("schemaVersion", "1e400")]
    [InlineData("schemaVersion", "99999999999999999999")]
    [InlineData("schemaVersion", "0")]
    [InlineData("schemaVersion", "\"1\"")]
    [InlineData("priority", "1")]
    [InlineData("priority", "\"standard\"")]
    [InlineData("signature", "[]")]
    [InlineData("signature.signedBy", "\"Employer\"")]
    [InlineData("liabilityDispute.disputed", "\"no\"")]
    [InlineData("injuredWorker.firstName", "\"  \"")]
    [InlineData("injuredWorker.lastName", "\"a\\u0000b\"")]
    [InlineData("injuredWorker.lastName", "\"\\ud800\"")]
    [InlineData("injuredWorker.address.state", "\"Calif\"")]
    [InlineData("injuredWorker.address.state", "\"ca\"")]
    [InlineData("claim.dateOfInjury", "\"02/14/2024\"")]
    [InlineData("claim.dateOfInjury", "\"2024-02-30\"")]
    [InlineData("claim.dateOfInjury", "\"0001-01-01\"")]
    [InlineData("claim.dateOfInjury", "null")]
    [InlineData("claimsAdministrator.organizationId", "\"a/b\"")]
    [InlineData("facilities", "null")]
    [InlineData("facilities[0]", "7")]
    [InlineData("facilities[0].npi", "\"0000000000\"")]
    [InlineData("disputedItems", "[]")]
    [InlineData("disputedItems[0].id", "\"item 1\"")]
    [InlineData("disputedItems[0].bodyRegion", "\"neck\"")]
    [InlineData("disputedItems[0].codes[0].system", "\"CPT\"")]
    [InlineData("documents[0].sha256", "\"ABC\"")]
    [InlineData("documents[0].name", "\"a/b.pdf\"")]
    [InlineData("documents[0].name", "\"a\\\\b.pdf\"")]
    [InlineData("documents[0].name", "\"..\"")]
    [InlineData("documents[0].name", "\"a.\"")]
    [InlineData("documents[0].name", "\"\"")]
    public void A_wrong_value_is_a_problem_at_its_path(string path, string json)
    {
        const string place = "@@here@@";
        var node = JsonNode.Parse(SampleApplication.Json)!;
        if (path == "facilities[0]")
            node["facilities"]![0] = place;
        else
            SampleApplication.Set(node, path, place);

        var result = SampleApplication.ReadJson(node.ToJsonString().Replace($"\"{place}\"", json, StringComparison.Ordinal));

        result.Application.ShouldBeNull();
        result.Problems.ShouldHaveSingleItem().Path.ShouldBe("$." + path);
    }

    [Fact]
    public void Names_of_200_characters_are_the_longest()
    {
        SampleApplication.ReadChanged(n => SampleApplication.Set(n, "documents[0].name", new string('a', 200))).Problems.ShouldBeEmpty();
        SampleApplication.ReadChanged(n => SampleApplication.Set(n, "documents[0].name", new string('a', 201))).Problems.ShouldHaveSingleItem();
    }

    [Fact]
    public void Document_names_and_item_ids_differ_without_regard_to_case()
    {
        var result = SampleApplication.ReadChanged(n =>
        {
            SampleApplication.Set(n, "documents[1].name", "UR-decision.PDF");
            SampleApplication.Set(n, "disputedItems[0].id", "A");
            SampleApplication.Set(n, "disputedItems[1].id", "a");
        });

        result.Problems.Select(p => p.Path).ShouldBe(["$.disputedItems[1].id", "$.documents[1].name"]);
    }

    [Theory]
    [InlineData("urDecision.decisionDate", "2024-02-13", "$.urDecision.decisionDate")]
    [InlineData("urDecision.servedOn", "2025-06-01", "$.urDecision.servedOn")]
    [InlineData("applicationReceived", "2025-06-01", "$.applicationReceived")]
    [InlineData("injuredWorker.dateOfBirth", "2024-02-15", "$.claim.dateOfInjury")]
    public void Days_in_an_impossible_order_are_a_problem(string path, string day, string problemPath)
        => SampleApplication.ReadChanged(n => SampleApplication.Set(n, path, day)).Problems.ShouldHaveSingleItem().Path.ShouldBe(problemPath);

    [Fact]
    public void Decision_service_and_receipt_on_one_day_are_possible()
        => SampleApplication.ReadChanged(n =>
        {
            SampleApplication.Set(n, "urDecision.servedOn", "2025-06-02");
            SampleApplication.Set(n, "applicationReceived", "2025-06-02");
        }).Problems.ShouldBeEmpty();

    [Fact]
    public void The_number_in_the_file_is_the_number_of_its_place()
    {
        var problem = SampleApplication.ReadJson(SampleApplication.Json, CaseNumber.Parse("CM25-0000124")).Problems.ShouldHaveSingleItem();

        problem.Path.ShouldBe("$.caseNumber");
        problem.Expected.ShouldBe("CM25-0000124");
    }

    [Fact]
    public void A_signature_in_other_letters_is_not_lost_silently()
        => SampleApplication.ReadJson(SampleApplication.Json.Replace("\"signature\"", "\"Signature\"", StringComparison.Ordinal))
            .Problems.ShouldHaveSingleItem().Path.ShouldBe("$.signature");

    [Fact]
    public void A_member_that_stands_twice_is_a_problem()
        => SampleApplication.ReadJson(SampleApplication.Json.Replace("\"priority\"", "\"priority\": \"Expedited\", \"priority\"", StringComparison.Ordinal))
            .Problems.ShouldHaveSingleItem().Problem.ShouldBe("stands more than once");

    [Fact]
    public void Problems_quote_no_personal_data()
    {
        var result = SampleApplication.ReadChanged(n =>
        {
            SampleApplication.Set(n, "priority", "Marisol Quent 1980");
            SampleApplication.Set(n, "injuredWorker.dateOfBirth", "April 5 1980");
            SampleApplication.Set(n, "injuredWorker.address.state", "Quentland");
            SampleApplication.Set(n, "documents[0].name", "Marisol/Quent.pdf");
        });

        result.Problems.Count.ShouldBe(4);
        string.Concat(result.Problems).ShouldNotContain("Quent");
        string.Concat(result.Problems).ShouldNotContain("1980");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("not json")]
    [InlineData("// comment\n{}")]
    public void What_is_no_object_is_refused(string text)
    {
        var result = SampleApplication.ReadJson(text);

        result.Application.ShouldBeNull();
        result.Problems.ShouldNotBeEmpty();
        result.Problems.ShouldAllBe(p => p.Path == "$");
    }

    [Fact]
    public void An_empty_object_lists_every_required_member()
        => SampleApplication.ReadJson("{}").Problems.Count.ShouldBe(14);

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        ApplicationReader.Read([0xFF, 0xFE, 0x7B, 0x00]).Problems.ShouldHaveSingleItem().Problem.ShouldBe("is not UTF-8");
        ApplicationReader.Read(new byte[ApplicationReader.MaxBytes + 1]).Application.ShouldBeNull();
    }

    [Fact]
    public void Deep_nesting_is_refused_without_a_crash()
        => SampleApplication.ReadJson(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))).Problems.ShouldHaveSingleItem().Path.ShouldBe("$");

    [Fact]
    public void Every_beginning_of_a_good_file_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(SampleApplication.Json);
        for (var length = 0; length < bytes.Length; length += 7)
            ApplicationReader.Read(bytes.AsSpan(0, length)).Application.ShouldBeNull();
    }
}
