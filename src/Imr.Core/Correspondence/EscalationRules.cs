using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Data;

namespace Imr.Core.Correspondence;

/// <param name="To">A role, or <c>Reviewer</c>: the one whom the notice names, else the one who has the case.</param>
/// <param name="AfterHours">Since the notice was made; 0 is at once.</param>
public sealed record EscalationLevel(string To, double AfterHours);

/// <summary>Whom a kind of notice goes to, and whom next, until somebody acknowledges it.</summary>
/// <param name="Code">The notice's code starts with it; null for any.</param>
/// <param name="Levels">The first is at once; each later than the one before.</param>
/// <param name="RepeatHours">After the last level it is sent to all again, each time after so many hours.</param>
public sealed record EscalationRule(StaffNoticeKind Kind, string? Code, Priority? Priority, IReadOnlyList<EscalationLevel> Levels, double RepeatHours)
{
    /// <summary>When the sending of this number (from 0) is due: a level, then repetitions.</summary>
    public DateTimeOffset At(DateTimeOffset createdAt, int sending)
        => sending < Levels.Count
            ? createdAt.AddHours(Levels[sending].AfterHours)
            : createdAt.AddHours(Levels[^1].AfterHours + (RepeatHours * (sending - Levels.Count + 1)));

    /// <summary>How many sendings are due by now; never fewer than one, since the first is at once.</summary>
    public int DueBy(DateTimeOffset createdAt, DateTimeOffset now)
    {
        var levels = Levels.Count(l => createdAt.AddHours(l.AfterHours) <= now);
        if (levels < Levels.Count)
            return Math.Max(levels, 1);
        var since = now - createdAt.AddHours(Levels[^1].AfterHours);
        return Levels.Count + (int)Math.Floor(since / TimeSpan.FromHours(RepeatHours));
    }
}

/// <summary>The escalation of staff notices (<c>Data/staff-notices.yaml</c>).</summary>
public sealed class EscalationRules
{
    /// <summary>The word of a level that stands for the reviewer of the case.</summary>
    public const string Reviewer = "Reviewer";

    private const string File = "staff-notices.yaml";
    private static readonly Lazy<EscalationRules> Embedded = new(() => Load(YamlData.Embedded(File)));

    private EscalationRules(IReadOnlyList<EscalationRule> rules) => Rules = rules;

    /// <summary>The rules that this program carries.</summary>
    public static EscalationRules Default => Embedded.Value;

    public IReadOnlyList<EscalationRule> Rules { get; }

    /// <exception cref="DataFileException">Not YAML of this form, a kind without a rule for every case, or levels out of order: all are listed.</exception>
    public static EscalationRules Load(string yaml)
    {
        var problems = new List<string>();
        var rules = YamlData.Read<EscalationFile>(yaml, File).Notices.Select((entry, n) => Rule(entry, n + 1, problems)).ToList();
        foreach (var kind in Enum.GetValues<StaffNoticeKind>().Where(k => !rules.Exists(r => r.Kind == k && r.Code is null && r.Priority is null)))
            problems.Add($"{kind}: has no rule for every code and priority");
        YamlData.ThrowIfAny(problems, File);
        return new EscalationRules(rules);
    }

    /// <summary>The first rule that fits.</summary>
    public EscalationRule For(StaffNoticeKind kind, string code, Priority priority)
        => Rules.First(r => r.Kind == kind && (r.Code is null || code.StartsWith(r.Code, StringComparison.Ordinal)) && (r.Priority ?? priority) == priority);

    private static EscalationRule Rule(EscalationEntry entry, int number, List<string> problems)
    {
        var kind = YamlData.Word<StaffNoticeKind>(entry.Kind, $"rule {number}: there is no kind '{entry.Kind}'", problems);
        var priority = YamlData.OptionalWord<Priority>(entry.Priority, $"rule {number}: there is no priority '{entry.Priority}'", problems);
        var levels = entry.Levels.Select(l => new EscalationLevel(l.To, l.After)).ToList();
        if (levels.Count == 0 || levels[0].AfterHours > 0 || levels[0].AfterHours < 0)
            problems.Add($"rule {number}: the first level must be at once");
        if (levels.Zip(levels.Skip(1)).Any(pair => pair.Second.AfterHours <= pair.First.AfterHours))
            problems.Add($"rule {number}: each level must come later than the one before");
        if (levels.Exists(l => l.To.Length == 0))
            problems.Add($"rule {number}: a level names nobody");
        if (entry.Repeat is not > 0)
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"rule {number}: repeat must be more than 0 hours, not {entry.Repeat}"));
        return new EscalationRule(kind, entry.Code.Length > 0 ? entry.Code : null, priority, levels, entry.Repeat);
    }
}

/// <summary>The shape of <c>Data/staff-notices.yaml</c>.</summary>
internal sealed class EscalationFile
{
    public List<EscalationEntry> Notices { get; set; } = [];
}

internal sealed class EscalationEntry
{
    public string Kind { get; set; } = string.Empty;

    public string Code { get; set; } = string.Empty;

    public string Priority { get; set; } = string.Empty;

    public List<EscalationLevelEntry> Levels { get; set; } = [];

    public double Repeat { get; set; }
}

internal sealed class EscalationLevelEntry
{
    public string To { get; set; } = string.Empty;

    public double After { get; set; }
}
