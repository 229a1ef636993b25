using Imr.Core.Cases;
using Imr.Core.Operations;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;
using Microsoft.Extensions.Logging;

namespace ImrFunctions.Operations.Watch;

/// <param name="Place">A stage, NeedsAttention or Quarantine.</param>
/// <param name="CaseNumber">Absent for an upload whose place names no case.</param>
/// <param name="AgeHours">Of the case that stands there longest.</param>
public sealed record OldestView(string Place, CaseNumber? CaseNumber, DateTimeOffset Since, double AgeHours);

/// <param name="Cases">How many cases stand there too long; at most 20 are counted.</param>
public sealed record AlertView(string Place, AlertSeverity Severity, string Who, double MaxAgeHours, CaseNumber? CaseNumber, double AgeHours, int Cases);

/// <summary>What does not move.</summary>
public sealed record WatchView(IReadOnlyList<OldestView> Oldest, IReadOnlyList<AlertView> Alerts);

/// <summary>Holds the oldest case of each stage, and of the queue of those that need attention, against the alerts.</summary>
public sealed class StageWatch(StageAges ages, AttentionIndex attention, QuarantineIndex quarantine, CaseRegister register, AlertRules rules, TimeProvider time, ILogger<StageWatch> logger)
{
    public async Task<WatchView> LookAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var oldest = new List<OldestView>();
        var alerts = new List<AlertView>();
        foreach (var place in AlertRules.Places)
        {
            var standing = await StandingAsync(place, cancellation);
            if (standing.Count == 0)
                continue;
            oldest.Add(new OldestView(place, standing[0].CaseNumber, standing[0].Since, Hours(now - standing[0].Since)));
            alerts.AddRange(
                from rule in rules.Rules
                where rule.Place == place && now - standing[0].Since > rule.MaxAge
                select new AlertView(place, rule.Severity, rule.Who, rule.MaxAge.TotalHours, standing[0].CaseNumber, Hours(now - standing[0].Since), standing.Count(s => now - s.Since > rule.MaxAge)));
        }

        ages.Measure(oldest.ToDictionary(o => o.Place, o => o.Since, StringComparer.Ordinal));
        return new WatchView(oldest, alerts);
    }

    /// <summary>A line for each alert: the place, the case's number, nothing of the case.</summary>
    public async Task LogAsync(CancellationToken cancellation)
    {
        foreach (var alert in (await LookAsync(cancellation)).Alerts)
            logger.LogWarning("{Severity} alert for {Who}: {CaseNumber} has stood at {Place} for {AgeHours} h, at most {MaxAgeHours} h; {Cases} cases.", alert.Severity, alert.Who, alert.CaseNumber, alert.Place, alert.AgeHours, alert.MaxAgeHours, alert.Cases);
    }

    private static double Hours(TimeSpan age) => Math.Round(age.TotalHours, 1);

    /// <summary>Without those that have moved on since the last sweep.</summary>
    private async Task<IReadOnlyList<Standing>> StandingAsync(string place, CancellationToken cancellation)
    {
        if (place == AlertRules.NeedsAttention)
            return [.. (await attention.ListAsync(new AttentionFilter(null, null), StageAges.Kept, null, cancellation)).Cases.Select(c => new Standing(c.CaseNumber, c.Since))];
        if (place == AlertRules.Quarantine)
            return [.. (await quarantine.ListAsync(resolved: false, StageAges.Kept, null, cancellation)).Entries.Select(e => new Standing(CaseNumber.TryParse(e.Folder, null, out var n) ? n : null, e.ArrivedAt))];
        var listed = await ages.OldestAsync(Enum.Parse<ReviewStage>(place), cancellation);
        for (var n = 0; n < listed.Count; n++)
        {
            if (await register.TryGetAsync(listed[n].CaseNumber, cancellation) is { Open: true } record && record.Stage.ToString() == place)
                return [.. listed.Skip(n).Select(a => new Standing(a.CaseNumber, a.Since))];
        }

        return [];
    }

    private sealed record Standing(CaseNumber? CaseNumber, DateTimeOffset Since);
}
