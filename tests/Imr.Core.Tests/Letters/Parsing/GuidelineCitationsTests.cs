using Imr.Core.Letters.Parsing;

namespace Imr.Core.Tests.Letters.Parsing;

public sealed class GuidelineCitationsTests
{
    [Fact]
    public void A_topic_of_the_MTUS_has_year_and_sections()
    {
        var citation = GuidelineCitations.Read("Decision based on MTUS Low Back Complaints 2004, Section(s): Special Studies, Summary.").ShouldHaveSingleItem();

        (citation.Source, citation.Topic, citation.Year).ShouldBe(("MTUS", "Low Back Complaints", 2004));
        citation.Sections.ShouldBe(["Special Studies", "Summary"]);
    }

    [Fact]
    public void Several_topics_are_joined_by_and_also_where_a_topic_has_one_itself()
    {
        var citations = GuidelineCitations.Read(
            "Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Initial Care, and Elbow Complaints 2007, and Forearm, Wrist, and Hand Complaints 2004.");

        citations.Select(c => (c.Topic, c.Year, c.Sections!.Count)).ShouldBe(
            [("Forearm, Wrist, and Hand Complaints", 2004, 1), ("Elbow Complaints", 2007, 0), ("Forearm, Wrist, and Hand Complaints", 2004, 0)]);
    }

    [Fact]
    public void A_section_title_may_hold_commas()
        => GuidelineCitations.Read("Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): Opioids, criteria for use, NSAIDs, GI symptoms & cardiovascular risk, Topical analgesics (creams, gels).")
            .ShouldHaveSingleItem().Sections.ShouldBe(["Opioids, criteria for use", "NSAIDs, GI symptoms & cardiovascular risk", "Topical analgesics (creams, gels)"]);

    [Fact]
    public void What_is_not_of_the_MTUS_is_kept_as_text()
    {
        var citations = GuidelineCitations.Read("Decision based on MTUS Knee Complaints 2004. Decision based on Non- MTUS Citation Invented Book (2nd ed.), Knee.");

        citations.Select(c => c.Source).ShouldBe(["MTUS", "Non-MTUS"]);
        citations[1].Text.ShouldBe("Invented Book (2nd ed.), Knee");
    }

    [Fact]
    public void Outside_of_the_MTUS_only_the_other_source_is_cited()
        => GuidelineCitations.Read("The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines. Decision based on Non-MTUS Citation Invented Book.")
            .ShouldHaveSingleItem().ShouldBe(new LetterCitation("Non-MTUS", Text: "Invented Book"));

    [Fact]
    public void Who_cites_nothing_has_no_citation() => GuidelineCitations.Read("The Claims Administrator did not cite any medical evidence for its decision.").ShouldBeEmpty();

    [Fact]
    public void Older_letters_cite_pages()
    {
        var citations = GuidelineCitations.Read(
            "Decision based on MTUS ACOEM Chapter 8 Neck and Upper Back Complaints Page(s): 177-179, 182, Chronic Pain Medical Treatment Guidelines Page(s): 22. Decision based on Non-MTUS Citation Invented Book.");

        citations.Select(c => (c.Topic, c.Pages, c.Text)).ShouldBe(
            [("ACOEM Chapter 8 Neck and Upper Back Complaints", "177-179, 182", null), ("Chronic Pain Medical Treatment Guidelines", "22", null), (null, null, "Invented Book")]);
    }

    [Fact]
    public void The_sentences_of_2013_are_read()
    {
        var citation = GuidelineCitations.Read("The Claims Administrator based its decision on the MTUS Chronic Pain Medical Treatment Guidelines, pages 98-99, which is part of the MTUS.").ShouldHaveSingleItem();

        (citation.Source, citation.Topic, citation.Pages).ShouldBe(("MTUS", "Chronic Pain Medical Treatment Guidelines", "98-99"));
    }

    [Fact]
    public void Our_own_guidelines_are_read()
    {
        var citation = GuidelineCitations.Read("MTUS: ACOEM Cervical and Thoracic Spine Disorders Guideline (May 27, 2016), diagnostic testing").ShouldHaveSingleItem();

        (citation.Topic, citation.Year).ShouldBe(("ACOEM Cervical and Thoracic Spine Disorders Guideline", 2016));
        citation.Sections.ShouldBe(["diagnostic testing"]);
    }
}
