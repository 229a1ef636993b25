using Imr.Core.Cases;
using Imr.Core.Cases.States;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Review;

namespace ImrFunctions.Cases;

/// <summary>What a case takes now: the table behind every 409, and what the case's own data adds to it.</summary>
public static class Waits
{
    public static IReadOnlyList<FactKind> For(CaseRecord record)
        => [.. ReviewTable.Possible(ReviewStates.Of(record)).SelectMany(KindsOf).Where(kind => Suits(kind, record))];

    /// <summary>Why a statement is not taken.</summary>
    public static string Refusal(CaseRecord record, FactKind kind)
    {
        var transition = ReviewTable.Of(ReviewStates.Of(record), EventOf(kind));
        return transition.Taken ? Unsuited(kind) : transition.What;
    }

    internal static ReviewEvent EventOf(FactKind kind) => kind == FactKind.Amendment ? ReviewEvent.Application : Enum.Parse<ReviewEvent>(kind.ToString());

    /// <summary>Uploads come through the containers, new deadlines by planning anew: the table has them, a 409 does not name them.</summary>
    private static IEnumerable<FactKind> KindsOf(ReviewEvent happening)
        => happening is ReviewEvent.Application or ReviewEvent.Document or ReviewEvent.DeadlinesChanged ? [] : [Enum.Parse<FactKind>(happening.ToString())];

    private static bool Suits(FactKind kind, CaseRecord record) => kind switch
    {
        FactKind.Expedite => record.Priority == Priority.Standard,
        FactKind.AmendmentDecision => record.PendingAmendment is not null,
        FactKind.Extension => record.ExtensionDays == 0 && record.Deadlines.Any(d => d.MetAt is null && d.Deadline.RuleId.StartsWith("DL-DET", StringComparison.Ordinal)),
        FactKind.Reassignment => record.Holders.Count > 0,
        // What screening found missing makes a case pending too, without anybody's question.
        FactKind.InformationRequest => record.Information is null,
        FactKind.InformationAnswer => record.Information is not null,
        _ => true,
    };

    private static string Unsuited(FactKind kind) => kind switch
    {
        FactKind.Expedite => "The review is expedited already.",
        FactKind.AmendmentDecision => "No amendment waits for a decision.",
        FactKind.InformationRequest => "A question is open already.",
        FactKind.InformationAnswer => "No question is open.",
        FactKind.Extension => "The determination's clock does not run, or was extended already.",
        _ => "No reviewer has the case or an offer.",
    };
}
