namespace Imr.Core.Letters.Templates;

/// <summary>Template 1 as plain text.</summary>
internal static class TextTemplate1
{
    private const int Width = 92;

    public static string Render(LetterModel model)
    {
        var page = new TextPage(Width);
        Cover(page, model);
        Determination(page, model);
        return page.ToString();
    }

    private static void Cover(TextPage page, LetterModel model)
    {
        page.Centered(Wording1.Issuer.ToUpperInvariant()).Centered(Wording1.OnBehalf).Rule('=').Line();
        page.Centered(Wording1.Title.ToUpperInvariant()).Line();
        page.Line(Wording1.Long(model.DecisionDate)).Line();
        foreach (var line in Wording1.AddressLines(model.InjuredWorker))
            page.Line(line);
        page.Line().Line($"Case number: {model.CaseNumber}");
        if (Wording1.Version(model) is { Length: > 0 } version)
            page.Line(version);
        page.Line();
        if (Wording1.Correction(model) is { } correction)
            page.Paragraphs(correction).Line();
        page.Paragraphs(Wording1.Intro).Line();
        page.Line($"RESULT: {Wording1.OutcomeWord(model.Outcome)}").Paragraphs(Wording1.OutcomeMeaning(model)).Line();
        foreach (var item in model.Items)
            page.Labelled("  -", $"{item.Item}: {item.Decision} ({Wording1.DecisionMeaning(item.Decision)})", 4);
        page.Line().Line(Wording1.BindingHeading.ToUpperInvariant()).Line().Paragraphs(Wording1.Binding);
        if (model.Outcome != Determinations.CaseOutcome.Uphold)
            page.Line().Paragraphs(Wording1.Implementation);
        page.Line().Line(Wording1.AppealHeading.ToUpperInvariant()).Line().Paragraphs(Wording1.AppealGrounds).Line().Paragraphs(Wording1.AppealDay(model));
        page.Line().Line("Medical Director").Line(Wording1.Issuer);
    }

    private static void Determination(TextPage page, LetterModel model)
    {
        page.Heading("Final determination");
        foreach (var (label, value) in Wording1.Header(model))
            page.Line($"{label + ":",-23}{value}");

        page.Heading(Wording1.MethodHeading).Paragraphs(Wording1.Method).Line();
        foreach (var (heading, reviewer) in Wording1.Credentials(model))
        {
            page.Line($"{heading}:");
            page.Labelled("State(s) of Licensure:", Wording1.List(reviewer.Licensure), 4);
            page.Labelled("Certification(s)/Specialty:", Wording1.List(reviewer.Specialties), 4);
        }

        page.Heading(Wording1.DocumentsHeading).Paragraphs(Wording1.DocumentsIntro).Line();
        for (var i = 0; i < model.DocumentsReviewed.Count; i++)
        {
            var document = model.DocumentsReviewed[i];
            page.Labelled(
                $"{i + 1,3}.",
                $"{document.Title} ({Wording1.Kind(document.Kind)}, {Wording1.Pages(document.Pages)}, record {Wording1.RecordNumber(document.Sha256)})",
                5);
        }

        page.Heading(Wording1.SummaryHeading).Paragraphs(Wording1.SummaryIntro).Line().Paragraphs(model.ClinicalCaseSummary);
        page.Heading(Wording1.IssuesHeading).Paragraphs(Wording1.IssuesIntro);
        foreach (var item in model.Items)
            Item(page, item);

        page.Heading(Wording1.CopiesHeading);
        foreach (var copy in model.CopiesTo)
            page.Labelled("  -", copy, 4);
    }

    private static void Item(TextPage page, LetterItem item)
    {
        page.Line().Labelled($"{item.ItemId}.", $"{item.Item}: {item.Decision}", 4);
        if (Wording1.Modification(item) is { } modification)
            page.Line().Paragraphs(modification);
        page.Line().Labelled("Claims Administrator guideline:", item.ClaimsAdministratorGuideline.Text, 4);
        page.Line().Labelled("IMRO guideline:", item.ReviewerGuideline.Text, 4);
        page.Line().Line("Decision rationale:").Paragraphs(item.Rationale);
    }
}
