using Imr.Core.Data;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>Given names and what they are called (<c>Data/lexicons/nicknames.yaml</c>).</summary>
internal sealed class Nicknames
{
    private const string File = "lexicons/nicknames.yaml";

    private static readonly Lazy<Nicknames> Embedded = new(() => Load(YamlData.Embedded(File)));

    private readonly Dictionary<string, HashSet<int>> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, char> _initials = new(StringComparer.Ordinal);

    private Nicknames(List<NicknameEntry> names)
    {
        for (var n = 0; n < names.Count; n++)
        {
            foreach (var form in names[n].Short.Prepend(names[n].Name).Select(Folding.Joined))
                (_groups.TryGetValue(form, out var groups) ? groups : _groups[form] = []).Add(n);
        }

        // "Bill" is William and Guillermo: all forms that hang together have one initial in keys, or Will would not be found as Guillermo.
        var root = Enumerable.Range(0, names.Count).ToArray();
        foreach (var groups in _groups.Values)
        {
            var (least, joined) = (groups.Min(g => Root(g)), groups.Select(Root).ToList());
            joined.ForEach(g => root[g] = least);
        }

        foreach (var (form, groups) in _groups)
            _initials[form] = Folding.Joined(names[Root(groups.Min())].Name)[0];

        int Root(int group) => root[group] == group ? group : Root(root[group]);
    }

    public static Nicknames Default => Embedded.Value;

    /// <exception cref="DataFileException">Not YAML of this form, or a name without letters.</exception>
    public static Nicknames Load(string yaml)
    {
        var names = YamlData.Read<NicknameFile>(yaml, File).Names;
        var problems = new List<string>();
        foreach (var entry in names.Where(e => e.Short.Prepend(e.Name).Any(f => Folding.Words(f).Count != 1)))
            problems.Add($"'{entry.Name}': every form is one word");
        foreach (var twice in names.GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add($"'{twice.Key}' stands twice");
        YamlData.ThrowIfAny(problems, File);
        return new Nicknames(names);
    }

    /// <summary>Whether two folded given names can be one person's.</summary>
    public bool Same(string a, string b) => a == b || (_groups.TryGetValue(a, out var of) && _groups.TryGetValue(b, out var other) && of.Overlaps(other));

    /// <summary>The first letter that stands in keys for a folded given name.</summary>
    public char Initial(string name) => _initials.TryGetValue(name, out var initial) ? initial : name[0];

    private sealed class NicknameFile
    {
        public List<NicknameEntry> Names { get; set; } = [];
    }

    private sealed class NicknameEntry
    {
        public string Name { get; set; } = "";

        public List<string> Short { get; set; } = [];
    }
}
