using Imr.Core.Records;
using static Imr.Core.Tests.Records.WordFiles;

namespace Imr.Core.Tests.Records;

public sealed class WordTextTests
{
    [Fact]
    public void Paragraphs_are_lines_and_the_name_does_not_matter()
        => Lines(Of(P("Neck pain.") + P("No weakness – 5/5.")), "report").ShouldBe(["Neck pain.", "No weakness – 5/5."]);

    [Fact]
    public void A_page_ends_where_it_was_broken_and_each_break_counts_once()
        => DocumentText.Read(
            Of(P("one") + "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>three</w:t></w:r></w:p>"), "a.docx")
            .Pages.Select(p => p.Text).ShouldBe(["one", "two", "three"]);

    [Fact]
    public void Cells_of_a_row_stand_in_one_line()
        => Lines(Of("<w:tbl><w:tr><w:tc>" + P("Flexion") + "</w:tc><w:tc>" + P("30°") + "</w:tc></w:tr><w:tr><w:tc>" + P("Extension") + "</w:tc><w:tc>" + P("20°") + "</w:tc></w:tr></w:tbl>" + P("End")))
            .ShouldBe(["Flexion 30°", "Extension 20°", "End"]);

    [Fact]
    public void What_the_page_does_not_show_is_left_out()
    {
        var text = DocumentText.Read(
            Of("""
                <w:p><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>kept</w:t></w:r></w:ins>
                <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> shown</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
                <mc:AlternateContent><mc:Choice><w:r><w:t> once</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>twice</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>
                """), "a.docx");

        text.Pages.Single().Text.ShouldBe("kept shown once");
        text.Features.ShouldBe(["trackedChanges"]);
    }

    [Fact]
    public void A_box_says_whether_it_is_ticked()
        => Lines(Of("""
            <w:p><w:r><w:t>☒ Spasm ☐ Atrophy</w:t></w:r></w:p>
            <w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>Numbness</w:t></w:r></w:p>
            <w:p><w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:t>Weakness</w:t></w:r></w:p>
            """)).ShouldBe(["[x] Spasm [ ] Atrophy", "[x]Numbness", "[x] Weakness"]);

    [Fact]
    public void Headers_stand_above_and_notes_below_each_text_once()
        => Lines(Of(
            P("Body"),
            ("word/header1.xml", $"<w:hdr {Namespaces}>{P("Doe, Jane")}</w:hdr>"),
            ("word/header2.xml", $"<w:hdr {Namespaces}>{P("Doe, Jane")}</w:hdr>"),
            ("word/footnotes.xml", $"<w:footnotes {Namespaces}><w:footnote>{P("By history.")}</w:footnote></w:footnotes>"))).ShouldBe(["Doe, Jane", "Body", "By history."]);

    [Theory]
    [InlineData(6, 8, true)]
    [InlineData(2, 1, false)]
    public void A_picture_as_large_as_a_scanned_page_leaves_its_page_uncertain(int width, int height, bool uncertain)
    {
        var text = DocumentText.Read(Of(P("See scan.") + $"<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"{width * 914_400}\" cy=\"{height * 914_400}\"/><a:blip/></wp:inline></w:drawing></w:r></w:p>"), "a.docx");

        text.Pages.Single().Uncertain.ShouldBe(uncertain);
        text.EveryPageRead.ShouldBe(!uncertain);
        text.Features.ShouldBe(["pictures"]);
    }

    [Fact]
    public void The_main_part_may_have_another_name()
        => Lines(Zip(
            ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>"),
            ("word/document2.xml", $"<w:document {Namespaces}><w:body>{P("Body")}</w:body></w:document>"))).ShouldBe(["Body"]);

    [Fact]
    public void A_part_that_unpacks_without_end_is_a_bomb()
        => Reason(Zip(("word/document.xml", [.. System.Text.Encoding.UTF8.GetBytes($"<w:document {Namespaces}><w:t>"), .. System.Text.Encoding.UTF8.GetBytes(new string(' ', 3_000_000))]))).ShouldBe(UnreadReason.Bomb);

    [Fact]
    public void A_text_of_many_megabytes_is_a_bomb_too()
        => Reason(Of(string.Concat(Enumerable.Repeat(P(new string('a', 1000)), 140_000)))).ShouldBe(UnreadReason.Bomb);

    [Fact]
    public void Entities_are_not_expanded()
        => Reason(Zip(("word/document.xml", $"<!DOCTYPE w:document [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:document {Namespaces}><w:body>{P("&b;")}</w:body></w:document>"))).ShouldBe(UnreadReason.Damaged);

    [Fact]
    public void Parts_that_nest_without_end_are_a_bomb()
        => Reason(Of(string.Concat(Enumerable.Repeat("<w:tbl>", 5_000)))).ShouldBe(UnreadReason.Bomb);

    [Fact]
    public void A_directory_that_would_fill_the_memory_is_not_opened()
        => Reason(Zip([.. Enumerable.Range(0, 30_000).Select(i => ($"a{i}", ""))])).ShouldBe(UnreadReason.Bomb);

    [Fact]
    public void A_broken_off_upload_is_truncated()
        => Reason(Of(P("Body"))[..^30]).ShouldBe(UnreadReason.Truncated);

    [Fact]
    public void Another_kind_of_office_file_is_not_read()
        => Reason(Zip(("xl/workbook.xml", "<workbook/>"))).ShouldBe(UnreadReason.Unsupported);

    [Fact]
    public void An_office_file_with_a_password_says_so()
        => Reason([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]).ShouldBe(UnreadReason.Encrypted);

    [Fact]
    public void A_document_without_text_says_so()
        => Reason(Of("<w:p/>")).ShouldBe(UnreadReason.NoText);

    private static string[] Lines(byte[] file, string name = "a.docx") => DocumentText.Read(file, name).Pages.Single().Text.Split('\n');

    private static UnreadReason? Reason(byte[] file)
    {
        var text = DocumentText.Read(file, "a.docx");
        text.EveryPageRead.ShouldBeFalse();
        text.Pages.ShouldBe([RecordPage.Unread(1)]);
        return text.Reason;
    }
}
