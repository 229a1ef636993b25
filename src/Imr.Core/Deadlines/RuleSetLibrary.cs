using Imr.Core.Data;

namespace Imr.Core.Deadlines;

/// <summary>All rule sets, without a gap from the first day of Independent Medical Review (2013-01-01) on.</summary>
public sealed class RuleSetLibrary
{
    private const string File = "rule-sets.yaml";
    private static readonly Lazy<RuleSetLibrary> Embedded = new(() => Load(YamlData.Embedded(File)));

    private RuleSetLibrary(IReadOnlyList<RuleSet> ruleSets) => RuleSets = ruleSets;

    /// <summary>The rule sets that this program carries.</summary>
    public static RuleSetLibrary Default => Embedded.Value;

    /// <summary>By date, the oldest first. The last one has no end.</summary>
    public IReadOnlyList<RuleSet> RuleSets { get; }

    /// <summary>Reads rule sets in the form of <c>Data/rule-sets.yaml</c>.</summary>
    /// <exception cref="DataFileException">Not YAML of this form, or there are gaps or overlaps, repeated or missing ids, rules without citation: all are listed.</exception>
    public static RuleSetLibrary Load(string yaml)
    {
        var faults = new DataFaults();
        var sets = new RuleSetReader(faults).Read(YamlData.Read<RuleSetFile>(yaml, File));
        RuleSetChecks.Check(sets, faults);
        faults.ThrowIfAny(File);
        return new RuleSetLibrary(sets);
    }

    /// <summary>
    /// The rule set for a UR decision of this day. A decision before the first rule set gets the first one: it is then out of scope by date, or its date is
    /// wrong, and the first set's reasons say so (LC 4610.5(a)).
    /// </summary>
    public RuleSet ForUrDecision(DateOnly decisionDate) => RuleSets.LastOrDefault(s => s.Effective.Start <= decisionDate) ?? RuleSets[0];

    /// <exception cref="KeyNotFoundException">No such rule set.</exception>
    public RuleSet ById(string id) => RuleSets.FirstOrDefault(s => s.Id == id) ?? throw new KeyNotFoundException($"There is no rule set {id}.");
}
