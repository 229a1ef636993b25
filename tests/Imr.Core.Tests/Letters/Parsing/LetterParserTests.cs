using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Core.Letters.Parsing;

namespace Imr.Core.Tests.Letters.Parsing;

public sealed class LetterParserTests
{
    private const string Body =
        """
        CLINICAL CASE SUMMARY
        A baker hurt the wrist.

        IMR ISSUES, DECISIONS AND RATIONALES
        The Final Determination was based on decisions for the disputed items/services set forth below:

        """;

    private const string Rest =
        """

        Claims Administrator guideline: The Claims Administrator did not cite any medical evidence
        for its decision.

        MAXIMUS guideline: Decision based on MTUS Elbow Complaints 2007.

        Decision rationale: Nothing was tried.
        """;

    [Fact]
    public void No_text_is_a_problem_and_no_failure() => LetterParser.Parse("").Problems.ShouldHaveSingleItem().What.ShouldBe("no text");

    [Fact]
    public void Another_document_is_a_problem()
    {
        var (letter, problems) = LetterParser.Parse("Dear Sir,\nthe request was Upheld.\n\nIt is not medically necessary.\n");

        letter.Items.ShouldBeEmpty();
        problems.ShouldHaveSingleItem().Expected.ShouldContain("Final Determination Letter");
    }

    [Fact]
    public void A_decision_is_never_taken_from_the_closing_words_of_a_rationale()
    {
        var (letter, _) = LetterParser.Parse(Body + "Splint: Overturned\n" + Rest + "\nThe splint is not medically necessary.\n");

        letter.Items.ShouldHaveSingleItem().Decision.ShouldBe(ItemDecision.Overturned);
    }

    [Fact]
    public void Labels_without_a_decision_before_them_are_a_problem_with_their_line()
    {
        var (letter, problems) = LetterParser.Parse(Body + "Splint: Upheld\n" + Rest + "\nIt is not medically necessary.\n\nBrace: Modified\n" + Rest);

        letter.Items.Count.ShouldBe(1);
        var problem = problems.ShouldHaveSingleItem();
        problem.What.ShouldContain("without a decision");
        problem.Line.ShouldBe(18);
        problem.Page.ShouldBe(1);
    }

