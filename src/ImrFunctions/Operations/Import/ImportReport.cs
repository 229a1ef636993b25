using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases;

namespace ImrFunctions.Operations.Import;

/// <summary>What an import did, or would do (blob <c>imports/{id}.json</c>, create-only). Ids, codes and days; paths of problems, not what was found there.</summary>
/// <param name="Id">When, and a hash of the file.</param>
public sealed record ImportReport(int SchemaVersion, string Id, string By, DateTimeOffset At, bool DryRun, IReadOnlyList<ImportedCaseReport> Cases) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>
/// Ready: would be imported. Imported: is now. AlreadyThere: was before, by an import or by its own application; nothing was changed. Refused: has problems.
/// </summary>
public enum ImportOutcome { Ready, Imported, AlreadyThere, Refused }

/// <param name="Index">In the file, from 0.</param>
public sealed record ImportedCaseReport(
    int Index,
    CaseNumber? CaseNumber,
    ImportOutcome Outcome,
    ReviewStage? Stage,
    IReadOnlyList<ImportedDeadlineReport> Deadlines,
    IReadOnlyList<string> Items,
    int Documents,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<ApplicationProblem> Problems);

/// <param name="DaysLeft">Calendar days to the last legal day; negative once it has passed; null when the clock stopped.</param>
public sealed record ImportedDeadlineReport(string RuleId, DateTimeOffset StartedAt, DateOnly DueOn, int? DaysLeft, DeadlineStatus State);
