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
        result.Problems[0].ShouldBe(new ApplicationProblem("$.priority", "is none of the allowed words", "one of Standard, Expedited", "Urgent"));
        result.Problems.Select(p => p.Found).ShouldBe(["Urgent", "1234567890", "../secrets", "2025-06-01", "1"], ignoreOrder: true);
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
    [InlineData("reviewType", "\"Expedited\"")]
    [InlineData("reviewType", "\"regular\"")]
    [InlineData("receivedBy", "\"Pigeon\"")]
    [InlineData("primaryDiagnosis", "\"M54.2\"")]
    [InlineData("primaryDiagnosis.icd10", "\"M542\"")]
    [InlineData("consent.given", "null")]
    [InlineData("consent.signedOn", "null")]
    [InlineData("representative.relation", "\"Friend\"")]
    [InlineData("representative.acceptedOn", "\"2025-06-09\"")]
    [InlineData("emergencyTreatment.treatedOn", "\"2024-02-13\"")]
    [InlineData("injuredWorker.phone", "\"call me\"")]
    [InlineData("injuredWorker.address.state", "\"XX\"")]
    [InlineData("injuredWorker.address.zipCode", "\"9365\"")]
    [InlineData("injuredWorker.address.country", "\"Mexico\"")]
    [InlineData("disputedItems[0].codes[0].code", "\"72125-26\"")]
    [InlineData("disputedItems[0].urDenialReason", "\"medicalNecessity\"")]
    [InlineData("disputedItems[0].rfaDate", "\"2025-06-03\"")]
    [InlineData("disputedItems[0].rfaDate", "\"2024-02-13\"")]
    [InlineData("disputedItems[0].liabilityDispute.disputed", "null")]
    [InlineData("urDecision.formSent", "\"yes\"")]
    [InlineData("urDecision.formSentOn", "\"2025-06-01\"")]
    [InlineData("signature.signedOn", "\"2025-06-01\"")]
    [InlineData("documents[0].name", "\"\\u202efdp.exe\"")]
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
    [InlineData("applicationReceived", "2025-06-02", "$.applicationReceived")]
    [InlineData("injuredWorker.dateOfBirth", "2024-02-15", "$.claim.dateOfInjury")]
    public void Days_in_an_impossible_order_are_a_problem(string path, string day, string problemPath)
        => SampleApplication.ReadChanged(n => SampleApplication.Set(n, path, day)).Problems.ShouldHaveSingleItem().Path.ShouldBe(problemPath);

    [Fact]
    public void Decision_service_and_receipt_on_one_day_are_possible()
        => SampleApplication.ReadChanged(n =>
        {
            SampleApplication.Set(n, "urDecision.servedOn", "2025-06-02");
            SampleApplication.Set(n, "applicationReceived", "2025-06-02");
            SampleApplication.Set(n, "signature.signedOn", "2025-06-02");
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
        ApplicationReader.Read([0xFF, 0xFE, 0x7B, 0x00]).Problems.ShouldHaveSingleItem().Problem.ShouldBe("is UTF-16");
        ApplicationReader.Read([0x7B, 0x00, 0x7D, 0x00]).Problems.ShouldHaveSingleItem().Problem.ShouldBe("is UTF-16");
        ApplicationReader.Read([0xFF, 0xFE, 0x00, 0x00]).Problems.ShouldHaveSingleItem().Problem.ShouldBe("is UTF-32");
        ApplicationReader.Read([.. "{\n\"a\": \"Jos"u8, 0xE9, .. "\"}"u8]).Problems.ShouldHaveSingleItem().Problem.ShouldBe("is not UTF-8: the first wrong byte is in line 2, byte 10");
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

    [Theory]
    [InlineData("Cpt", "72125", true)]
    [InlineData("Cpt", "0042T", true)]
    [InlineData("Cpt", "7212", false)]
    [InlineData("Hcpcs", "E0730", true)]
    [InlineData("Hcpcs", "W0730", false)]
    [InlineData("Ndc", "0071-0155-23", true)]
    [InlineData("Ndc", "50242-040-62", true)]
    [InlineData("Ndc", "60575-4112-1", true)]
    [InlineData("Ndc", "00071015523", true)]
    [InlineData("Ndc", "0071015523", false)]
    [InlineData("Icd10", "M54", true)]
    [InlineData("Icd10", "S13.4XXA", true)]
    [InlineData("Icd10", "m54.2", false)]
    [InlineData("Icd10", "M54.12345", false)]
    public void Codes_have_the_form_of_their_system(string system, string code, bool right)
    {
        var result = SampleApplication.ReadChanged(n => SampleApplication.Set(n, "disputedItems[0].codes", new JsonArray(new JsonObject { ["system"] = system, ["code"] = code })));

        result.Problems.Select(p => p.Path).ShouldBe(right ? [] : ["$.disputedItems[0].codes[0].code"]);
    }

    [Fact]
    public void An_address_abroad_has_the_form_of_its_country()
        => SampleApplication.ReadChanged(n => SampleApplication.Set(n, "injuredWorker.address", JsonNode.Parse("""{ "line1": "Calle 5", "city": "Tijuana", "state": "B.C.", "zipCode": "22000", "country": "MX" }""")))
            .Problems.ShouldBeEmpty();

    [Fact]
    public void A_wrong_check_digit_is_told_with_the_right_one()
    {
        var problem = SampleApplication.ReadChanged(n => SampleApplication.Set(n, "requestingPhysician.npi", "1234567890")).Problems.ShouldHaveSingleItem();

        problem.Problem.ShouldContain("comes 3");
        problem.Found.ShouldBe("1234567890");
    }

    [Fact]
    public void The_provider_of_an_emergency_says_what_was_treated()
    {
        var result = SampleApplication.ReadChanged(n =>
        {
            SampleApplication.Set(n, "signature.signedBy", "EmergencyProvider");
            SampleApplication.Remove(n, "emergencyTreatment");
        });

        result.Problems.ShouldHaveSingleItem().Path.ShouldBe("$.emergencyTreatment");
        SampleApplication.ReadChanged(n => SampleApplication.Set(n, "signature.signedBy", "EmergencyProvider")).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void An_agents_designation_is_that_of_the_forms_page()
    {
        var result = SampleApplication.ReadChanged(n =>
        {
            SampleApplication.Set(n, "signature.signedBy", "DesignatedAgent");
            SampleApplication.Remove(n, "signature.designatedOn");
        });
        result.Application!.Signature!.DesignatedOn.ShouldBe(new DateOnly(2025, 6, 10));

        SampleApplication.ReadChanged(n =>
        {
            SampleApplication.Set(n, "signature.signedBy", "DesignatedAgent");
            SampleApplication.Set(n, "representative.designatedOn", "2025-06-09");
        }).Problems.ShouldHaveSingleItem().Path.ShouldBe("$.representative.designatedOn");
    }

    [Fact]
    public void Consent_holds_for_a_year_and_covers_records_of_HIV_only_when_that_is_the_injury()
    {
        var consent = SampleApplication.Application.Consent!;

        consent.LastDay().ShouldBe(new DateOnly(2026, 6, 18));
        consent.CoversHivRecords().ShouldBeFalse();
        (consent with { HivInjuryClaimed = true }).CoversHivRecords().ShouldBeTrue();
        new RecordsConsent(true, new DateOnly(2024, 2, 29)).LastDay().ShouldBe(new DateOnly(2025, 2, 28));
        new RecordsConsent(false, null).LastDay().ShouldBeNull();
    }

    [Theory]
    [InlineData("""{ "a": NaN }""", "NaN")]
    [InlineData("""{ "a": -Infinity }""", "NaN")]
    [InlineData("""{ "a": 1, }""", "comma")]
    [InlineData("""{ "a": 1 // why""", "comments")]
    [InlineData("""{ 'a': 1 }""", "double quotes")]
    [InlineData("""{ "a": 1 "b": 2 }""", "missing")]
    [InlineData("""{ "a": 1""", "too early")]
    public void What_is_no_JSON_is_told_by_its_kind(string text, string kind)
        => SampleApplication.ReadJson(text).Problems.ShouldHaveSingleItem().Problem.ShouldContain(kind);

    [Fact]
    public void A_file_is_at_most_32_levels_deep()
        => SampleApplication.ReadJson(string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40)).Problems.ShouldHaveSingleItem().Problem.ShouldContain("too deeply");

    [Fact]
    public void What_is_found_is_short_and_shows_signs_that_nobody_sees()
    {
        var result = SampleApplication.ReadChanged(n => SampleApplication.Set(n, "documents[0].name", "\u202E\u0007" + new string('a', 300)));

        result.Problems.ShouldHaveSingleItem().Found.ShouldBe("\\u202E\\u0007" + new string('a', 48) + "…");
    }

    [Theory]
    [InlineData("injuredWorker.address.state", "\"XX\"")]
    [InlineData("injuredWorker.address.zipCode", "\"K1A 0B1\"")]
    [InlineData("disputedItems[0].codes[0].code", "\"72125-26\"")]
    [InlineData("signature.signedOn", "\"2025-06-01\"")]
    [InlineData("applicationReceived", "\"2025-06-02\"")]
    [InlineData("documents[0].name", "\"\\u202efdp.exe\"")]
    public void A_copy_that_an_earlier_program_accepted_goes_on_reading(string path, string json)
    {
        var node = JsonNode.Parse(SampleApplication.Json)!;
        SampleApplication.Set(node, path, JsonNode.Parse(json));
        var bytes = Encoding.UTF8.GetBytes(node.ToJsonString());

        ApplicationReader.Read(bytes).Problems.ShouldNotBeEmpty();
        ApplicationReader.ReadAccepted(bytes, SampleApplication.Number).Application.ShouldNotBeNull();
    }

    [Fact]
    public void Before_an_upload_members_that_nobody_reads_are_told_with_what_may_be_meant()
    {
        var node = JsonNode.Parse(SampleApplication.Json)!;
        SampleApplication.Remove(node, "injuredWorker.phone");
        SampleApplication.Set(node, "injuredWorker.fone", "559-555-0100");
        SampleApplication.Set(node, "colour", "blue");
        SampleApplication.Remove(node, "claim.wcisJcn");
        SampleApplication.Set(node, "claim.wcis_jcn", "1");

        var preview = ApplicationReader.Preview(Encoding.UTF8.GetBytes(node.ToJsonString()), null, new DateOnly(2025, 7, 1));

        preview.Read.Problems.ShouldBeEmpty();
        preview.Notes.Where(n => n.Problem.StartsWith("is not a member", StringComparison.Ordinal)).Select(n => (n.Path, n.Expected)).ShouldBe(
            [("$.injuredWorker.fone", "did you mean 'phone'?"), ("$.claim.wcis_jcn", "did you mean 'wcisJcn'?"), ("$.colour", "no such member")], ignoreOrder: true);
    }

    [Fact]
    public void Before_an_upload_a_person_is_told_what_to_look_at()
    {
        var node = JsonNode.Parse(SampleApplication.Json)!;
        foreach (var path in new[] { "signature", "consent", "copyToClaimsAdministrator", "primaryDiagnosis", "disputedItems[1].authorizedPart" })
            SampleApplication.Remove(node, path);
        SampleApplication.Set(node, "attorney.fax", "none");
        SampleApplication.Set(node, "attorney.email", "office");

        var notes = ApplicationReader.Preview(Encoding.UTF8.GetBytes(node.ToJsonString()), null, new DateOnly(2025, 6, 19)).Notes;

        notes.Select(n => n.Path).ShouldBe(
            [
                "$.applicationReceived", "$.signature", "$.copyToClaimsAdministrator", "$.consent", "$.primaryDiagnosis", "$.attorney.fax", "$.attorney.email",
                "$.disputedItems[1].authorizedPart", "$.disputedItems[1].rfaDate",
            ],
            ignoreOrder: true);
    }
}
