using System.Net;
using System.Text;
using Imr.Core.Determinations;

namespace Imr.Core.Letters.Templates;

/// <summary>Template 1 as an HTML page. Every value goes through <see cref="E"/>.</summary>
internal static class HtmlTemplate1
{
    public static string Render(LetterModel model)
    {
        var page = new StringBuilder();
        page.Append($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{E(Wording1.Title)}, {E(model.CaseNumber.Value)}</title>
            <style>
            {HtmlStyle1.Css(model.CaseNumber)}
            </style>
            </head>
            <body>
            <main>

            """);
        Cover(page, model);
        Determination(page, model);
        page.Append("</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Cover(StringBuilder page, LetterModel model)
    {
        var version = Wording1.Version(model);
        page.Append($"""
            <header>
            <p class="issuer">{E(Wording1.Issuer)}</p>
            <p class="behalf">{E(Wording1.OnBehalf)}</p>
            </header>
            <h1>{E(Wording1.Title)}</h1>
            <p class="date">{E(Wording1.Long(model.DecisionDate))}</p>
            <address>{string.Join("<br>", Wording1.AddressLines(model.InjuredWorker).Select(E))}</address>
            <p class="reference">Case number <strong>{E(model.CaseNumber.Value)}</strong>{(version.Length == 0 ? string.Empty : $"<br>{E(version)}")}</p>
            {(Wording1.Correction(model) is { } correction ? $"<p class=\"correction\">{E(correction)}</p>\n" : "")}<p>{E(Wording1.Intro)}</p>
            <section class="result" aria-labelledby="result">
            <h2 id="result">Result: {E(Wording1.OutcomeWord(model.Outcome))}</h2>
            <p>{E(Wording1.OutcomeMeaning(model))}</p>
            <ul>

            """);
        foreach (var item in model.Items)
            page.Append($"<li>{E(item.Item)}: <strong>{item.Decision}</strong> ({E(Wording1.DecisionMeaning(item.Decision))})</li>\n");
        page.Append($"</ul>\n</section>\n<h2>{E(Wording1.BindingHeading)}</h2>\n<p>{E(Wording1.Binding)}</p>\n");
        if (model.Outcome != CaseOutcome.Uphold)
            page.Append($"<p>{E(Wording1.Implementation)}</p>\n");
        page.Append($"""
            <h2>{E(Wording1.AppealHeading)}</h2>
            <p>{E(Wording1.AppealGrounds)}</p>
            <p class="last-day"><strong>{E(Wording1.AppealDay(model))}</strong></p>
            <p class="signed">Medical Director<br>{E(Wording1.Issuer)}</p>

            """);
    }

    private static void Determination(StringBuilder page, LetterModel model)
    {
        page.Append("<section class=\"determination\">\n<h2>Final determination</h2>\n"
            + "<table class=\"header\">\n<caption>The case</caption>\n<tbody>\n");
        foreach (var (label, value) in Wording1.Header(model))
            page.Append($"<tr><th scope=\"row\">{E(label)}</th><td>{E(value)}</td></tr>\n");
        page.Append($"</tbody>\n</table>\n<h2>{E(Wording1.MethodHeading)}</h2>\n<p>{E(Wording1.Method)}</p>\n");
        foreach (var (heading, reviewer) in Wording1.Credentials(model))
        {
            page.Append($"<h3>{E(heading)}</h3>\n<dl>\n<dt>State(s) of Licensure</dt><dd>{E(Wording1.List(reviewer.Licensure))}</dd>\n");
            page.Append($"<dt>Certification(s)/Specialty</dt><dd>{E(Wording1.List(reviewer.Specialties))}</dd>\n</dl>\n");
        }

        page.Append($"<h2>{E(Wording1.DocumentsHeading)}</h2>\n<p>{E(Wording1.DocumentsIntro)}</p>\n");
        page.Append("<table class=\"documents\">\n<thead><tr><th scope=\"col\">Document</th><th scope=\"col\">Kind</th>"
            + "<th scope=\"col\">Pages</th><th scope=\"col\">Record</th></tr></thead>\n<tbody>\n");
        foreach (var d in model.DocumentsReviewed)
            page.Append($"<tr><th scope=\"row\">{E(d.Title)}</th><td>{E(Wording1.Kind(d.Kind))}</td>"
                + $"<td class=\"number\">{d.Pages}</td><td><code>{Wording1.RecordNumber(d.Sha256)}</code></td></tr>\n");
        page.Append("</tbody>\n</table>\n");

        page.Append($"<h2>{E(Wording1.SummaryHeading)}</h2>\n<p class=\"note\">{E(Wording1.SummaryIntro)}</p>\n{Paragraphs(model.ClinicalCaseSummary)}");
        page.Append($"<h2>{E(Wording1.IssuesHeading)}</h2>\n<p class=\"note\">{E(Wording1.IssuesIntro)}</p>\n");
        foreach (var item in model.Items)
            Item(page, item);

        page.Append($"<h2>{E(Wording1.CopiesHeading)}</h2>\n<ul class=\"copies\">\n");
        foreach (var copy in model.CopiesTo)
            page.Append($"<li>{E(copy)}</li>\n");
        page.Append("</ul>\n</section>\n");
    }

    private static void Item(StringBuilder page, LetterItem item)
    {
        page.Append($"<article class=\"item\">\n<h3>{E(item.ItemId)}. {E(item.Item)}: "
            + $"<span class=\"decision {item.Decision.ToString().ToLowerInvariant()}\">{item.Decision}</span></h3>\n");
        if (Wording1.Modification(item) is { } modification)
            page.Append($"<p>{E(modification)}</p>\n");
        page.Append($"<h4>Claims Administrator guideline</h4>\n{Paragraphs(item.ClaimsAdministratorGuideline.Text)}");
        page.Append($"<h4>IMRO guideline</h4>\n{Paragraphs(item.ReviewerGuideline.Text)}");
        page.Append($"<h4>Decision rationale</h4>\n{Paragraphs(item.Rationale)}</article>\n");
    }

    private static string Paragraphs(string text)
        => string.Concat(text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(p => $"<p>{string.Join("<br>\n", p.Split('\n').Select(E))}</p>\n"));

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
