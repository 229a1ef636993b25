namespace Imr.Core.Deadlines;

/// <summary>A clock that ends on another day, or at another instant, than it was planned to.</summary>
public sealed record DeadlineShift(Deadline Old, Deadline New);

/// <summary>Plans running clocks anew when a holiday or a rule changed: each from what it started from, by the rule and the rule set that it has.</summary>
public static class Replanning
{
    /// <param name="extensionDays">By how many days the determination's clock was extended with the Administrative Director's approval; 0 when it was not.</param>
    /// <returns>Only the clocks that change. One whose rule the rule sets do not know any more stays as it is.</returns>
    public static IReadOnlyList<DeadlineShift> Of(IEnumerable<Deadline> running, RuleSetLibrary rules, BusinessCalendar calendar, int extensionDays = 0)
        =>
        [
            .. from old in running
               let set = rules.RuleSets.FirstOrDefault(s => s.Id == old.RuleSetId)
               where set is not null && set.HasDeadline(old.RuleId)
               let anew = Compute(new DeadlineCalculator(set, calendar), old, extensionDays)
               where anew.DueOn != old.DueOn || anew.BreachedAt != old.BreachedAt
               select new DeadlineShift(old, anew),
        ];

    private static Deadline Compute(DeadlineCalculator law, Deadline old, int extensionDays)
    {
        var anew = law.Compute(old.RuleId, old.StartedAt, old.Service);
        return extensionDays > 0 && old.RuleId is DeadlineIds.DeterminationStandard or DeadlineIds.DeterminationFormulary or DeadlineIds.DeterminationExpedited
            ? law.Extend(anew, extensionDays)
            : anew;
    }
}
