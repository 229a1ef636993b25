using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Imr.Core.Data;

/// <summary>Reads the YAML data files that are embedded in this assembly, and texts that replace them. Unknown members are refused.</summary>
internal static class YamlData
{
    /// <summary>The text of <c>Data/{name}</c>.</summary>
    /// <exception cref="InvalidOperationException">No such file was embedded: the build is broken.</exception>
    public static string Embedded(string name)
    {
        using var stream = typeof(YamlData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Imr.Core carries no data file {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static IEnumerable<string> EmbeddedNames(string folder)
        => typeof(YamlData).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Reads a file's shape. A misspelt or doubled member is refused: a rule that is silently left out is worse.</summary>
    /// <exception cref="YamlException">Not YAML of this shape; the message says the line.</exception>
    public static T Read<T>(string yaml)
        where T : class
    {
        var deserializer = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();
        return deserializer.Deserialize<T>(yaml) ?? throw new YamlException($"{typeof(T).Name} expected, an empty file found.");
    }

    /// <summary>The same, for a file that stands alone.</summary>
    /// <exception cref="DataFileException">Not YAML of this shape; says the line.</exception>
    public static T Read<T>(string yaml, string name)
        where T : class
    {
        try
        {
            return Read<T>(yaml);
        }
        catch (YamlException fault)
        {
            throw new DataFileException([$"{name}: line {fault.Start.Line}: {fault.InnerException?.Message ?? fault.Message}"], fault);
        }
    }

    /// <summary>A word of a fixed set.</summary>
    /// <param name="problem">What is wrong when it is none of them; added to the problems.</param>
    /// <returns>The first of the set when it is none: the file is refused anyhow.</returns>
    public static T Word<T>(string text, string problem, List<string> problems)
        where T : struct, Enum
    {
        if (!Enum.TryParse<T>(text, out var word) || !Enum.IsDefined(word))
            problems.Add(problem);
        return word;
    }

    /// <summary>The same where nothing may stand: null.</summary>
    public static T? OptionalWord<T>(string text, string problem, List<string> problems)
        where T : struct, Enum
        => text.Length == 0 ? null : Word<T>(text, problem, problems);

    /// <exception cref="DataFileException">There is a problem: all are listed.</exception>
    public static void ThrowIfAny(IReadOnlyCollection<string> problems, string name)
    {
        if (problems.Count > 0)
            throw new DataFileException([.. problems.Select(p => $"{name}: {p}")]);
    }
}
