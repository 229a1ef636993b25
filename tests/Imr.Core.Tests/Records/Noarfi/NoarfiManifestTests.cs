using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Records.Noarfi;
using Imr.Core.Serialization;
using Imr.Core.Tests.Cases;

namespace Imr.Core.Tests.Records.Noarfi;

/// <summary>One record a participant (8 CCR 9792.10.4(b)), and the exchange's manifest of them.</summary>
public sealed class NoarfiManifestTests
{
    private static readonly string[] Participants = [PartyContacts.InjuredWorker, PartyContacts.Attorney, PartyContacts.RequestingPhysician, PartyContacts.ClaimsAdministrator];

    [Fact]
    public void There_is_one_record_a_participant_with_the_type_that_the_exchange_knows()
        => Rows(SampleApplication.Application).Select(r => r.ParticipantType).ShouldBe(["EMPLOYEE", "ATTORNEY", "REQUESTING PHYSICIAN", "CLAIMS ADMINISTRATOR"]);

    [Fact]
    public void A_row_says_all_that_the_manifest_has_a_column_for()
        => Read(NoarfiManifest.Render([Rows(SampleApplication.Application)[3]], NoarfiHeaders.Current)).ShouldHaveSingleItem().ShouldBe(new Dictionary<string, string>
        {
            ["claimsExaminerFirstName"] = "Ada",
            ["claimsExaminerLastName"] = "Blix",
            ["claimsExaminerSuffix"] = "",
            ["injuredWorkrSuffix"] = "",
            ["claimsAdministratorAddress1"] = "1 Paper St",
            ["claimsAdministratorAddress2"] = "",
            ["claimsAdministratorCity"] = "Sacramento",
            ["claimsAdministratorState"] = "CA",
            ["claimsAdministratorZipCode"] = "95814",
            ["injuredWorkerFirstName"] = "Marisol",
            ["injuredWorkerLastName"] = "Quent",
            ["caAppealNumber"] = "",
            ["caseNumber"] = "CM25-0000123",
            ["systemDateIso"] = "06/21/2025",
            ["participantType"] = "CLAIMS ADMINISTRATOR",
            ["providerName"] = "Noor Vance",
            ["claimsAdministratorCompanyName"] = "Tresmont Claims",
            ["claimNumber"] = "WC-2024-77810",
            ["priority"] = SampleApplication.Application.Priority.ToString(),
            ["dateOfInjury"] = "02/14/2024",
            ["dateofURDecision"] = "06/02/2025",
            ["treatmentRequested"] = "CT of the cervical spine without contrast; Physical therapy, 12 visits",
            ["receiveDate"] = "06/20/2025",
        });

    [Fact]
    public void The_columns_are_the_23_of_the_wire_in_their_order_and_the_legacy_names_stand_for_the_same()
    {
        NoarfiManifest.Header(NoarfiHeaders.Current).Count.ShouldBe(23);
        string.Join(',', NoarfiManifest.Header(NoarfiHeaders.Current)).ShouldStartWith("claimsExaminerFirstName,claimsExaminerLastName,claimsExaminerSuffix,injuredWorkrSuffix,claimsAdministratorAddress1,");
        var legacy = NoarfiManifest.Header(NoarfiHeaders.Legacy);
        legacy.Count.ShouldBe(33);
        string.Join(',', legacy).ShouldStartWith("C_PARTICIPANT_CONTACT_F_NAME,C_PARTICIPANT_CONTACT_L_NAME,C_PARTICIPANT_CONTACT_SUFFIX,IW_SUFFIX,C_PARTICIPANT_1ST_STREET_ADDRE,");
        string.Join(',', legacy).ShouldEndWith("C_RCVDATE,C_ACKSENTDATE,SEQUENCE_NUMBER,FILENAME,CASECOUNT,ODD_EVEN,DOI_COUNT,C_BARCODE_CASE_NUMBER,C_BARCODE_PART_TYPE,C_BARCODE_DOC_TYPE,C_DOC_TYPE_MR");

        var rows = Rows(SampleApplication.Application);
        var old = Read(NoarfiManifest.Render(rows, NoarfiHeaders.Legacy));
        old.Select(r => r.Values.Take(23)).ShouldBe(Read(NoarfiManifest.Render(rows, NoarfiHeaders.Current)).Select(r => r.Values.AsEnumerable()));
        old.ShouldAllBe(r => r.Values.Skip(23).All(v => v.Length == 0));
    }

    [Fact]
    public void Whatever_an_application_says_comes_through_the_csv_as_it_was()
    {
        var application = SampleApplication.Application with
        {
            InjuredWorker = SampleApplication.Application.InjuredWorker with { FirstName = "Anna \"Nan\"", LastName = "O'Dell, Jr." },
            DisputedItems = [SampleApplication.Application.DisputedItems[0] with { Description = "CT, cervical\r\nwithout \"contrast\"" }],
            ClaimsAdministrator = SampleApplication.Application.ClaimsAdministrator with { ContactName = "Terrence van Oduya III", Address = null },
        };
        var csv = NoarfiManifest.Render(Rows(application), NoarfiHeaders.Current);
        csv.ShouldEndWith("\r\n");
        var row = Read(csv)[0];
        (row["treatmentRequested"], row["injuredWorkerFirstName"]).ShouldBe(("CT, cervical\r\nwithout \"contrast\"", "Anna \"Nan\""));
        (row["injuredWorkerLastName"], row["injuredWorkrSuffix"]).ShouldBe(("O'Dell", "Jr"));
        (row["claimsExaminerFirstName"], row["claimsExaminerLastName"], row["claimsExaminerSuffix"]).ShouldBe(("Terrence van", "Oduya", "III"));
        row["claimsAdministratorAddress1"].ShouldBeEmpty();
    }

    [Fact]
    public void A_day_without_rows_says_so() => NoarfiManifest.Render([], NoarfiHeaders.Legacy).ShouldBe("NO_MATCHING_DATA");

    [Fact]
    public void What_is_stored_renders_to_the_same_bytes()
    {
        var rows = Rows(SampleApplication.Application);
        NoarfiManifest.Render([.. rows.Select(r => ImrJson.Read<NoarfiRow>(ImrJson.Write(r)))], NoarfiHeaders.Current).ShouldBe(NoarfiManifest.Render([.. rows], NoarfiHeaders.Current));
    }

    private static IReadOnlyList<NoarfiRow> Rows(ImrApplication application)
        => NoarfiRow.Of(ReviewKey.Parse("CM25-0000123"), application, Participants, new DateOnly(2025, 6, 21), new DateOnly(2025, 6, 20));

    /// <summary>Reads RFC 4180 character by character, as a client would.</summary>
    private static List<Dictionary<string, string>> Read(string csv)
    {
        var lines = new List<List<string>> { new() { "" } };
        var quoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            var line = lines[^1];
            if (csv[i] == '"' && quoted && i + 1 < csv.Length && csv[i + 1] == '"')
                line[^1] += csv[++i];
            else if (csv[i] == '"')
                quoted = !quoted;
            else if (csv[i] == ',' && !quoted)
                line.Add("");
            else if (csv[i] == '\r' && !quoted)
                lines.Add([""]);
            else if (csv[i] != '\n' || quoted)
                line[^1] += csv[i];
        }

        // The last line end starts no line.
        lines[^1].ShouldBe([""]);
        return [.. lines.Skip(1).SkipLast(1).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
