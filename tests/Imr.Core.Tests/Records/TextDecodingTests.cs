using System.Text;
using Imr.Core.Records;

namespace Imr.Core.Tests.Records;

public sealed class TextDecodingTests
{
    private const string Report =
        "Assessment: Señora García says “the pain isn’t better” – 7/10. Flexion 30°, extension ±5°. ¿Dolor? Sí, según la paciente.\r\nPlan: “home exercise”; José Núñez, M.D. — follow-up in May…\r\n";

    [Theory]
    [InlineData(1252, Report)]
    [InlineData(10000, Report)]
    [InlineData(437, "Señora García: flexion 30°, extension ±5°, ½ tablet. ¿Dolor? Sí. José Núñez, M.D., la niña, mañana.")]
    [InlineData(1250, "Pani Małgorzata Wąs zgłasza ból pleców, który się nasilił; zażywa ibuprofen. Świadczenie przyznane, ćwiczenia zalecone.")]
    public void The_code_page_is_the_one_in_which_the_text_makes_sense(int codePage, string text)
        => Read(CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(text)).ShouldBe(text.ReplaceLineEndings("\n").TrimEnd('\n'));

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void Wide_characters_need_no_mark(string encoding)
        => Read(Encoding.GetEncoding(encoding).GetBytes(Report)).ShouldBe(Report.ReplaceLineEndings("\n").TrimEnd('\n'));

    [Fact]
    public void Single_Windows_bytes_in_UTF_8_do_not_break_the_rest()
        => Read([.. "José, Señora, Núñez: "u8, 0x93, (byte)'x', 0x94]).ShouldBe("José, Señora, Núñez: “x”");

    [Fact]
    public void UTF_8_that_is_cut_off_within_a_character_stays_UTF_8()
        => Read([.. "José, Señora, Núñe"u8, 0xC3]).ShouldStartWith("José, Señora, Núñe");

    [Fact]
    public void An_html_page_says_its_code_page_itself()
        => DocumentText.Read(CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes("<html><meta charset='windows-1251'><p>Боль в спине</p>"), "a.html")
            .Pages.Single().Text.ShouldBe("Боль в спине");

    [Fact]
    public void A_declared_encoding_that_does_not_exist_is_not_believed()
        => DocumentText.Read((byte[])[.. "<html><meta charset='x-none'><p>Se"u8, 0xF1, .. "ora</p>"u8], "a.html").Pages.Single().Text.ShouldBe("Señora");

    private static string Read(byte[] bytes) => DocumentText.Read(bytes, "a.txt").Pages.Single().Text;
}
