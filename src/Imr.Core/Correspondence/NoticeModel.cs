using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Core.Correspondence;

/// <summary>
/// A notice to one recipient as facts. It is stored with the item, and the same model renders the same page for ever: the page itself is not stored.
/// </summary>
/// <param name="TemplateVersion">Which template renders it; old ones stay.</param>
/// <param name="Kind">The message's kind; one that the template does not know gets neutral words.</param>
/// <param name="Day">The Pacific day on which what is told happened: the notice's date.</param>
/// <param name="DueOn">The last legal day of the deadline that the message names, if any.</param>
/// <param name="AppealBy">The last day for an appeal; null when nothing can be appealed yet.</param>
/// <param name="Letter">Such as <c>r1/v1</c>: the letter that is enclosed.</param>
public sealed record NoticeModel(
    int SchemaVersion,
    int TemplateVersion,
    string Kind,
    CaseNumber CaseNumber,
    int Round,
    string Recipient,
    DateOnly Day,
    string? InjuredWorker,
    string? ClaimsAdministrator,
    string? RequestingPhysician,
    string? ClaimNumber,
    DateOnly? DateOfInjury,
    DateOnly? UrDecisionDate,
    DateOnly? ApplicationReceived,
    Priority? Priority,
    IReadOnlyList<string> Treatments,
    DateOnly? DueOn,
    DateOnly? AppealBy,
    string? AppealCitation,
    string? Letter) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>Who sends it, and where answers and records go; null in notices of template 1, which named the organization alone.</summary>
    public NoticeSender? Sender { get; init; }

    /// <summary>The day of the request for authorization; null when the records do not state it.</summary>
    public DateOnly? RequestedOn { get; init; }
}

/// <summary>The review organization as a notice names it (8 CCR 9792.10.4(b)(1)).</summary>
/// <param name="AddressLines">Empty when no address is set.</param>
public sealed record NoticeSender(string Name, IReadOnlyList<string> AddressLines);

/// <summary>What a notice is made of. The same facts build the same model.</summary>
/// <param name="ReceivedOn">The legal received date of the application; null when the case is not known.</param>
public sealed record NoticeFacts(
    ReviewKey Review, string Kind, string Recipient, DateOnly Day, ImrApplication? Application, DateOnly? ReceivedOn, DateOnly? DueOn, DateOnly? AppealBy, string? AppealCitation, string? Letter)
{
    /// <inheritdoc cref="NoticeModel.Sender"/>
    public NoticeSender? Sender { get; init; }

    /// <inheritdoc cref="NoticeModel.RequestedOn"/>
    public DateOnly? RequestedOn { get; init; }
}

public static class NoticeBuilder
{
    /// <summary>The template that new notices are rendered with.</summary>
    public const int CurrentTemplate = 2;

    public static NoticeModel Build(NoticeFacts facts)
    {
        var application = facts.Application;
        return new NoticeModel(
            NoticeModel.CurrentSchemaVersion,
            CurrentTemplate,
            facts.Kind,
            facts.Review.CaseNumber,
            facts.Review.Round,
            facts.Recipient,
            facts.Day,
            application is null ? null : PartyContacts.Worker(application.InjuredWorker),
            application?.ClaimsAdministrator.CompanyName,
            application is null ? null : $"{application.RequestingPhysician.FirstName} {application.RequestingPhysician.LastName}",
            application?.Claim.ClaimNumber,
            application?.Claim.DateOfInjury,
            application?.UrDecision.DecisionDate,
            facts.ReceivedOn,
            application?.Priority,
            application is null ? [] : [.. application.DisputedItems.Select(i => i.Description)],
            facts.DueOn,
            facts.AppealBy,
            facts.AppealCitation,
            facts.Letter)
        {
            Sender = facts.Sender,
            RequestedOn = facts.RequestedOn,
        };
    }
}
