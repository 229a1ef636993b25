using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Imr.Core.Deadlines;

/// <summary>Reads the rules of law that are embedded as YAML, and YAML that replaces them.</summary>
internal static class EmbeddedYaml
{
    /// <exception cref="InvalidOperationException">The assembly was built without this file.</exception>
    public static string Text(string name)
    {
        using var stream = typeof(EmbeddedYaml).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <exception cref="InvalidDataException">Not YAML of this shape; says where. A misspelt member is refused: a rule that is silently left out is worse.</exception>
    public static T Parse<T>(string yaml, string what)
        where T : class
    {
        try
        {
            return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build().Deserialize<T>(yaml)
                ?? throw new InvalidDataException($"{what}: is empty.");
        }
        catch (YamlException fault)
        {
            throw new InvalidDataException($"{what}: line {fault.Start.Line}: {fault.InnerException?.Message ?? fault.Message}", fault);
        }
    }

    /// <exception cref="InvalidDataException">There is a problem: all are listed.</exception>
    public static void ThrowIfAny(IReadOnlyCollection<string> problems, string what)
    {
        if (problems.Count > 0)
            throw new InvalidDataException($"{what} has {problems.Count} problem(s):\n- {string.Join("\n- ", problems)}");
    }
}
