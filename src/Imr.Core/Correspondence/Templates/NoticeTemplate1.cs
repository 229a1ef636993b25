using System.Text;
using Imr.Core.Letters.Templates;

namespace Imr.Core.Correspondence.Templates;

/// <summary>Template 1 of notices. Every value goes through <see cref="PrintPage.E"/>.</summary>
internal static class NoticeTemplate1
{
    public static string Render(NoticeModel model) => Render(model, NoticeWording1.Of(model), Wording1.Issuer, [], Header(model));

    /// <summary>The page that templates 1 and 2 share.</summary>
    /// <param name="sender">Lines of its own below the issuer's name.</param>
    internal static string Render(NoticeModel model, NoticeWords words, string issuer, IEnumerable<string> sender, IEnumerable<(string Label, string Value)> header)
    {
        var body = new StringBuilder();
        var lines = string.Concat(sender.Append(Wording1.OnBehalf).Select(line => $"<p>{PrintPage.E(line)}</p>\n"));
        body.Append($"<header>\n<p class=\"issuer\">{PrintPage.E(issuer)}</p>\n{lines}</header>\n");
        body.Append($"<h1>{PrintPage.E(words.Title)}</h1>\n<p>{PrintPage.E(Wording1.Long(model.Day))}</p>\n");
        body.Append("<table>\n<caption>The case</caption>\n<tbody>\n");
        foreach (var (label, value) in header)
            body.Append($"<tr><th scope=\"row\">{PrintPage.E(label)}</th><td>{PrintPage.E(value)}</td></tr>\n");
        body.Append("</tbody>\n</table>\n");
        if (model.Treatments.Count > 0)
            body.Append($"<h2>Treatment in dispute</h2>\n<ul>\n{string.Concat(model.Treatments.Select(t => $"<li>{PrintPage.E(t)}</li>\n"))}</ul>\n");
        body.Append("<h2>What this notice tells you</h2>\n");
        foreach (var paragraph in words.Paragraphs)
            body.Append($"<p>{PrintPage.E(paragraph)}</p>\n");
        body.Append($"<p class=\"small\">{PrintPage.E(NoticeWording1.Footer(model))}</p>\n");
        return PrintPage.Render($"{words.Title}, {model.CaseNumber}", $"<main>\n{body}</main>\n");
    }

    internal static IEnumerable<(string Label, string Value)> Header(NoticeModel model)
    {
        (string Label, string? Value)[] all =
        [
            ("Case number", model.Round == 1 ? model.CaseNumber.Value : $"{model.CaseNumber}, review round {model.Round}"),
            ("Injured worker", model.InjuredWorker),
            ("Claims administrator", model.ClaimsAdministrator),
            ("Claim number", model.ClaimNumber),
            ("Date of injury", Day(model.DateOfInjury)),
            ("Requesting physician", model.RequestingPhysician),
            ("Utilization review decision of", Day(model.UrDecisionDate)),
            ("Application received", Day(model.ApplicationReceived)),
            ("Priority", model.Priority switch { null => null, Cases.Priority.Expedited => "Expedited", _ => "Regular" }),
        ];
        return all.Where(line => line.Value is not null).Select(line => (line.Label, line.Value!));
    }

    internal static string? Day(DateOnly? day) => day is { } known ? Wording1.Long(known) : null;
}
