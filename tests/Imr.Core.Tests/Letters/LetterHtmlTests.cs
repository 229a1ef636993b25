using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Imr.Core.Letters;

namespace Imr.Core.Tests.Letters;

public sealed class LetterHtmlTests
{
    private static readonly string Html = LetterHtml.Render(LetterBuilder.Build(LetterSamples.Mixed));
    private static readonly IDocument Page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(Html);

    [Fact]
    public void The_page_has_a_language_a_title_and_one_first_heading()
    {
        Page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        Page.Title!.ShouldContain("CM26-0000102");
        Page.QuerySelectorAll("h1").Length.ShouldBe(1);
    }

    [Fact]
    public void No_heading_level_is_skipped()
    {
        var levels = Page.QuerySelectorAll("h1,h2,h3,h4").Select(h => h.LocalName[1] - '0').ToArray();
        levels.Zip(levels.Skip(1)).ShouldAllBe(pair => pair.Second <= pair.First + 1);
    }

    [Fact]
    public void Every_table_head_says_what_it_heads() => Page.QuerySelectorAll("th").ShouldAllBe(th => th.HasAttribute("scope"));

    [Fact]
    public void Nothing_is_fetched_and_nothing_runs()
    {
        Page.QuerySelectorAll("script,link,img,iframe,object,form,[src],[href],[onclick],[onload]").ShouldBeEmpty();
        Html.ShouldNotContain("url(");
        Html.ShouldNotContain("@import");
    }

    [Fact]
    public void Text_from_people_is_encoded()
    {
        var model = LetterBuilder.Build(LetterSamples.Mixed);
        const string attack = "<script>alert('x')</script> & \"more\"";
        var hostile = model with
        {
            ClinicalCaseSummary = attack,
            CopiesTo = [attack],
            InjuredWorker = model.InjuredWorker with { Name = attack },
            DocumentsReviewed = [model.DocumentsReviewed[0] with { Title = attack }],
            Items = [model.Items[1] with { Item = attack, Rationale = attack, OriginalRequest = attack, Authorized = attack, ReviewerGuideline = new(attack, []) }],
        };
        var page = new HtmlParser().ParseDocument(LetterHtml.Render(hostile));
        page.QuerySelectorAll("script").ShouldBeEmpty();
        page.Body!.TextContent.ShouldContain(attack);
    }
}
