using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Serialization;

namespace Imr.Core.Tests.Records;

public sealed class RecordTextTests
{
    private static readonly ContentHash Sha = ContentHash.Of("x"u8);

    [Fact]
    public void What_was_stored_before_pages_said_how_they_were_read_still_reads()
    {
        var text = ImrJson.Read<RecordText>($$"""{"schemaVersion":1,"sha256":"{{Sha}}","pages":[{"number":1,"readable":true,"text":"Neck pain."},{"number":2,"readable":true,"text":""},{"number":3,"readable":false,"text":""}],"everyPageRead":false}""");

        text.Pages.Select(p => p.Reading).ShouldBe([PageReading.Text, PageReading.Blank, PageReading.Unread]);
        text.Reason.ShouldBeNull();
        text.EveryPageRead.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0.9, true)]
    [InlineData(0.5, false)]
    public void Absence_from_poorly_recognized_text_means_nothing(double confidence, bool every)
        => Text(new RecordPage(1, true, "Neck") { Reading = PageReading.Ocr, Confidence = confidence }).EveryPageRead.ShouldBe(every);

    [Fact]
    public void A_document_that_was_cut_short_was_not_read_whole()
        => (Text(new RecordPage(1, true, "Neck")) with { Reason = UnreadReason.Timeout }).EveryPageRead.ShouldBeFalse();

    [Fact]
    public void A_case_document_lists_what_was_not_read()
    {
        var text = Text([.. Enumerable.Range(1, 9).Select(n => n is 2 or >= 4 and <= 6 ? RecordPage.Unread(n) : new RecordPage(n, true, "x") { Confidence = n == 8 ? 0.2 : null })]);
        var document = new CaseDocument(Sha, DocumentKind.MedicalReport, "a.pdf", default, 0, true).With(text with { Reason = UnreadReason.Timeout });

        document.Pages.ShouldBe(9);
        document.EveryPageRead.ShouldBeFalse();
        document.UnreadPages.ShouldBe("2, 4-6");
        document.UncertainPages.ShouldBe("8");
        document.UnreadReason.ShouldBe(UnreadReason.Timeout);
    }

    [Fact]
    public void A_long_list_of_pages_is_cut_short()
        => PageNumbers.Of(Enumerable.Range(1, 4000).Select(n => RecordPage.Unread(n * 2)))!.ShouldEndWith("200, …");

    [Fact]
    public void A_line_is_a_place_in_the_pages_text()
    {
        var page = new RecordPage(1, true, "Neck pain.\nArm pain.");

        page.TextOf(new PageLine(11, 9, 0, 0, 10, 10)).ShouldBe("Arm pain.");
        page.TextOf(new PageLine(15, 90, 0, 0, 10, 10)).ShouldBeEmpty();
    }

    private static RecordText Text(params RecordPage[] pages) => new(1, Sha, pages);
}
