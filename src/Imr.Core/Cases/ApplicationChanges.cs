using System.Text.Json.Nodes;
using Imr.Core.Serialization;

namespace Imr.Core.Cases;

/// <summary>A field that an amendment changes.</summary>
/// <param name="Path">JSON path, such as <c>$.urDecision.servedOn</c>.</param>
/// <param name="Old">As JSON; null where the field was not there.</param>
/// <param name="New">As JSON; null where the field is gone.</param>
public sealed record FieldChange(string Path, string? Old, string? New);

/// <summary>What differs between two applications, field by field.</summary>
public static class ApplicationChanges
{
    public static IReadOnlyList<FieldChange> Between(ImrApplication before, ImrApplication after)
    {
        var changes = new List<FieldChange>();
        Compare("$", JsonNode.Parse(ImrJson.Write(before)), JsonNode.Parse(ImrJson.Write(after)), changes);
        return changes;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, List<FieldChange> changes)
    {
        if (JsonNode.DeepEquals(before, after))
            return;
        switch (before, after)
        {
            case (JsonObject old, JsonObject now):
                foreach (var name in old.Select(p => p.Key).Union(now.Select(p => p.Key), StringComparer.Ordinal))
                    Compare($"{path}.{name}", old[name], now[name], changes);
                break;
            case (JsonArray old, JsonArray now):
                for (var i = 0; i < Math.Max(old.Count, now.Count); i++)
                    Compare($"{path}[{i}]", i < old.Count ? old[i] : null, i < now.Count ? now[i] : null, changes);
                break;
            default:
                changes.Add(new FieldChange(path, before?.ToJsonString(ImrJson.Options), after?.ToJsonString(ImrJson.Options)));
                break;
        }
    }
}
