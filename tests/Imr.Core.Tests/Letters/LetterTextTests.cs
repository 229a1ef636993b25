using AngleSharp.Html.Parser;
using Imr.Core.Letters;
using Imr.Core.Tests.Samples;

namespace Imr.Core.Tests.Letters;

public sealed class LetterTextTests
{
    private static readonly string Text = LetterText.Render(LetterBuilder.Build(LetterSamples.Mixed));

    [Fact]
    public void No_line_is_longer_than_92_characters_or_ends_in_a_blank()
        => Text.Split('\n').ShouldAllBe(l => l.Length <= 92 && !l.EndsWith(' '));

    [Fact]
    public void The_sections_stand_in_the_order_of_the_law_and_practice()
    {
        string[] sections =
        [
            "RESULT: PARTIAL OVERTURN", "WHAT THIS DECISION MEANS", "YOUR RIGHT TO APPEAL", "Case Number:", "HOW THE IMR FINAL DETERMINATION WAS MADE", "State(s) of Licensure:",
            "DOCUMENTS REVIEWED", "CLINICAL CASE SUMMARY", "IMR ISSUES, DECISIONS AND RATIONALES", "Claims Administrator guideline:", "IMRO guideline:", "Decision rationale:", "COPIES TO",
        ];
        var places = sections.Select(s => Text.IndexOf(s, StringComparison.Ordinal)).ToArray();
        places.ShouldAllBe(p => p >= 0);
        places.ShouldBeInOrder();
    }

    [Fact]
    public void Appeal_rights_name_the_last_day() => Text.ShouldContain("no later than November 16, 2026");

    [Fact]
    public void An_upheld_letter_tells_nobody_to_authorize()
    {
        LetterText.Render(LetterBuilder.Build(LetterSamples.FactsOf(SampleFiles.A, 1))).ShouldNotContain("within 5 working days");
        Text.ShouldContain("within 5 working days");
    }

    [Fact]
    public void A_partly_authorized_item_says_what_was_requested_what_was_authorized_and_that_the_rest_was_decided()
    {
        var model = LetterBuilder.Build(LetterSamples.FactsOf(SampleFiles.D, 1));
        string[] sentences =
        [
            "Hydrocodone/acetaminophen 10/325 mg, 120 tablets, as far as it goes beyond what was authorized (60 tablets): Upheld",
            "Your physician requested: Hydrocodone/acetaminophen 10/325 mg, 120 tablets.",
            "The claims administrator authorized: 60 tablets. That part is yours and is not in question.",
            "Decided here is the rest of the request.",
            "Of 3 treatments in dispute, 1 was found medically necessary and 2 were found not medically necessary.",
        ];
        foreach (var letter in new[] { LetterText.Render(model), new HtmlParser().ParseDocument(LetterHtml.Render(model)).Body!.TextContent })
        {
            var read = string.Join(' ', letter.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            foreach (var sentence in sentences)
                read.ShouldContain(sentence);
            // Only the modified item has an authorized part.
            read.Split("The claims administrator authorized:").Length.ShouldBe(2);
        }
    }

    [Fact]
    public void A_corrected_letter_of_a_later_round_says_so()
    {
        var model = LetterBuilder.Build(LetterSamples.Mixed) with { Round = 2, Version = 3 };
        LetterText.Render(model).ShouldContain("Review round 2; Corrected letter, version 3");
        LetterHtml.Render(model).ShouldContain("Review round 2; Corrected letter, version 3");
    }
}
