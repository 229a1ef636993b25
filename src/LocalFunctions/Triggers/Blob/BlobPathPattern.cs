using System.Text.RegularExpressions;

namespace LocalFunctions.Hosting;

/// <summary>
/// The path of a blob trigger: a container, and a pattern for the blob's name with named parts in braces. A part takes as much as it can, slashes included;
/// <c>{{</c> and <c>}}</c> stand for the braces themselves. Case matters. A path that is only a container takes every blob.
/// </summary>
internal sealed partial class BlobPathPattern
{
    // What stands before, between and after the parts; null: every name matches.
    private readonly IReadOnlyList<string>? _literals;

    private BlobPathPattern(string container, IReadOnlyList<string>? literals, IReadOnlyList<string> names) => (Container, _literals, Names) = (container, literals, names);

    public string Container { get; }

    /// <summary>What every matching name begins with.</summary>
    public string Prefix => _literals?[0] ?? "";

    /// <summary>The names of the parts.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <exception cref="FormatException">The path is not valid.</exception>
    public static BlobPathPattern Parse(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var container = slash < 0 ? path : path[..slash];
        if (!ContainerName().IsMatch(container)) throw new FormatException("it must begin with the name of a container");
        var name = slash < 0 ? "" : path[(slash + 1)..];
        if (name.Length == 0) return new BlobPathPattern(container, literals: null, []);

        var names = new List<string>();
        var literals = new List<string> { "" };
        foreach (Match token in Tokens().Matches(name))
        {
            if (token.Groups["part"] is { Success: true, Value: var part })
            {
                if (names.Contains(part, StringComparer.OrdinalIgnoreCase)) throw new FormatException($"it has the part {part} twice");
                names.Add(part);
                literals.Add("");
                continue;
            }

            literals[^1] += token.Value switch
            {
                "{{" => "{",
                "}}" => "}",
                "{" or "}" => throw new FormatException("its braces do not enclose a name of letters, digits and _"),
                var text => text,
            };
        }

        return new BlobPathPattern(container, literals, names);
    }

    /// <summary>The parts of a blob's name, or null if the name does not match.</summary>
    /// <remarks>Not by a regular expression: an uploader chooses the name, and no name may take long.</remarks>
    public Dictionary<string, object?>? Match(string blobName)
    {
        if (_literals is null) return new(StringComparer.OrdinalIgnoreCase);
        if (Names.Count == 0 && blobName != Prefix) return null;
        if (!blobName.StartsWith(Prefix, StringComparison.Ordinal) || !blobName.EndsWith(_literals[^1], StringComparison.Ordinal)) return null;

        // From the right, each text as late as it can be: so each part, from the left, is as long as it can be.
        var at = new int[_literals.Count];
        for (var (i, end) = (Names.Count, blobName.Length); i > 0; end = at[i--])
        {
            var between = end - Prefix.Length;
            at[i] = i == Names.Count ? blobName.Length - _literals[i].Length : between < 0 ? -1 : LastIndexOf(blobName.AsSpan(Prefix.Length, between), _literals[i]) + Prefix.Length;
            if (at[i] < Prefix.Length) return null;
        }

        var parts = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Names.Count; i++) parts[Names[i]] = blobName[(at[i] + _literals[i].Length)..at[i + 1]];
        return parts;
    }

    private static int LastIndexOf(ReadOnlySpan<char> text, string literal) => literal.Length == 0 ? text.Length : text.LastIndexOf(literal, StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{|\}\}|\{(?<part>[A-Za-z_][A-Za-z0-9_]*)\}|[^{}]+|.", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"^(?:\$root|\$web|[a-z0-9][a-z0-9-]{2,62})$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContainerName();
}
