using System.Text.Json;
using System.Text.Json.Nodes;
using Imr.Core.Letters.Parsing;
using Imr.Core.Serialization;

namespace Imr.Cli.Letters;

/// <summary>A letter as read, as JSON: the letter's members, then <c>problems</c>; first <c>file</c> where there are several.</summary>
internal static class LetterReadingJson
{
    public static string Write(string? file, LetterReading reading, bool indented)
    {
        var letter = new JsonObject();
        if (file is not null)
            letter["file"] = file;
        foreach (var (name, value) in JsonSerializer.SerializeToNode(reading.Letter, ImrJson.Options)!.AsObject())
            letter[name] = value?.DeepClone();
        letter["problems"] = JsonSerializer.SerializeToNode(reading.Problems, ImrJson.Options);
        return letter.ToJsonString(indented ? ImrJson.Indented : ImrJson.Options);
    }
}
