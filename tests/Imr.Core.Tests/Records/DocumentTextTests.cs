using System.Text;
using Imr.Core.Cases;
using Imr.Core.Records;

namespace Imr.Core.Tests.Records;

public sealed class DocumentTextTests
{
    [Fact]
    public void Plain_text_is_one_page_with_its_hash()
    {
        var bytes = Encoding.UTF8.GetBytes("Neck pain.\r\nNo weakness – 5/5.\r\n");
        var text = DocumentText.Read(bytes, "Report.TXT");

        text.Pages.ShouldBe([new RecordPage(1, true, "Neck pain.\nNo weakness – 5/5.")]);
        text.Sha256.ShouldBe(ContentHash.Of(bytes));
        text.EveryPageRead.ShouldBeTrue();
    }

    [Fact]
    public void Form_feeds_divide_pages_and_a_last_one_starts_none()
        => DocumentText.Read("one\f\ftwo\n\f"u8.ToArray(), "a.txt").Pages
            .ShouldBe([new RecordPage(1, true, "one"), new RecordPage(2, true, string.Empty), new RecordPage(3, true, "two")]);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void A_byte_order_mark_says_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        DocumentText.Read(encoding.GetPreamble().Concat(encoding.GetBytes("Señor – 30°")).ToArray(), "a.txt").Pages.Single().Text.ShouldBe("Señor – 30°");
    }

    [Fact]
    public void What_is_not_UTF_8_is_Windows_1252()
        => DocumentText.Read(new byte[] { 0x93, 0x4E, 0x6F, 0x94, 0x20, 0x96, 0x20, 0x33, 0x30, 0xB0, 0x20, 0x80, 0x9F }, "a.txt").Pages.Single().Text.ShouldBe("“No” – 30° €Ÿ");

    [Theory]
    [InlineData("scan.pdf", "text")]
    [InlineData("picture.png", "text")]
    [InlineData("empty.txt", "")]
    [InlineData("blank.txt", " \r\n \f ")]
    [InlineData("binary.txt", "MZ\0\0")]
    [InlineData("picture.html", "<body><img src='scan.png'></body>")]
    [InlineData("frames.html", "<frameset><frame src=a></frameset>")]
    public void What_cannot_be_read_is_one_unreadable_page(string name, string content)
    {
        var text = DocumentText.Read(Encoding.UTF8.GetBytes(content), name);

        text.Pages.ShouldBe([new RecordPage(1, false, string.Empty)]);
        text.EveryPageRead.ShouldBeFalse();
    }

    [Fact]
    public void Broken_UTF_16_is_unreadable()
        => DocumentText.Read(new byte[] { 0xFF, 0xFE, 0x00, 0xD8 }, "a.txt").EveryPageRead.ShouldBeFalse();

    [Fact]
    public void Html_gives_its_visible_text_in_reading_order()
    {
        const string html = """
            <html><head><title>No</title><style>p{}</style></head><body>
            <h1>Progress   report</h1><script>alert(1)</script><!-- hidden -->
            <p>Neck pain <b>radi</b>ates to
               the arm.<br>No weakness.</p>
            <p hidden>secret</p><p style="display: none">secret</p>
            <table><tr><td>Flexion</td><td>30</td></tr><tr><td>Extension</td><td>20</td></tr></table>
            <ul><li>PT</li><li>NSAIDs</li></ul>
            <pre>a  b
            c</pre>
            <input type="checkbox" checked>Spasm <input type="checkbox">Atrophy <input value="typed"> <input type=hidden value=secret>
            </body></html>
            """;

        DocumentText.Read(Encoding.UTF8.GetBytes(html), "report.html").Pages.Single().Text.Split('\n').Select(l => l.Trim()).ShouldBe(
            ["Progress report", "Neck pain radiates to the arm.", "No weakness.", "Flexion 30", "Extension 20", "PT", "NSAIDs", "a  b", "c", "[x] Spasm [ ] Atrophy typed"]);
    }

    [Fact]
    public void Form_feeds_in_html_divide_pages_too()
        => DocumentText.Read("<p>one</p>\f<p>two</p>"u8.ToArray(), "a.htm").Pages.Select(p => p.Text).ShouldBe(["one", "two"]);

    [Fact]
    public void Html_that_nests_deep_is_read_and_deeper_than_any_browser_shows_is_unreadable()
    {
        static RecordText Nested(int depth) => DocumentText.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<div>", depth)) + "inside"), "a.html");

        Nested(800).Pages.Single().Text.ShouldBe("inside");
        Nested(200_000).EveryPageRead.ShouldBeFalse();
    }

    [Fact]
    public void A_long_html_page_is_read_in_reasonable_time()
        => DocumentText.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<p>line<br>x", 2_000))), "a.html").Pages.Single().Text.Split('\n').Length.ShouldBe(4_000);

    [Fact]
    public void Broken_html_is_read()
        => DocumentText.Read("<p>a<td></b>b<![CDATA[ <"u8.ToArray(), "a.html").Pages.Single().Text.ShouldStartWith("ab");

    [Theory]
    [InlineData("scan", "Neck pain.", "Neck pain.")]
    [InlineData("letter.txt", "<!DOCTYPE html><p>Neck <b>pain</b>.</p>", "Neck pain.")]
    [InlineData("BMI.txt", "BMI 31 since May.", "BMI 31 since May.")]
    public void The_content_says_what_a_file_is(string name, string content, string text)
        => DocumentText.Read(Encoding.UTF8.GetBytes(content), name).Pages.Single().Text.ShouldBe(text);

    [Theory]
    [InlineData("scan.pdf", "text", UnreadReason.Damaged)]
    [InlineData("scan.txt", "%PDF-1.7 …", UnreadReason.Unsupported)]
    [InlineData("letter.rtf", "{\\rtf1 text}", UnreadReason.Unsupported)]
    [InlineData("mail.eml", "Subject: records", UnreadReason.Unsupported)]
    [InlineData("empty.txt", "", UnreadReason.NoText)]
    [InlineData("binary.txt", "MZ\0\0", UnreadReason.Unsupported)]
    public void What_is_not_read_says_why(string name, string content, UnreadReason reason)
        => DocumentText.Read(Encoding.UTF8.GetBytes(content), name).Reason.ShouldBe(reason);

    [Fact]
    public void More_pages_than_any_record_has_are_cut_and_said()
    {
        var text = DocumentText.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("x\f", 20_000))), "a.txt");

        text.Pages.Count.ShouldBe(DocumentText.MaxPages);
        text.Reason.ShouldBe(UnreadReason.TooManyPages);
        text.EveryPageRead.ShouldBeFalse();
    }
}
