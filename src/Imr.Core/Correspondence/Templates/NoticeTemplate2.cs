using Imr.Core.Letters.Templates;

namespace Imr.Core.Correspondence.Templates;

/// <summary>Template 2: the page of template 1 with the sender's address and the day of the request for authorization (8 CCR 9792.10.4(b)(1), (2)).</summary>
internal static class NoticeTemplate2
{
    public static string Render(NoticeModel model)
        => NoticeTemplate1.Render(model, NoticeWording2.Of(model), model.Sender?.Name ?? Wording1.Issuer, model.Sender?.AddressLines ?? [], Header(model));

    private static IEnumerable<(string Label, string Value)> Header(NoticeModel model)
    {
        foreach (var line in NoticeTemplate1.Header(model))
        {
            if (line.Label == "Utilization review decision of" && NoticeTemplate1.Day(model.RequestedOn) is { } requested)
                yield return ("Request for authorization of", requested);
            yield return line;
        }
    }
}
