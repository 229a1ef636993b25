using Imr.Core.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake;

/// <summary>
/// Notices of Assignment and Request for Information: one record a participant and case (8 CCR 9792.10.4(b)), grouped by claims administrator and by the day
/// they were generated. Rows hold ids; names come from the application when a row is served.
/// </summary>
public sealed class NoarfiStore(CaseStorage storage)
{
    public async Task RecordAsync(ReviewKey review, IndexEntry entry, ImrApplication application, DateOnly generatedOn, CancellationToken cancellation)
    {
        var partition = $"{Uri.EscapeDataString(entry.OrganizationId)}|{generatedOn:yyyy-MM-dd}";
        var actions = EligibilityActivities.Parties(application).Select(participant => new TableTransactionAction(
            TableTransactionActionType.UpsertReplace,
            new TableEntity(partition, $"{review}|{participant}")
            {
                ["SchemaVersion"] = 1,
                ["CaseNumber"] = review.CaseNumber.Value,
                ["Round"] = review.Round,
                ["ParticipantType"] = participant,
                ["Priority"] = application.Priority.ToString(),
                ["DateOfUrDecision"] = application.UrDecision.DecisionDate.ToString("O"),
                ["Acknowledged"] = false,
            }));
        await storage.NoarfiEvents.SubmitTransactionAsync(actions, cancellation);
    }
}
