using Imr.Core.Letters.Templates;

namespace Imr.Core.Letters;

/// <summary>The letter as one self-contained page: no script, no external resource, fit for print and for screen readers.</summary>
public static class LetterHtml
{
    /// <inheritdoc cref="LetterText.Render(LetterModel)"/>
    public static string Render(LetterModel model) => model.TemplateVersion switch
    {
        1 => HtmlTemplate1.Render(model),
        _ => throw new NotSupportedException($"Letter template {model.TemplateVersion} is not known: run a newer program."),
    };
}
