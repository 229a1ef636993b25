using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ImrFunctions.Api;

/// <summary>YAML as JSON: the JSON schema of YAML 1.2, so that a plain <c>null</c>, <c>true</c> or number is one and everything else is text (a day stays a text).</summary>
internal static class YamlJson
{
    /// <exception cref="YamlException">Not YAML, or a member stands twice.</exception>
    /// <exception cref="InvalidDataException">Not one document with an object in it.</exception>
    public static JsonObject Read(string yaml)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(yaml);
        stream.Load(reader);
        return stream.Documents is [{ RootNode: YamlMappingNode root }] ? Object(root) : throw new InvalidDataException("One YAML document with an object in it expected.");
    }

    private static JsonNode? Node(YamlNode node)
        => node switch
        {
            YamlMappingNode mapping => Object(mapping),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Node)]),
            YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value ?? ""),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value),
            _ => throw new InvalidDataException($"Line {node.Start.Line}: not a YAML node that JSON has."),
        };

    private static JsonObject Object(YamlMappingNode mapping)
        => new(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Node(pair.Value))));

    private static JsonValue? Plain(string text)
        => text switch
        {
            "" or "~" or "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
            _ when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
}
