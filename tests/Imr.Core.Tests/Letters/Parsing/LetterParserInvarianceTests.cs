using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Letters.Parsing;

namespace Imr.Core.Tests.Letters.Parsing;

/// <summary>However a letter is printed and extracted, it says the same.</summary>
public sealed class LetterParserInvarianceTests
{
    [Fact]
    public void A_letter_says_the_same_however_it_is_printed()
        => Prop.ForAll(
            (from items in InventedLetters.Items from mutation in LetterMutations.Any select (items, mutation(InventedLetters.Labelled(items)))).ToArbitrary(),
            letter => Same(letter.Item2, letter.items)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Nor_does_it_matter_when_two_things_happen_to_it()
        => Prop.ForAll(
            (from items in InventedLetters.Items
             from width in Gen.Choose(60, 120)
             from line in Gen.Choose(1, 400)
             let text = LetterMutations.Rewrap(InventedLetters.Labelled(items), width)
             select (items, LetterMutations.PageAt(text, 1 + (line % (text.Count(c => c == '\n') - 1))))).ToArbitrary(),
            letter => Same(letter.Item2, letter.items)).Check(Config.QuickThrowOnFailure.WithMaxTest(250));

    [Fact]
    public void A_page_may_begin_at_any_line()
    {
        var items = Gen.Sample(InventedLetters.Item, 21).ToArray();
        var text = InventedLetters.Labelled(items);
        var lines = text.Count(c => c == '\n');

        for (var line = 1; line < lines; line++)
            Same(LetterMutations.PageAt(text, line), items).ShouldBeTrue($"line {line}");
    }

    [Theory]
    [InlineData("MAXIMUS")]
    [InlineData("Maximus Federal Services")]
    [InlineData("IMRO")]
    [InlineData("Expert Reviewer")]
    [InlineData("Acme Review of California")]
    [InlineData("Golden Poppy Medical Review")]
    public void Any_organization_may_have_written_it(string organization)
        => Prop.ForAll(InventedLetters.Items.ToArbitrary(), items => Same(InventedLetters.Labelled(items, organization), items)).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void The_layout_of_2013_gives_decisions_by_its_numbered_sentences()
        => Prop.ForAll((from items in InventedLetters.Items from width in Gen.Choose(50, 120) select (items, InventedLetters.Determinations(items, width))).ToArbitrary(), letter =>
        {
            var (read, problems) = LetterParser.Parse(letter.Item2);
            return problems.Count == 0 && read.Items.Zip(letter.items).All(p => Bare(p.First.Item) == Bare(p.Second.Item) && p.First.Decision == p.Second.Decision
                && Bare(p.First.Rationale) == Bare(p.Second.Rationale)) && read.Items.Count == letter.items.Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_layout_with_decisions_in_sentences_is_read_too()
        => Prop.ForAll((from items in InventedLetters.Items from width in Gen.Choose(50, 120) select (items, InventedLetters.Narrative(items, width))).ToArbitrary(), letter =>
        {
            var (read, problems) = LetterParser.Parse(letter.Item2);
            return problems.Count == 0 && read.Items.Count == letter.items.Length && read.Items.Zip(letter.items).All(p => Bare(p.First.Item) == Bare(p.Second.Item)
                && p.First.Decision == p.Second.Decision && Bare(p.First.Rationale) == Bare(p.Second.Rationale));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Cut_anywhere_it_still_gives_items_or_says_what_is_missing()
    {
        var text = InventedLetters.Labelled(Gen.Sample(InventedLetters.Item, 3).ToArray());

        for (var end = 0; end < text.Length; end += 7)
        {
            var (letter, problems) = LetterParser.Parse(text[..end]);
            (letter.Items.Count > 0 || problems.Count > 0).ShouldBeTrue($"cut at {end}");
        }
    }

    private static bool Same(string text, InventedItem[] items)
    {
        var (letter, problems) = LetterParser.Parse(text);
        problems.ShouldBeEmpty();
        letter.Items.Count.ShouldBe(items.Length);
        foreach (var (read, said) in letter.Items.Zip(items))
        {
            Bare(read.Item).ShouldBe(Bare(said.Item));
            read.Decision.ShouldBe(said.Decision);
            Bare(read.ClaimsAdministratorGuideline.Text).ShouldBe(Bare(said.ClaimsAdministrator));
            Bare(read.ReviewerGuideline.Text).ShouldBe(Bare(said.Reviewer));
            Bare(read.Rationale).ShouldBe(Bare(said.Rationale));
        }

        letter.CaseNumber.ShouldBe("CM88-0000417");
        letter.DateAssigned.ShouldBe(new DateOnly(2088, 1, 9));
        letter.DateOfInjury.ShouldBe(new DateOnly(2085, 10, 13));
        letter.DecisionDate.ShouldBe(new DateOnly(2088, 2, 9));
        letter.UrDenialDate.ShouldBe(new DateOnly(2087, 12, 3));
        letter.ApplicationReceived.ShouldBe(new DateOnly(2088, 1, 3));
        letter.Reviewer.Licensure.ShouldBe(["Arizona", "California"]);
        letter.Reviewer.Specialties.ShouldBe(["Family Practice", "Sports Medicine"]);
        Bare(letter.ClinicalCaseSummary).ShouldStartWith("A gardener of 38 years");
        Bare(letter.ClinicalCaseSummary).ShouldEndWith("denied everything.");
        return true;
    }

    private static string Bare(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