    [Theory]
    [InlineData("Decision rationale:", "rationale")]
    [InlineData("MAXIMUS guideline:", "reviewer")]
    [InlineData("Claims Administrator guideline:", "claims administrator")]
    public void A_label_that_is_missing_is_named(string label, string named)
    {
        var (_, problems) = LetterParser.Parse((Body + "Splint: Upheld\n" + Rest).Replace(label, "", StringComparison.Ordinal));

        problems.ShouldNotBeEmpty();
        problems.ShouldContain(p => p.What.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rationale_without_a_full_stop_ends_at_the_blank_line()
    {
        var (letter, problems) = LetterParser.Parse(Body + "Splint: Upheld\n" + Rest[..^1] + "\n\nBrace for the wrist: Overturned\n" + Rest);

        problems.ShouldBeEmpty();
        letter.Items[0].Rationale.ShouldBe("Nothing was tried");
        letter.Items[1].Item.ShouldBe("Brace for the wrist");
    }

    [Fact]
    public void Paragraphs_of_a_rationale_are_kept()
        => LetterParser.Parse(Body + "Splint: Upheld\n" + Rest + "\n\nOne more visit is recommended.\n").Letter.Items[0].Rationale.ShouldBe("Nothing was tried.\n\nOne more visit is recommended.");

    [Fact]
    public void The_blank_line_before_an_item_may_be_missing()
    {
        var (letter, _) = LetterParser.Parse(Body + "Splint: Upheld\n" + Rest + "\nBrace for the wrist: Overturned\n" + Rest);

        letter.Items.Select(i => i.Item).ShouldBe(["Splint", "Brace for the wrist"]);
    }

    [Fact]
    public void An_older_letter_has_no_header_and_that_is_no_problem()
    {
        var (letter, problems) = LetterParser.Parse(Body + "Splint: Upheld\n" + Rest);

        problems.ShouldBeEmpty();
        (letter.CaseNumber, letter.DateAssigned, letter.Priority).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("11/09/2016")]
    [InlineData("11-9-16")]
    [InlineData("2016-11-09")]
    [InlineData("November 9, 2016")]
    [InlineData("9 Nov 2016")]
    public void A_date_is_read_in_each_form(string date)
        => LetterParser.Parse($"Decision Date: {date}\n" + Body + "Splint: Upheld\n" + Rest).Letter.DecisionDate.ShouldBe(new DateOnly(2016, 11, 9));

    [Fact]
    public void A_date_that_is_none_is_a_problem_and_null()
    {
        var (letter, problems) = LetterParser.Parse("Decision Date: 13/45/2016\n" + Body + "Splint: Upheld\n" + Rest);

        letter.DecisionDate.ShouldBeNull();
        problems.ShouldHaveSingleItem().Line.ShouldBe(1);
    }

    [Fact]
    public void A_redacted_value_is_null_and_takes_no_other_labels_value()
    {
        var (letter, problems) = LetterParser.Parse(
            "Case Number:\nDate Assigned:                         Date of Injury:      10/13/2016\nDecision Date:   12/09/2016     UR Denial Date:\nPriority: Standard\n" + Body + "Splint: Upheld\n" + Rest);

        problems.ShouldBeEmpty();
        (letter.CaseNumber, letter.DateAssigned, letter.UrDenialDate).ShouldBe((null, null, null));
        (letter.DateOfInjury, letter.DecisionDate, letter.Priority).ShouldBe((new DateOnly(2016, 10, 13), new DateOnly(2016, 12, 9), Priority.Standard));
    }

    [Theory]
    [InlineData("Case Number:\nCM88-0000001\nDate Assigned:\n1/2/2088\nDate of Injury:\n3/4/2085\nDecision Date:\n2/3/2088\nUR Denial Date:\n12/1/2087\nPriority:\nStandard\nApplication Received:\n12/20/2087\n")]
    [InlineData("Case Number:\nDate Assigned:\nDecision Date:\nPriority:\n\nCM88-0000001\n1/2/2088\n2/3/2088\nStandard\n\nDate of Injury:\nUR Denial Date:\nApplication\nReceived:\n\n3/4/2085\n12/1/2087\n12/20/2087\n")]
    [InlineData("Case Number: CM88-0000001\nDate Assigned: 1/2/2088 Date of Injury: 3/4/2085\nDecision Date: 2/3/2088 UR Denial Date: 12/1/2087\nPriority: Standard Application 12/20/2087\nReceived:\n")]
    [InlineData("Case Number      CM88-0000001\nDate Assigned    1/2/2088\nDate of Injury   3/4/2085\nDecision Date    2/3/2088\nUR Denial Date   12/1/2087\nPriority         Standard\nApplication Received   12/20/2087\n")]
    [InlineData("Case Number:\nDate Assigned:\nDecision Date:\n\nCM88-0000001\n1/2/2088\n2/3/2088\n\nDate of Injury:\n3/4/2085\nUR Denial Date:\n12/1/2087\nApplication\nPriority:\nStandard\n12/20/2087\nReceived:\n")]
    public void The_header_is_read_in_any_reading_order(string header)
    {
        var (letter, problems) = LetterParser.Parse(header + Body + "Splint: Upheld\n" + Rest);

        problems.ShouldBeEmpty();
        (letter.CaseNumber, letter.Priority).ShouldBe(("CM88-0000001", Priority.Standard));
        (letter.DateAssigned, letter.DateOfInjury, letter.DecisionDate).ShouldBe((new DateOnly(2088, 1, 2), new DateOnly(2085, 3, 4), new DateOnly(2088, 2, 3)));
        (letter.UrDenialDate, letter.ApplicationReceived).ShouldBe((new DateOnly(2087, 12, 1), new DateOnly(2087, 12, 20)));
    }

    [Fact]
    public void Labels_and_values_that_do_not_match_in_number_are_a_problem_and_no_guess()
    {
        var (letter, problems) = LetterParser.Parse("Date Assigned:\nDate of Injury:\nDecision Date:\n\n1/2/2088\n2/3/2088\n" + Body + "Splint: Upheld\n" + Rest);

        (letter.DateAssigned, letter.DateOfInjury, letter.DecisionDate).ShouldBe((null, null, null));
        problems.ShouldHaveSingleItem().What.ShouldContain("3 labels and 2 values");
    }

    [Fact]
    public void Credentials_in_the_cells_of_a_table_are_read()
    {
        var reviewer = LetterParser.Parse(
            "State(s) of Licensure            Texas\nCertification(s)/Specialty        Pain Medicine, Anesthesiology\n\n" + Body + "Splint: Upheld\n" + Rest).Letter.Reviewer;
        (reviewer.Licensure.ShouldHaveSingleItem(), string.Join('|', reviewer.Specialties)).ShouldBe(("Texas", "Pain Medicine|Anesthesiology"));
    }

    [Fact]
    public void Specialties_wrap_and_licence_lists_lack_blanks()
    {
        var reviewer = LetterParser.Parse(
            "State(s) of Licensure: Iowa, Montana,North\nDakota\nCertification(s)/Specialty: Preventive Medicine, Public Health &\nGeneral Preventive Medicine\n\n" + Body + "Splint: Upheld\n" + Rest).Letter.Reviewer;

        reviewer.Licensure.ShouldBe(["Iowa", "Montana", "North Dakota"]);
        reviewer.Specialties.ShouldBe(["Preventive Medicine", "Public Health & General Preventive Medicine"]);
    }

    [Fact]
    public void Two_decisions_for_one_request_are_a_problem()
    {
        var (_, problems) = LetterParser.Parse(
            "1) The reviewer has determined the request for a splint is medically necessary and appropriate.\n\n1) The reviewer has determined the request for a splint is not medically necessary and appropriate.\n\nRationale for the Decision:\nNone.\n");

        problems.ShouldHaveSingleItem().What.ShouldContain("two different decisions");
    }

    [Fact]
    public void Words_written_together_still_decide()
        => LetterParser.Parse("1) The reviewer has determined the request for a splint is notmedically necessary and appropriate.\n\nRationale for the Decision:\nNone.\n")
            .Letter.Items.ShouldHaveSingleItem().Decision.ShouldBe(ItemDecision.Upheld);

    [Theory]
    [InlineData("has determined that the request for a splint is not medically necessary and appropriate.")]
    [InlineData("has determined the retrospective request for a splint was not medically necessary")]
    [InlineData("has determined the requested a splint is\nnot medically\nnecessary, and appropriate.")]
    public void The_sentence_of_2013_varies(string sentence)
    {
        var (letter, problems) = LetterParser.Parse($"1)MAXIMUS Federal Services, Inc. {sentence}\n\n1)Regarding the request for a splint:\n\nRationale for the Decision:\nNone.\n");

        problems.ShouldBeEmpty();
        var item = letter.Items.ShouldHaveSingleItem();
        (item.Item, item.Decision, item.Rationale).ShouldBe(("a splint", ItemDecision.Upheld, "None."));
    }

    [Fact]
    public void Items_with_decisions_in_sentences_may_lack_numbers()
    {
        const string said = "The Claims Administrator's decision was based on a book.\n\nThe Physician Reviewer based his/her decision on another.\n\nThe Physician Reviewer's decision rationale: ";
        var (letter, problems) = LetterParser.Parse(
            "IMR DECISION(S) AND RATIONALE(S)\nThe Final Determination was based on decisions for the disputed items/services set forth below:\n\nA splint is medically necessary and appropriate.\n\n"
            + said + "It helps. The splint is medically necessary.\n\nA brace for the wrist is not medically necessary and appropriate.\n\n" + said + "It does not.\n");

        problems.ShouldBeEmpty();
        letter.Items.Select(i => (i.Item, i.Decision)).ShouldBe([("A splint", ItemDecision.Overturned), ("A brace for the wrist", ItemDecision.Upheld)]);
        letter.Items[0].Rationale.ShouldBe("It helps. The splint is medically necessary.");
        letter.Items[0].ClaimsAdministratorGuideline.Text.ShouldBe("The Claims Administrator's decision was based on a book.");
    }

    [Theory]
    [InlineData("IS/WAS NOT", ItemDecision.Upheld)]
    [InlineData("IS NOT", ItemDecision.Upheld)]
    [InlineData("IS/WAS", ItemDecision.Overturned)]
    public void The_heading_of_a_professional_review_says_the_decision(string verb, ItemDecision decision)
    {
        var (letter, problems) = LetterParser.Parse(
            $"MEDICAL PROFESSIONAL REVIEW\n\nISSUE AT DISPUTE:\nSplint\n\nCASE SUMMARY:\nA baker.\n\nRATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE {verb}\nMEDICALLY NECESSARY:\nIt is so.\n\nMEDICAL REVIEWER QUALIFICATIONS:\nBoard Certified in Hand Surgery and is licensed to practice in Utah.\n");

        problems.ShouldBeEmpty();
        var item = letter.Items.ShouldHaveSingleItem();
        (item.Item, item.Decision, item.Rationale).ShouldBe(("Splint", decision, "It is so."));
        letter.Reviewer.Specialties.ShouldBe(["Hand Surgery"]);
        letter.ClinicalCaseSummary.ShouldBe("A baker.");
    }

    [Fact]
    public void Pages_may_come_apart()
    {
        var text = Body + "Splint: Upheld\n" + Rest;
        var middle = text.IndexOf("MAXIMUS", StringComparison.Ordinal);

        LetterParser.Parse([text[..middle], text[middle..]]).Letter.Items.ShouldHaveSingleItem().ReviewerGuideline.Text.ShouldBe("Decision based on MTUS Elbow Complaints 2007.");
    }

    [Fact]
    public void Every_sample_letter_is_read_without_a_problem()
    {
        var files = Directory.GetFiles(Repository.PathOf("samples/letters"));
        files.Length.ShouldBeGreaterThan(4);
        foreach (var file in files)
        {
            var (letter, problems) = LetterParser.Parse(File.ReadAllText(file));
            problems.ShouldBeEmpty(file);
            letter.Items.ShouldNotBeEmpty();
            letter.Items.ShouldAllBe(i => i.Rationale != null && i.ReviewerGuideline.Text != null && i.ClaimsAdministratorGuideline.Text != null);
        }
    }
}
