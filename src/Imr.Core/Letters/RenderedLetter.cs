using System.Text;
using Imr.Core.Cases;

namespace Imr.Core.Letters;

/// <summary>A letter in every stored format. Rendering the same model gives the same bytes for ever.</summary>
/// <param name="LetterHash">Hash of the canonical JSON of the model: what is signed and released.</param>
public sealed record RenderedLetter(
    LetterModel Model,
    byte[] Json,
    byte[] Text,
    byte[] Html,
    ContentHash LetterHash,
    ContentHash JsonHash,
    ContentHash TextHash,
    ContentHash HtmlHash)
{
    /// <exception cref="NotSupportedException">The model names a template that this program does not have.</exception>
    public static RenderedLetter Render(LetterModel model)
    {
        var json = LetterJson.Render(model);
        var text = Encoding.UTF8.GetBytes(LetterText.Render(model));
        var html = Encoding.UTF8.GetBytes(LetterHtml.Render(model));
        return new RenderedLetter(model, json, text, html, LetterJson.Hash(model), ContentHash.Of(json), ContentHash.Of(text), ContentHash.Of(html));
    }
}
