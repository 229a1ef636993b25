using Imr.Core.Cases;
using Imr.Core.Data;

namespace Imr.Core.Operations;

public enum AlertSeverity { Warning, Critical }

/// <summary>A case that stands longer at a place is shown to a person.</summary>
/// <param name="Place">A stage's name, <see cref="AlertRules.NeedsAttention"/> or <see cref="AlertRules.Quarantine"/>.</param>
/// <param name="MaxAge">Since the case came there.</param>
/// <param name="Who">The role that acts.</param>
public sealed record AlertRule(string Place, TimeSpan MaxAge, AlertSeverity Severity, string Who);

/// <summary>The alerts of <c>Data/alerts.yaml</c>.</summary>
public sealed class AlertRules
{
    /// <summary>The place of cases that wait for an operator's decision, whatever their stage.</summary>
    public const string NeedsAttention = "NeedsAttention";

    /// <summary>The place of uploads that intake could not take and nobody has resolved.</summary>
    public const string Quarantine = "Quarantine";

    private const string File = "alerts.yaml";

    private static readonly string[] Roles = ["Operator", "Intake", "AdministrativeDirector", "Releaser"];
    private static readonly Lazy<AlertRules> Embedded = new(() => Load(YamlData.Embedded(File)));

    private AlertRules(IReadOnlyList<AlertRule> rules) => Rules = rules;

    /// <summary>The alerts that this program carries.</summary>
    public static AlertRules Default => Embedded.Value;

    /// <summary>Where a case can stand too long: the open stages in their order, then <see cref="NeedsAttention"/> and, for uploads, <see cref="Quarantine"/>.</summary>
    public static IReadOnlyList<string> Places { get; } = [.. Enum.GetValues<ReviewStage>().Where(s => s != ReviewStage.Closed).Select(s => s.ToString()), NeedsAttention, Quarantine];

    /// <summary>By place, the shortest first.</summary>
    public IReadOnlyList<AlertRule> Rules { get; }

    /// <summary>Reads alerts in the form of <c>Data/alerts.yaml</c>.</summary>
    /// <exception cref="DataFileException">Not YAML of this form, or a rule says nothing that can be held: all are listed.</exception>
    public static AlertRules Load(string yaml)
    {
        var problems = new List<string>();
        var rules = YamlData.Read<AlertFile>(yaml, File).Alerts.Select(e => Rule(e, problems)).ToList();
        foreach (var twice in rules.GroupBy(r => (r.Place, r.Severity)).Where(g => g.Count() > 1))
            problems.Add($"{twice.Key.Place}: two {twice.Key.Severity} alerts");
        foreach (var place in rules.GroupBy(r => r.Place).Where(g => g.Any(c => c.Severity == AlertSeverity.Critical && g.Any(w => w.Severity == AlertSeverity.Warning && w.MaxAge >= c.MaxAge))))
            problems.Add($"{place.Key}: the critical alert must come later than the warning");
        YamlData.ThrowIfAny(problems, File);
        return new AlertRules([.. rules.OrderBy(r => Places.ToList().IndexOf(r.Place)).ThenBy(r => r.MaxAge)]);
    }

    private static AlertRule Rule(AlertEntry entry, List<string> problems)
    {
        if (!Places.Contains(entry.Stage, StringComparer.Ordinal))
            problems.Add($"'{entry.Stage}' is no open stage and not {NeedsAttention} or {Quarantine}");
        var hours = entry.MaxAgeHours is > 0 and <= 8784 ? entry.MaxAgeHours : 0;
        if (hours == 0)
            problems.Add($"{entry.Stage}: maxAgeHours must be more than 0 and at most 8784");
        if (!Enum.TryParse<AlertSeverity>(entry.Severity, out var severity) || !Enum.GetNames<AlertSeverity>().Contains(entry.Severity, StringComparer.Ordinal))
            problems.Add($"{entry.Stage}: the severity '{entry.Severity}' is not {string.Join(" or ", Enum.GetNames<AlertSeverity>())}");
        if (!Roles.Contains(entry.Who, StringComparer.Ordinal))
            problems.Add($"{entry.Stage}: who '{entry.Who}' is not one of {string.Join(", ", Roles)}");
        return new AlertRule(entry.Stage, TimeSpan.FromHours(hours), severity, entry.Who);
    }
}

/// <summary>The shape of <c>Data/alerts.yaml</c>.</summary>
internal sealed class AlertFile
{
    public List<AlertEntry> Alerts { get; set; } = [];
}

internal sealed class AlertEntry
{
    public string Stage { get; set; } = string.Empty;

    public double MaxAgeHours { get; set; }

    public string Severity { get; set; } = string.Empty;

    public string Who { get; set; } = string.Empty;
}
