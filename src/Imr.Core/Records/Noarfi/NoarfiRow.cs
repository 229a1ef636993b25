using System.Text.Json.Serialization;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;

namespace Imr.Core.Records.Noarfi;

/// <summary>
/// A Notice of Assignment and Request for Information to one participant (8 CCR 9792.10.4(b)), with everything that the exchange's manifest says of it. What it
/// says is kept as it was on the day of the notice. Holds names: for tables and manifests only.
/// </summary>
/// <param name="Participant">A recipient's role, such as <c>ClaimsAdministrator</c>.</param>
/// <param name="GeneratedOn">The Pacific day of the notice; manifests are grouped by it.</param>
/// <param name="CaAppealNumber">The administrator's own number of the dispute; null: not known to us.</param>
/// <param name="TreatmentRequested">The disputed treatments, one after the other.</param>
public sealed record NoarfiRow(
    int SchemaVersion,
    CaseNumber CaseNumber,
    int Round,
    string Participant,
    DateOnly GeneratedOn,
    Priority Priority,
    string? ClaimsExaminer,
    string ClaimsAdministratorCompanyName,
    Address? ClaimsAdministratorAddress,
    string InjuredWorkerFirstName,
    string InjuredWorkerLastName,
    string? CaAppealNumber,
    string ProviderName,
    string ClaimNumber,
    DateOnly DateOfInjury,
    DateOnly UrDecisionOn,
    string TreatmentRequested,
    DateOnly ReceivedOn) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>One row a participant of the case, in the order of <paramref name="participants"/>.</summary>
    /// <param name="receivedOn">The legal received date of the application.</param>
    public static IReadOnlyList<NoarfiRow> Of(ReviewKey review, ImrApplication application, IEnumerable<string> participants, DateOnly generatedOn, DateOnly receivedOn)
        => [.. participants.Select(participant => new NoarfiRow(
            CurrentSchemaVersion,
            review.CaseNumber,
            review.Round,
            participant,
            generatedOn,
            application.Priority,
            application.ClaimsAdministrator.ContactName,
            application.ClaimsAdministrator.CompanyName,
            application.ClaimsAdministrator.Address,
            application.InjuredWorker.FirstName,
            application.InjuredWorker.LastName,
            null,
            $"{application.RequestingPhysician.FirstName} {application.RequestingPhysician.LastName}",
            application.Claim.ClaimNumber,
            application.Claim.DateOfInjury,
            application.UrDecision.DecisionDate,
            string.Join("; ", application.DisputedItems.Select(i => i.Description)),
            receivedOn))];

    /// <summary>The participant as the manifest names it.</summary>
    [JsonIgnore]
    public string ParticipantType
        => Participant switch
        {
            PartyContacts.ClaimsAdministrator => "CLAIMS ADMINISTRATOR",
            PartyContacts.InjuredWorker => "EMPLOYEE",
            PartyContacts.Attorney => "ATTORNEY",
            PartyContacts.RequestingPhysician => "REQUESTING PHYSICIAN",
            _ => Participant.ToUpperInvariant(),
        };
}
