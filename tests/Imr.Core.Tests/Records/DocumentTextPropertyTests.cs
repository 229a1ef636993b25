using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Records;
using Imr.Core.Serialization;

namespace Imr.Core.Tests.Records;

/// <summary>Whatever somebody uploads: it is read or it says why not.</summary>
public sealed class DocumentTextPropertyTests
{
    private static readonly string[] Names = ["a.txt", "a.html", "a.docx", "a.pdf", "a", "a.tif"];

    private static readonly byte[] Word = WordFiles.Of(
        WordFiles.P("Neck pain.") + "<w:tbl><w:tr><w:tc>" + WordFiles.P("Flexion") + "</w:tc></w:tr></w:tbl>", ("word/header1.xml", $"<w:hdr {WordFiles.Namespaces}>{WordFiles.P("Doe")}</w:hdr>"));

    [Fact]
    public void Any_bytes_are_read_or_say_why_not()
        => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<int>(), (bytes, n) => Holds(bytes, Names[Math.Abs(n % Names.Length)])).QuickCheckThrowOnFailure();

    [Fact]
    public void A_Word_document_with_broken_bytes_is_read_or_says_why_not()
        => Prop.ForAll(Gen.Choose(0, Word.Length - 1).Three().ToArbitrary(), Gen.Choose(0, 255).Three().ToArbitrary(), (places, values) =>
        {
            byte[] bytes = [.. Word];
            bytes[places.Item1] = (byte)values.Item1;
            bytes[places.Item2] = (byte)values.Item2;
            bytes[places.Item3] = (byte)values.Item3;
            return Holds(bytes, "a.docx");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void A_document_that_is_cut_off_is_read_or_says_why_not()
        => Enumerable.Range(0, Word.Length).Select(length => Holds(Word[..length], "a.docx")).ShouldAllBe(held => held);

    private static bool Holds(byte[] bytes, string name)
    {
        var text = DocumentText.Read(bytes, name);
        var stored = ImrJson.Read<RecordText>(ImrJson.WriteBytes(text));
        return text.Pages.Count > 0
            && text.Pages.Select((p, i) => p.Number == i + 1 && (p.Readable || p.Text.Length == 0)).All(ok => ok)
            && (text.Reason is null || !text.EveryPageRead)
            && stored.Pages.Count == text.Pages.Count;
    }
}
