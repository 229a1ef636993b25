using Imr.Core.Cases;
using Imr.Core.Letters.Templates;

namespace Imr.Core.Correspondence.Templates;

internal sealed record NoticeWords(string Title, IReadOnlyList<string> Paragraphs);

/// <summary>The sentences of template 1, by kind and recipient. Sent notices depend on them: a new wording is a new template.</summary>
internal static class NoticeWording1
{
    public static NoticeWords Of(NoticeModel model) => model.Kind switch
    {
        "Noarfi" => new("Notice of Assignment and Request for Information", Noarfi(model)),
        "Ineligible" => new("The application is not eligible for independent medical review", Ineligible(model)),
        "PartiallyIneligible" => new("Part of the application is not eligible", PartiallyIneligible(model)),
        "PartiallyDeferred" => new("Part of the application is put off", PartiallyDeferred()),
        "EligibilityInformationRequest" => new("Request for information about the application", EligibilityInformationRequest(model)),
        "LiabilityResolved" => new("The dispute about liability is resolved", LiabilityResolved()),
        "FinalDetermination" => new("The independent medical review is decided", Determined(model)),
        "CorrectedDetermination" => new("Corrected final determination", Corrected(model)),
        "Amended" => new("Amended final determination", Amended(model)),
        "Withdrawn" => new("The review ended: the application was withdrawn", Withdrawn()),
        "Terminated" => new("The review ended", Terminated()),
        "Cancelled" => new("The review was closed", Cancelled()),
        "InformationRequest" => new("Request for more information", InformationRequest(model)),
        "InformationAnswer" => new("An answer to a request for information", InformationAnswer()),
        "ConvertedToExpedited" => new("The review is now expedited", Expedited(model)),
        "Extended" => new("More time for the determination", Extended(model)),
        "ItemsAuthorized" => new("Treatment was authorized", ItemsAuthorized()),
        "CorrectionOrdered" => new("The determination letter is being corrected", CorrectionOrdered()),
        "Merged" => new("The application was joined with an earlier one", Merged()),
        "Unmerged" => new("The application is reviewed on its own", Unmerged()),
        "Remanded" => new("The treatment dispute is reviewed again", Remanded()),
        _ => new($"Notice: {Words.Of(model.Kind).ToLowerInvariant()}", Neutral(model)),
    };

    public static string Footer(NoticeModel model)
        => $"Please give the case number {model.CaseNumber} whenever you write to us. This notice was made from the record of the case; it decides nothing by itself.";

    private static string[] Noarfi(NoticeModel model)
    {
        var priority = model.Priority == Priority.Expedited ? "as an expedited review" : "as a regular review";
        List<string> said = [$"The application for independent medical review of the treatment named above is eligible, and the case has been assigned to us {priority}."];
        var day = model.DueOn is { } due ? $" They are due by {Wording1.Long(due)}." : "";
        said.Add(model.Recipient == PartyContacts.ClaimsAdministrator
            ? "You must send us the records of 8 CCR 9792.10.5(a): the medical reports of the six months before the request that bear on the present condition, a copy of the application as it "
                + "was sent with the utilization review decision, what was told to the employee about that decision, what the employee or the physician sent in support of the request, any other document "
                + $"that the decision rested on, and your answer to new points of the application.{day} You must serve the employee or the employee's attorney with a list of what you send and copies of what they do not have."
            : "The claims administrator must send us the medical records." + (model.DueOn is { } last ? $" You may send us records and reports that bear on the treatment too; what reaches us by {Wording1.Long(last)} will be "
                + "before the reviewer." : " You may send us records and reports that bear on the treatment too.") + " You do not have to.");
        said.Add("An independent physician will then decide from the records whether the treatment is medically necessary. Nobody needs to be examined.");
        return [.. said];
    }

    private static string[] Ineligible(NoticeModel model)
        => [
            "The Administrative Director of the Division of Workers' Compensation found that the application can't be reviewed. The medical question was not looked at, and the utilization review decision stands.",
            Appeal(model, "this finding"),
        ];

    private static string[] PartiallyIneligible(NoticeModel model)
        => [
            "The Administrative Director of the Division of Workers' Compensation found that some of the treatments in the application can't be reviewed. For those the utilization review decision stands. The review "
                + "of the others goes on.",
            Appeal(model, "this finding"),
        ];

    private static string[] PartiallyDeferred()
        => [
            "For some of the treatments in the application the claims administrator also disputes that it is liable. The Administrative Director of the Division of Workers' Compensation put these off: they are not "
                + "refused. The review of the others goes on.",
            "When that dispute is resolved, the claims administrator must send a notice that says so. An application for these treatments can be filed again within 30 days of that notice (Labor Code section 4610.5(h)(2)).",
        ];

