using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Records;

namespace Imr.Core.Tests.Records;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("Neck pain for two years. No weakness.", "Neck pain for two years.|No weakness.")]
    [InlineData("Dr. Vance saw her. She was well.", "Dr. Vance saw her.|She was well.")]
    [InlineData("Seen by N. Vance, M.D. The patient reports pain.", "Seen by N. Vance, M.D.|The patient reports pain.")]
    [InlineData("Seen by N. Vance, M.D. Fresno.", "Seen by N. Vance, M.D. Fresno.")]
    [InlineData("Conservative care, e.g. NSAIDs, i.e. Naproxen, failed. PT helped.", "Conservative care, e.g. NSAIDs, i.e. Naproxen, failed.|PT helped.")]
    [InlineData("Surgery vs. PT was discussed.", "Surgery vs. PT was discussed.")]
    [InlineData("Disc protrusion at L4-5. There is no stenosis.", "Disc protrusion at L4-5.|There is no stenosis.")]
    [InlineData("Took 7.5 mg on 12.09.2014 at 8:30 a.m. without relief.", "Took 7.5 mg on 12.09.2014 at 8:30 a.m. without relief.")]
    [InlineData("Visit No. 5 was on Dec. 9, 2014. Reflexes were normal!", "Visit No. 5 was on Dec. 9, 2014.|Reflexes were normal!")]
    [InlineData("Weakness? No. Numbness? Yes.", "Weakness?|No.|Numbness?|Yes.")]
    [InlineData("She said \"it hurts.\" Exam was normal.", "She said \"it hurts.\"|Exam was normal.")]
    [InlineData("Pain is 6/10. 12 visits of PT were done.", "Pain is 6/10.|12 visits of PT were done.")]
    public void Sentences_end_where_a_reader_ends_them(string text, string expected)
        => Sentences.Split(text).ShouldBe(expected.Split('|'));

    [Fact]
    public void Wrapped_lines_are_joined_and_blank_lines_divide()
        => Sentences.Split("The patient has had neck pain since the injury and has\ncompleted twelve visits of physical\ntherapy. She failed con-\nservative care\n\nNo surgery is planned")
            .ShouldBe(["The patient has had neck pain since the injury and has completed twelve visits of physical therapy.", "She failed con-servative care", "No surgery is planned"]);

    [Fact]
    public void Headings_and_labelled_lines_stand_apart()
        => Sentences.Split("PHYSICAL EXAMINATION\nSpurling's test is negative.\nAssessment: Cervical strain\nPlan:\nCT of the cervical spine")
            .ShouldBe(["PHYSICAL EXAMINATION", "Spurling's test is negative.", "Assessment: Cervical strain", "Plan:", "CT of the cervical spine"]);

    [Fact]
    public void List_lines_stand_apart_and_their_numbers_end_no_sentence()
        => Sentences.Split("1. Neck pain. Improved.\n2. Low back pain\n- Naproxen\n• PT, 12 visits,\n  twice a week\n(a) Imaging\n[x] Spasm")
            .ShouldBe(["1. Neck pain.", "Improved.", "2. Low back pain", "- Naproxen", "• PT, 12 visits, twice a week", "(a) Imaging", "[x] Spasm"]);

    [Fact]
    public void Short_lines_that_start_with_a_capital_are_not_one_sentence()
        => Sentences.Split("No fracture\nNeck pain\nWeakness of the left arm").ShouldBe(["No fracture", "Neck pain", "Weakness of the left arm"]);

    [Fact]
    public void Nothing_gives_nothing() => Sentences.Split(" \n\f\n ").ShouldBeEmpty();

    [Fact]
    public void No_character_that_is_no_white_space_is_lost_and_no_sentence_is_empty()
        => Prop.ForAll(
            Gen.Elements("No.", "pain", "Dr.", "L4-5.", "\n", "\n\n", " ", "-", "1.", "A", "EXAM", "e.g.", "3.5", ":", "!", "\"", ")", "\t", "M.D.", "The", "–", ".").ListOf().Select(string.Concat).ToArbitrary(),
            text =>
            {
                var sentences = Sentences.Split(text).ToList();
                return Solid(string.Concat(sentences)) == Solid(text) && sentences.TrueForAll(s => s.Length > 0 && s == s.Trim());
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_page_is_split_in_reasonable_time()
        => Sentences.Split(string.Concat(Enumerable.Repeat("pain. Pain ... (Pain) 1. ", 20_000))).Count().ShouldBeGreaterThan(20_000);

    [Fact]
    public void A_long_row_of_dots_is_one_sentence_and_soon_read()
        => Sentences.Split("Total " + new string('.', 200_000) + "x").ShouldHaveSingleItem();

    private static string Solid(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
