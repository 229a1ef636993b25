using System.Text;
using System.Text.RegularExpressions;

namespace LocalFunctions.Hosting;

/// <summary>
/// The path of a blob trigger: a container, and a pattern for the blob's name with named parts in braces. A part takes as much as it can, slashes included;
/// <c>{{</c> and <c>}}</c> stand for the braces themselves. Case matters. A path that is only a container takes every blob.
/// </summary>
internal sealed partial class BlobPathPattern
{
    // Linear in the length of the name however many parts there are, so no uploaded name can hold up the look. A name may contain line breaks.
    private const RegexOptions Linear = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline;

    private readonly Regex _pattern;

    private BlobPathPattern(string container, string prefix, Regex pattern, IReadOnlyList<string> names)
    {
        (Container, Prefix, Names) = (container, prefix, names);
        _pattern = pattern;
    }

    public string Container { get; }

    /// <summary>What every matching name begins with.</summary>
    public string Prefix { get; }

    /// <summary>The names of the parts.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <exception cref="FormatException">The path is not valid.</exception>
    public static BlobPathPattern Parse(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var container = slash < 0 ? path : path[..slash];
        if (!ContainerName().IsMatch(container)) throw new FormatException("it must begin with the name of a container");
        var name = slash < 0 ? "" : path[(slash + 1)..];
        if (name.Length == 0) return new BlobPathPattern(container, "", AnyName(), []);

        var names = new List<string>();
        var pattern = new StringBuilder("^");
        var prefix = new StringBuilder();
        foreach (Match token in Tokens().Matches(name))
        {
            if (token.Groups["part"] is { Success: true, Value: var part })
            {
                if (names.Contains(part, StringComparer.OrdinalIgnoreCase)) throw new FormatException($"it has the part {part} twice");
                names.Add(part);
                pattern.Append("(?<").Append(part).Append(">.*)");
                continue;
            }

            var literal = token.Value switch
            {
                "{{" => "{",
                "}}" => "}",
                "{" or "}" => throw new FormatException("its braces do not enclose a name of letters, digits and _"),
                var text => text,
            };
            pattern.Append(Regex.Escape(literal));
            if (names.Count == 0) prefix.Append(literal);
        }

        return new BlobPathPattern(container, prefix.ToString(), new Regex(pattern.Append("\\z").ToString(), Linear, TimeSpan.FromSeconds(1)), names);
    }

    /// <summary>The parts of a blob's name, or null if the name does not match.</summary>
    public Dictionary<string, object?>? Match(string blobName)
    {
        var match = _pattern.Match(blobName);
        return match.Success ? Names.ToDictionary(n => n, object? (n) => match.Groups[n].Value, StringComparer.OrdinalIgnoreCase) : null;
    }

    [GeneratedRegex(@"\{\{|\}\}|\{(?<part>[A-Za-z_][A-Za-z0-9_]*)\}|[^{}]+|.", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"^(?:\$root|\$web|[a-z0-9][a-z0-9-]{2,62})$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContainerName();

    [GeneratedRegex("", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyName();
}
