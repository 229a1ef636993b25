using Imr.Core.Cases;
using Imr.Core.Letters.Templates;

namespace Imr.Core.Correspondence.Templates;

/// <summary>The sentences of template 2: those of template 1, with a NOARFI that says all of 8 CCR 9792.10.4(b).</summary>
internal static class NoticeWording2
{
    public static NoticeWords Of(NoticeModel model)
        => model.Kind == "Noarfi" ? new("Notice of Assignment and Request for Information", Noarfi(model)) : NoticeWording1.Of(model);

    private static string[] Noarfi(NoticeModel model)
    {
        var expedited = model.Priority == Priority.Expedited;
        var kind = expedited ? "an expedited review" : "a regular review";
        List<string> said = [$"The application for independent medical review of the treatment named above is eligible, and the case has been assigned to us as {kind}."];
        if (model.Recipient == PartyContacts.ClaimsAdministrator)
            said.AddRange(Duty(model, expedited));
        else
            said.Add(Option(model));
        if (model.Sender is { AddressLines.Count: > 0 } sender)
            said.Add($"Records go to {sender.Name}, {string.Join(", ", sender.AddressLines)}, or to us electronically, with the case number {model.CaseNumber}.");
        said.Add("An independent physician will then decide from the records whether the treatment is medically necessary. Nobody needs to be examined.");
        return [.. said];
    }

    private static IEnumerable<string> Duty(NoticeModel model, bool expedited)
    {
        var within = expedited ? "within 24 hours after you receive this notice" : model.DueOn is { } due ? $"by {Wording1.Long(due)}" : "in the time of 8 CCR 9792.10.5(a)(1)";
        yield return $"You must send us the records of 8 CCR 9792.10.5(a), so that they reach us {within}:";
        yield return "(A) all physicians' reports of the six months before the request for authorization that bear on the present condition, those named in the request or in the decision among them; if the physician "
            + "treated for less than six months, those of the earlier or referring physicians in that time;";
        yield return "(B) a copy of the application as it was sent with the utilization review decision;";
        yield return "(C) what else was told to the employee about that decision;";
        yield return "(D) what the employee or the physician sent in support of the request, the request itself among it;";
        yield return "(E) any other document that the decision rested on; and (F) your answer to new points of the application.";
        yield return "You must serve the employee, or the employee's attorney, with a list of what you send and copies of what they do not have. Relevant records that you find later must be forwarded at once. "
            + "Records that come late can cost a penalty (8 CCR 9792.12(c)), and the review may go on without them.";
    }

    private static string Option(NoticeModel model)
        => "The claims administrator must send us the medical records."
            + (model.DueOn is { } due
                ? $" You may send us records and reports that bear on the treatment too; what reaches us by {Wording1.Long(due)} will be before the reviewer."
                : " You may send us records and reports that bear on the treatment too.")
            + " You do not have to.";
}
