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

    /// <exception cref="YamlException">Not YAML of this shape; the message says the line.</exception>
    public static T Read<T>(string yaml)
        where T : class
    {
        var deserializer = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
        return deserializer.Deserialize<T>(yaml) ?? throw new YamlException($"{typeof(T).Name} expected, an empty file found.");
    }
}
