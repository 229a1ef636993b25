using AngleSharp.Html.Parser;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;
using Imr.Core.Tests.Cases;

namespace Imr.Core.Tests.Correspondence;

public sealed class NoticeHtmlTests
{
    public static TheoryData<string, string> KindsAndRecipients
    {
        get
        {
            var all = new TheoryData<string, string>();
            string[] kinds =
            [
                "Noarfi", "Ineligible", "PartiallyIneligible", "FinalDetermination", "CorrectedDetermination", "Amended", "Withdrawn", "Terminated", "Cancelled", "InformationRequest",
                "InformationAnswer", "ConvertedToExpedited", "Extended", "ItemsAuthorized", "Remanded", "CorrectionOrdered", "SomethingOfTomorrow",
            ];
            foreach (var kind in kinds)
                foreach (var recipient in new[] { "InjuredWorker", "ClaimsAdministrator", "Ombudsman" })
                    all.Add(kind, recipient);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndRecipients))]
    public void Every_kind_has_a_page_that_renders_again_to_the_same_bytes_from_what_was_stored(string kind, string recipient)
    {
        foreach (var application in new[] { SampleApplication.Application, null })
        {
            var model = Notice(kind, recipient, application);
            var page = NoticeHtml.Render(model);

            NoticeHtml.Render(ImrJson.Read<NoticeModel>(ImrJson.Write(model))).ShouldBe(page);
            page.ShouldNotContain("\r");
            var document = new HtmlParser().ParseDocument(page);
            document.QuerySelectorAll("h1").ShouldHaveSingleItem().TextContent.ShouldNotBeNullOrWhiteSpace();
            document.QuerySelectorAll("script, link, img").ShouldBeEmpty();
            document.Body!.TextContent.ShouldContain("CM25-0000123");
            document.QuerySelectorAll("h2 ~ p").Length.ShouldBeGreaterThan(1);
        }
    }

    [Fact]
    public void Each_kind_that_is_known_has_a_title_of_its_own()
        => KindsAndRecipients.Select(r => NoticeHtml.Render(Notice((string)r[0], "InjuredWorker", SampleApplication.Application)))
            .Select(page => new HtmlParser().ParseDocument(page).Title).Distinct().Count().ShouldBe(17);

    [Fact]
    public void A_noarfi_says_what_the_regulation_wants_to_be_said()
    {
        var page = NoticeHtml.Render(Notice("Noarfi", "ClaimsAdministrator", SampleApplication.Application));
        // 8 CCR 9792.10.4(b): treatment, physician, date of the UR decision, received date, regular or expedited, what is due when.
        foreach (var part in new[] { "CT of the cervical spine without contrast", "Noor Vance", "June 2, 2025", "June 20, 2025", "Regular", "July 1, 2025", "You must send us the records" })
            page.ShouldContain(part);
        NoticeHtml.Render(Notice("Noarfi", "InjuredWorker", SampleApplication.Application)).ShouldContain("You do not have to.");
    }

    [Fact]
    public void What_the_application_says_is_text_and_never_markup()
    {
        var application = SampleApplication.Application with { DisputedItems = [SampleApplication.Application.DisputedItems[0] with { Description = "<script>x</script>" }] };
        NoticeHtml.Render(Notice("Noarfi", "InjuredWorker", application)).ShouldNotContain("<script>");
    }

    [Fact]
    public void A_template_of_a_newer_program_is_refused()
        => Should.Throw<NotSupportedException>(() => NoticeHtml.Render(Notice("Noarfi", "InjuredWorker", null) with { TemplateVersion = 3 }));

    [Fact]
    public void A_cover_sheet_addresses_the_envelope_and_lists_what_is_in_it()
    {
        var to = PartyContacts.Of(SampleApplication.Application, PartyContacts.ClaimsAdministrator);
        var item = OutgoingItemTests.New() with { Documents = [new OutgoingDocument(OutgoingDocuments.Notice, ContentHash.Of("a"u8)), new OutgoingDocument("r1/v1", ContentHash.Of("b"u8))] };
        var facts = new CoverSheetFacts("B20261005-01", 3, new DateOnly(2026, 10, 5), item, 1, to, "A title");
        var page = CoverSheet.Render(facts);

        CoverSheet.Render(facts).ShouldBe(page);
        page.ShouldContain("<address>Ada Blix<br>Tresmont Claims<br>1 Paper St<br>Sacramento, CA 95814</address>");
        page.ShouldContain("<h1>A title</h1>");
        page.ShouldContain("break-after: page");
        foreach (var document in item.Documents)
            page.ShouldContain(document.Sha256.Value);
    }

    [Fact]
    public void A_manifest_has_a_line_an_envelope_and_no_cell_that_a_spreadsheet_would_run()
    {
        var evil = new PartyContact("=HYPERLINK(\"x\")", "Firm, \"Inc\"", new Address("1 St", null, "Fresno", "CA", "93650"), null, null);
        var csv = BatchManifest.Render([new CoverSheetFacts("B20261005-01", 1, new DateOnly(2026, 10, 5), OutgoingItemTests.New(), 1, evil, "A title")]);

        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        csv.ShouldContain("\"'=HYPERLINK(\"\"x\"\")\"");
        csv.ShouldContain("\"Firm, \"\"Inc\"\"; 1 St; Fresno, CA 93650\"");
    }

    private static NoticeModel Notice(string kind, string recipient, ImrApplication? application)
        => NoticeBuilder.Build(new NoticeFacts(
            ReviewKey.Parse("CM25-0000123"), kind, recipient, new DateOnly(2025, 6, 21), application, application is null ? null : new DateOnly(2025, 6, 20), new DateOnly(2025, 7, 1),
            new DateOnly(2025, 8, 1), "LC 4610.6(h)", "r1/v1"));
}
