using Imr.Core.Correspondence.Templates;

namespace Imr.Core.Correspondence;

/// <summary>A notice as one self-contained page: no script, no external resource, fit for print and for screen readers.</summary>
public static class NoticeHtml
{
    /// <summary>Renders with the template that the model names, so an old notice comes out as it was.</summary>
    /// <exception cref="NotSupportedException">A template that this program does not have.</exception>
    public static string Render(NoticeModel model) => model.TemplateVersion switch
    {
        1 => NoticeTemplate1.Render(model),
        2 => NoticeTemplate2.Render(model),
        _ => throw Unknown(model),
    };

    /// <summary>What the notice is called.</summary>
    /// <inheritdoc cref="Render"/>
    public static string Title(NoticeModel model) => model.TemplateVersion switch
    {
        1 => NoticeWording1.Of(model).Title,
        2 => NoticeWording2.Of(model).Title,
        _ => throw Unknown(model),
    };

    private static NotSupportedException Unknown(NoticeModel model) => new($"Notice template {model.TemplateVersion} is not known: run a newer program.");
}
