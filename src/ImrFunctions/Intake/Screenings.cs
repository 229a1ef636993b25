using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Intake;

/// <summary>What screening is told beside the application: from the register and the facts of the round.</summary>
internal static class Screenings
{
    private const string Director = "AdministrativeDirector:";

    /// <param name="question">The open question, when it is not the register's.</param>
    public static ScreeningFacts FactsOf(CaseSnapshot snapshot, InformationState? question = null)
        => new(snapshot.Record.FirstArrival, snapshot.InRecord.Any(d => d.Kind == DocumentKind.UrDecision))
        {
            Resolutions = [.. snapshot.OfKind(FactKind.LiabilityResolved).OrderBy(f => f.Ref.Attempt).Select(f => f.Read<LiabilityResolution>())],
            Question = question is null ? null : new OpenQuestion(PacificTime.LegalDay(question.AskedAt), question.Due.DueOn, question.Open),
        };

    /// <summary>The Administrative Director's own open question; a reviewer's is none of the preliminary review.</summary>
    public static InformationState? Question(CaseRecord record) => record.Information is { Due.RuleId: DeadlineIds.EligibilityInformation } asked ? asked : null;

    /// <summary>
    /// Whether the Administrative Director has looked at the case in this round: found, or asked. Then nothing is accepted any more without that person.
    /// </summary>
    public static bool IsInPersonsHands(CaseSnapshot snapshot)
        => snapshot.OfKind(FactKind.AdFinding).Any(f => f.By != EligibilityActivities.AutoAccept)
            || snapshot.OfKind(FactKind.InformationRequest).Any(f => f.By.StartsWith(Director, StringComparison.Ordinal));
}
