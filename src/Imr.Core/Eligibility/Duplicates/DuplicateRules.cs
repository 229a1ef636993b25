using Imr.Core.Data;
using Imr.Core.Deadlines;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>What a field counts for.</summary>
public sealed record FieldPoints(int Same, int Close, int Different)
{
    public int Of(Agreement agreement) => agreement switch
    {
        Agreement.Same => Same,
        Agreement.Close => Close,
        Agreement.Different => Different,
        _ => 0,
    };
}

/// <summary>Points and thresholds of <c>Data/duplicates.yaml</c>, with the words that names and numbers are read by.</summary>
public sealed class DuplicateRules
{
    private const string File = "duplicates.yaml";

    private static readonly Lazy<DuplicateRules> Embedded = new(() => Load(YamlData.Embedded(File)));

    private readonly DuplicateFile _file;

    private DuplicateRules(DuplicateFile file)
    {
        _file = file;
        Status = file.Status == "confirmed" ? RuleStatus.Confirmed : RuleStatus.Draft;
        Placeholders = file.Placeholders.ToHashSet(StringComparer.Ordinal);
        Suffixes = file.Suffixes.ToHashSet(StringComparer.Ordinal);
        Particles = file.Particles.ToHashSet(StringComparer.Ordinal);
        CompanyWords = file.CompanyWords.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The rules that this program carries.</summary>
    public static DuplicateRules Default => Embedded.Value;

    public RuleStatus Status { get; }

    /// <summary>The same worker from so many points on.</summary>
    public int WorkerThreshold => _file.Worker.Threshold;

    /// <summary>The same UR decision from so many points on.</summary>
    public int DecisionThreshold => _file.Decision.Threshold;

    internal WorkerPoints Worker => _file.Worker;

    internal DecisionPoints Decision => _file.Decision;

    internal IReadOnlySet<string> Placeholders { get; }

    internal IReadOnlySet<string> Suffixes { get; }

    internal IReadOnlySet<string> Particles { get; }

    internal IReadOnlyList<string> JoinedParticles => _file.JoinedParticles;

    internal IReadOnlySet<string> CompanyWords { get; }

    /// <summary>Reads rules in the form of <c>Data/duplicates.yaml</c>.</summary>
    /// <exception cref="DataFileException">Not YAML of this form, or points that can decide nothing: all are listed.</exception>
    public static DuplicateRules Load(string yaml)
    {
        var file = YamlData.Read<DuplicateFile>(yaml, File);
        var problems = new List<string>();
        if (file.Status is not ("draft" or "confirmed"))
            problems.Add("status is draft or confirmed");
        if (file.Worker.Threshold <= 0 || file.Decision.Threshold <= 0)
            problems.Add("a threshold is more than 0: else two applications that say nothing are the same");
        foreach (var (name, points) in file.Worker.Fields.Concat(file.Decision.Fields).Where(f => f.Points.Same < f.Points.Close || f.Points.Close < f.Points.Different))
            problems.Add($"{name}: same ({points.Same}) counts at least as much as close ({points.Close}), and that as different ({points.Different})");
        foreach (var word in file.Placeholders.Concat(file.Suffixes).Concat(file.Particles).Concat(file.JoinedParticles).Concat(file.CompanyWords).Where(w => w.Length == 0 || w.Any(c => !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))))
            problems.Add($"'{word}' is not a word of capitals and digits");
        YamlData.ThrowIfAny(problems, File);
        return new DuplicateRules(file);
    }
}

/// <summary>The shape of <c>Data/duplicates.yaml</c>.</summary>
internal sealed class DuplicateFile
{
    public string Status { get; set; } = "";

    public WorkerPoints Worker { get; set; } = new();

    public DecisionPoints Decision { get; set; } = new();

    public List<string> Placeholders { get; set; } = [];

    public List<string> Suffixes { get; set; } = [];

    public List<string> Particles { get; set; } = [];

    public List<string> JoinedParticles { get; set; } = [];

    public List<string> CompanyWords { get; set; } = [];
}

internal sealed class PointsEntry
{
    public int Same { get; set; }

    public int Close { get; set; }

    public int Different { get; set; }

    public FieldPoints Points => new(Same, Close, Different);
}

internal sealed class WorkerPoints
{
    public int Threshold { get; set; }

    public PointsEntry ClaimNumber { get; set; } = new();

    public PointsEntry WcisJcn { get; set; } = new();

    public PointsEntry EamsCaseNumber { get; set; } = new();

    public PointsEntry Name { get; set; } = new();

    public int FirstNameOnly { get; set; }

    public int LastNameOnly { get; set; }

    public PointsEntry Suffix { get; set; } = new();

    public PointsEntry MiddleInitial { get; set; } = new();

    public PointsEntry DateOfBirth { get; set; } = new();

    public PointsEntry DateOfInjury { get; set; } = new();

    public PointsEntry Employer { get; set; } = new();

    public PointsEntry Address { get; set; } = new();

    internal IEnumerable<(string Name, FieldPoints Points)> Fields =>
    [
        ("claimNumber", ClaimNumber.Points), ("wcisJcn", WcisJcn.Points), ("eamsCaseNumber", EamsCaseNumber.Points), ("name", Name.Points), ("suffix", Suffix.Points),
        ("middleInitial", MiddleInitial.Points), ("dateOfBirth", DateOfBirth.Points), ("dateOfInjury", DateOfInjury.Points), ("employer", Employer.Points), ("address", Address.Points),
    ];
}

internal sealed class DecisionPoints
{
    public int Threshold { get; set; }

    public PointsEntry DecisionDate { get; set; } = new();

    public PointsEntry ServedOn { get; set; } = new();

    public PointsEntry RequestingPhysician { get; set; } = new();

    public PointsEntry ReviewerOrganization { get; set; } = new();

    internal IEnumerable<(string Name, FieldPoints Points)> Fields =>
    [
        ("decisionDate", DecisionDate.Points), ("servedOn", ServedOn.Points), ("requestingPhysician", RequestingPhysician.Points), ("reviewerOrganization", ReviewerOrganization.Points),
    ];
}
