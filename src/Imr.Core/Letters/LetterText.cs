using Imr.Core.Letters.Templates;

namespace Imr.Core.Letters;

/// <summary>The letter as plain text: UTF-8, lines of at most 92 characters ended by <c>\n</c>.</summary>
public static class LetterText
{
    /// <summary>Renders with the template that the model names, so an old letter comes out as it was.</summary>
    /// <exception cref="NotSupportedException">A template that this program does not have.</exception>
    public static string Render(LetterModel model) => model.TemplateVersion switch
    {
        1 => TextTemplate1.Render(model),
        _ => throw new NotSupportedException($"Letter template {model.TemplateVersion} is not known: run a newer program."),
    };
}
