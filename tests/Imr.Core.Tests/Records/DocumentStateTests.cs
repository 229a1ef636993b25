using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Serialization;
using Imr.Core.Tests.Cases;

namespace Imr.Core.Tests.Records;

/// <summary>What persons say of a document: seals, what was taken out, whose pages are.</summary>
public sealed class DocumentStateTests
{
    private static readonly ContentHash Hash = ContentHash.Of("document"u8);
    private static readonly DateTimeOffset At = new(2026, 10, 5, 17, 0, 0, TimeSpan.Zero);
    private static readonly CaseDocument Document = new(Hash, DocumentKind.MedicalReport, "report.txt", At, 5, true);

    [Theory]
    [InlineData("3", 3, 3)]
    [InlineData("3-5", 3, 5)]
    public void A_range_of_pages_reads_what_it_writes(string text, int from, int to)
    {
        var range = PageRange.Parse(text);
        (range.From, range.To, range.ToString()).ShouldBe((from, to, text));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("5-3")]
    [InlineData("1-2-3")]
    [InlineData("-1")]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("1-100001")]
    public void What_is_no_range_of_pages_is_refused(string text) => PageRange.TryParse(text, null, out _).ShouldBeFalse();

    [Fact]
    public void Ranges_hold_the_pages_that_they_are_made_of_and_no_others()
        => Prop.ForAll(Gen.Choose(1, 40).ListOf().ToArbitrary(), pages =>
        {
            var ranges = PageRange.Of(pages);
            return ranges.SelectMany(r => r.Pages).SequenceEqual(pages.Distinct().Order()) && ranges.Zip(ranges.Skip(1)).All(pair => pair.Second.From > pair.First.To + 1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_seal_is_lifted_by_a_second_person_only_and_once()
    {
        var state = Sealed(new PageRange(2, 3));
        state.Lift("s1", "Operator:op-1", At, "A mistake.", out var same).ShouldBeNull();
        same!.ShouldContain("second person");
        state.Lift("s2", "Operator:op-2", At, "A mistake.", out _).ShouldBeNull();
        var lifted = state.Lift("s1", "Operator:op-2", At, "A mistake.", out _).ShouldNotBeNull();
        lifted.Withheld.ShouldBeEmpty();
        lifted.Withholdings.ShouldHaveSingleItem().LiftedBy.ShouldBe("Operator:op-2");
        lifted.Lift("s1", "Operator:op-3", At, "Again.", out _).ShouldBeNull();
    }

    [Fact]
    public void What_was_taken_out_as_misfiled_comes_back_only_by_being_filed_again_and_a_seal_outlasts_it()
    {
        var state = Sealed(new PageRange(2, 2)).Withhold(new Withholding("m1", WithholdingKind.Misfiled, null, null, "Another case.", "Operator:op-1", At, null, null, null));
        state.Lift("m1", "Operator:op-2", At, "Back.", out var why).ShouldBeNull();
        why!.ShouldContain("filed again");
        state.Apply(Document).InRecord.ShouldBeFalse();
        var again = state.FileAgain("Operator:op-2", At, "It was hers.").Apply(Document);
        (again.InRecord, again.IsWithheld(1), again.IsWithheld(2)).ShouldBe((true, false, true));
    }

    [Fact]
    public void The_last_finding_on_a_page_counts()
    {
        var state = DocumentState.Of(Hash).Settle(Settlement("a", "1-3", true)).Settle(Settlement("b", "2", false));
        state.Settled.ShouldBe([new PageRange(1, 1), new PageRange(3, 3)]);
        ImrJson.Read<DocumentState>(ImrJson.Write(state)).Settled.ShouldBe(state.Settled);
    }

    [Fact]
    public void The_hash_of_the_set_changes_with_every_seal_and_comes_back_when_it_is_lifted()
    {
        var state = Sealed(new PageRange(2, 3));
        var others = new[] { Document with { Sha256 = ContentHash.Of("other"u8) } };
        var plain = RecordsHash.Of([.. others, Document]);
        var part = RecordsHash.Of([.. others, state.Apply(Document)]);
        var whole = RecordsHash.Of([.. others, Sealed(null).Apply(Document)]);
        new[] { plain, part, whole }.ShouldBeUnique();
        whole.ShouldBe(RecordsHash.Of(others));
        RecordsHash.Of([.. others, state.Lift("s1", "Operator:op-2", At, "x", out _)!.Apply(Document)]).ShouldBe(plain);
    }

    [Fact]
    public void A_sealed_page_and_one_of_somebody_else_count_as_unread_and_a_page_that_was_taken_out_as_never_here()
    {
        var text = new RecordText(1, Hash, [.. Enumerable.Range(1, 5).Select(n => new RecordPage(n, true, $"Page {n}."))]);
        var document = Document with { Withheld = [new WithheldPages(WithholdingKind.Sealed, new PageRange(2, 2)), new WithheldPages(WithholdingKind.Misfiled, new PageRange(4, 4))] };

        var entry = RecordSetEntry.Of(document, text, [5]);

        entry.Text.Pages.Select(p => (p.Number, p.Readable)).ShouldBe([(1, true), (2, false), (3, true), (5, false)]);
        entry.Document.Pages.ShouldBe(4);
        entry.Barred.ShouldBe([new BarredPage(2, BarredBecause.Sealed), new BarredPage(4, BarredBecause.Removed), new BarredPage(5, BarredBecause.IdentityOpen)]);
        entry.Text.Pages.Where(p => !p.Readable).ShouldAllBe(p => p.Text.Length == 0);
        new RecordSet([entry], true).EveryPageRead.ShouldBeFalse();
    }

    [Fact]
    public void A_document_that_is_kept_back_as_a_whole_is_of_no_kind_and_no_determination_rests_on_it()
    {
        var application = SampleApplication.Application with { Documents = [new ListedDocument("report.txt", DocumentKind.MedicalReport, null)] };
        var rfa = Document with { Sha256 = ContentHash.Of("rfa"u8), Name = "rfa.txt", Kind = DocumentKind.RequestForAuthorization };

        var taken = RecordsCompleteness.Assess(application, [rfa, Document with { Withheld = [new WithheldPages(WithholdingKind.Misfiled, null)] }]);
        (taken.OnlyUrDecision, taken.Complete).ShouldBe((true, false));
        taken.MissingKinds.ShouldBe([DocumentKind.MedicalReport]);
        taken.MissingListed.ShouldBe(["report.txt"]);
        // What is only sealed has arrived.
        RecordsCompleteness.Assess(application, [rfa, Sealed(null).Apply(Document)]).MissingListed.ShouldBeEmpty();
        RecordsCompleteness.Assess(application, [rfa, Sealed(new PageRange(1, 4)).Apply(Document)]).Complete.ShouldBeTrue();
    }

    [Fact]
    public void The_same_pages_of_a_document_are_the_same_document()
    {
        DocumentOrigin.ViewOf(Hash, new PageRange(2, 3)).ShouldBe(DocumentOrigin.ViewOf(Hash, PageRange.Parse("2-3")));
        DocumentOrigin.ViewOf(Hash, new PageRange(2, 3)).ShouldNotBe(DocumentOrigin.ViewOf(Hash, new PageRange(2, 4)));
    }

    private static DocumentState Sealed(PageRange? pages)
        => DocumentState.Of(Hash).Withhold(new Withholding("s1", WithholdingKind.Sealed, SealGround.Privileged, pages, "A letter of counsel.", "Operator:op-1", At, null, null, null));

    private static IdentitySettlement Settlement(string id, string pages, bool thisWorker) => new(id, PageRange.Parse(pages), thisWorker, "Seen.", "Operator:op-1", At);
}
