using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Core.Letters;
using Imr.Core.Tests.Samples;

namespace Imr.Core.Tests.Letters;

public sealed class LetterBuilderTests
{
    [Fact]
    public void Items_stand_in_the_order_of_the_application_and_a_mix_is_a_partial_overturn()
    {
        var model = LetterBuilder.Build(LetterSamples.Mixed);
        model.Items.Select(i => i.ItemId).ShouldBe(["1", "2"]);
        model.Outcome.ShouldBe(CaseOutcome.PartialOverturn);
    }

    [Fact]
    public void A_modified_item_says_what_was_requested_what_was_authorized_and_what_is_left()
    {
        var item = LetterBuilder.Build(LetterSamples.Mixed).Items[1];
        item.OriginalRequest.ShouldBe("Physical therapy of the low back, 12 visits");
        item.Authorized.ShouldBe("6 visits");
        item.Item.ShouldBe("Physical therapy of the low back, 12 visits, as far as it goes beyond what was authorized (6 visits)");
    }

    [Fact]
    public void A_denied_item_is_in_dispute_as_a_whole()
    {
        var item = LetterBuilder.Build(LetterSamples.Mixed).Items[0];
        item.Item.ShouldBe("MRI of the lumbar spine without contrast");
        item.OriginalRequest.ShouldBeNull();
        item.Authorized.ShouldBeNull();
    }

    [Fact]
    public void A_UR_decision_without_a_guideline_is_said_to_name_none()
    {
        var guideline = LetterBuilder.Build(LetterSamples.Mixed).Items[1].ClaimsAdministratorGuideline;
        guideline.Citations.ShouldBeEmpty();
        guideline.Text.ShouldContain("names no guideline");
    }

    [Fact]
    public void The_reviewer_is_in_the_letter_by_credentials_only()
    {
        var facts = LetterSamples.FactsOf(SampleFiles.B, 0);
        facts = facts with { Determination = facts.Determination with { ReviewerId = "REV-7777", SignedName = "Rosalind Achterberg, MD" } };
        var rendered = RenderedLetter.Render(LetterBuilder.Build(facts));
        foreach (var bytes in new[] { rendered.Json, rendered.Text, rendered.Html })
        {
            var text = System.Text.Encoding.UTF8.GetString(bytes);
            text.ShouldNotContain("REV-7777");
            text.ShouldNotContain("Achterberg");
            text.ShouldContain("California");
        }
    }

    [Fact]
    public void Every_document_is_listed_whatever_the_order_of_arrival()
    {
        var facts = LetterSamples.FactsOf(SampleFiles.A, 1);
        var model = LetterBuilder.Build(facts);
        model.DocumentsReviewed.Count.ShouldBe(facts.Documents.Count);
        model.DocumentsReviewed[0].Title.ShouldBe("UR decision 2026-08-13");
        LetterJson.Hash(LetterBuilder.Build(facts with { Documents = [.. facts.Documents.Reverse()] })).ShouldBe(LetterJson.Hash(model));
    }

    [Fact]
    public void Copies_go_to_attorney_claims_administrator_physician_and_Administrative_Director()
        => LetterBuilder.Build(LetterSamples.FactsOf(SampleFiles.A, 1)).CopiesTo.ShouldBe(
        [
            "Attorney: Corwin Aldaya, Aldaya & Brandt",
            "Claims administrator: Redwood Crest Claims Services, Imelda Farrow",
            "Requesting physician: Howard Pellegrino, Delta Spine and Joint Associates",
            "Administrative Director, Division of Workers' Compensation",
        ]);

    [Fact]
    public void Line_ends_and_control_characters_do_not_change_the_letter()
    {
        var facts = LetterSamples.FactsOf(SampleFiles.B, 0);
        LetterModel With(string summary) => LetterBuilder.Build(facts with { Determination = facts.Determination with { ClinicalCaseSummary = summary } });
        With("One.\r\n\r\nTwo\u0000 three.\f\n").ClinicalCaseSummary.ShouldBe("One.\n\nTwo  three.");
    }

    [Fact]
    public void A_letter_attests_only_what_the_credentials_show()
    {
        var facts = LetterSamples.FactsOf(SampleFiles.B, 0);
        Should.Throw<ArgumentException>(() => LetterBuilder.Build(facts with { Credentials = facts.Credentials with { AtLeast24Hours = false } }));
        Should.Throw<ArgumentException>(() => LetterBuilder.Build(facts with { Credentials = facts.Credentials with { MoreThanFiveYears = false } }));
    }

    [Fact]
    public void An_item_that_the_application_does_not_have_is_refused()
    {
        var facts = LetterSamples.FactsOf(SampleFiles.B, 0);
        var stranger = facts.Determination.Items[0] with { ItemId = "9" };
        Should.Throw<ArgumentException>(() => LetterBuilder.Build(facts with { Determination = facts.Determination with { Items = [stranger] } }));
    }
}