    private static string[] EligibilityInformationRequest(NoticeModel model)
        => [
            "Before the application can be found eligible for independent medical review, the Administrative Director of the Division of Workers' Compensation needs more information. The request is on file with the case, and "
                + "every party is told of it (8 CCR 9792.10.3).",
            model.DueOn is { } due
                ? $"What is asked for should reach us by {Wording1.Long(due)}. After that day the application is decided on with what is there."
                : "Please send what is asked for as soon as you can. The application may be decided on without it.",
        ];

    private static string[] LiabilityResolved()
        => ["We were told that the dispute about liability is resolved. The application for independent medical review, which was put off, is looked at again; you will hear whether it is eligible."];

    private static string[] Determined(NoticeModel model)
        => [
            "An independent physician has decided the treatment dispute. The Final Determination Letter is enclosed: it gives the result for each treatment and the reasons.",
            "By law the determination is that of the Administrative Director and binds everyone involved unless it is set aside on appeal.",
            Appeal(model, "the determination"),
        ];

    private static string[] Corrected(NoticeModel model)
        => [
            "The enclosed letter corrects the Final Determination Letter that you received before. Please keep both: the corrected letter counts.",
            Appeal(model, "the determination"),
        ];

    private static string[] Amended(NoticeModel model)
        => [
            "The record of this review was amended after you were last told about it. Where a letter is enclosed, it shows the amended text.",
            Appeal(model, "the determination"),
        ];

    private static string[] Withdrawn()
        => [
            "The application was withdrawn at the applicant's request. The review ends without a determination, and the utilization review decision stands as it was.",
            "A withdrawn application can be filed again only while the time to apply still runs.",
        ];

    private static string[] Terminated()
        => ["The claims administrator has told us that the treatment in dispute is authorized. Nothing is left to decide, so the review ends without a determination (8 CCR 9792.10.6(a))."];

    private static string[] Cancelled()
        => [
            "The review was closed without a determination. No decision on the medical question was made.",
            "If you did not expect this, please write to us at once with the case number.",
        ];

    private static string[] Merged()
        => [
            "An application about the same treatment and the same utilization review decision had reached us before this one. The two were joined: the review goes on in the earlier case, with its day of receipt, and the documents "
                + "of this one are kept with it. You do not have to do anything.",
            "If you believe that this application is about something else, please write to us at once with the case number. The joining can be undone.",
        ];

    private static string[] Unmerged()
        => ["This application had been joined with an earlier one. It is about something else after all, so it is reviewed on its own from now on. You do not have to apply again."];

    private static string[] InformationRequest(NoticeModel model)
        => [
            "The reviewer needs more information about this case than the records give. The request is on file with the case; every party is told of it and will get a copy of the answer (Labor Code section 4610.6(b)).",
            model.DueOn is { } due
                ? $"What is asked for should reach us by {Wording1.Long(due)}. After that day the review may go on without it."
                : "Please send what is asked for as soon as you can. The review may go on without it.",
        ];

    private static string[] InformationAnswer()
        => ["A party has answered a request for information in this case. The answer is on file with the case and is before the reviewer. Every party is told of it (Labor Code section 4610.6(b))."];

    private static string[] Expedited(NoticeModel model)
        => [
            "We received a physician's written certification that waiting would be a serious threat to the employee's health. The review is therefore expedited from now on (8 CCR 9792.10.4(c)): the time "
                + "for records and for the determination is shorter.",
            model.DueOn is { } due ? $"The new last day is {Wording1.Long(due)}." : "Records must reach us within 24 hours.",
        ];

    private static string[] Extended(NoticeModel model)
        => [
            "The Administrative Director allowed up to three more days for the determination in this case, for good cause (Labor Code section 4610.6(d)(3)).",
            model.DueOn is { } due ? $"The determination is now due by {Wording1.Long(due)}." : "The determination will follow without further notice.",
        ];

    private static string[] ItemsAuthorized()
        => [
            "The claims administrator has authorized some of the treatments in dispute. Those are no longer part of the review.",
            "The review of the other treatments goes on and will be decided by letter.",
        ];

    private static string[] Remanded()
        => [
            "The earlier determination was set aside and the treatment dispute was sent back for a new review. Another physician than before will decide it.",
            "You do not have to apply again. You may send us records that bear on the treatment.",
        ];

    private static string[] CorrectionOrdered()
        => [
            "The Administrative Director ordered a correction of the Final Determination Letter in this case. The corrected letter will be sent to you when it is issued.",
            "Until then the letter that you have stands as it is.",
        ];

    private static string[] Neutral(NoticeModel model)
        => [
            "Something of this review changed, and you are told because you are a party to it. The record of the case has the particulars.",
            model.DueOn is { } due ? $"A time limit runs until {Wording1.Long(due)}." : "You do not have to do anything because of this notice.",
        ];

    private static string Appeal(NoticeModel model, string what)
        => model.AppealBy is { } day
            ? $"Whoever disagrees with {what} may petition the Workers' Compensation Appeals Board no later than {Wording1.Long(day)} ({model.AppealCitation})."
            : $"The right to appeal {what} to the Workers' Compensation Appeals Board is set out in the law; its time limit runs from service.";
}
