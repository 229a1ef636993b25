using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Imr.Bench.Fuzz;

namespace Imr.Bench.Applications;

/// <summary>Spoils an application: as a tree (members that go, become another kind, nest deeply, stand twice) and as bytes.</summary>
internal static class ApplicationMutations
{
    private const int MostNested = 200;
    private const int LongestText = 300_000;

    private static readonly string[] s_values =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "1e400", "-1e-400", "99999999999999999999999999999999", "[]", "{}", "[null]", "[{}]", "[[[[]]]]", "\"\"", "\" \"", "\"x\"",
        "\"\\u0000\"", "\"@half@\"", "\"\\u202egpj\"", "\"\\ud83d\\ude00\"", "\"2026-02-30\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"2026-08-13\"", "\"2026-08-13T00:00:00Z\"", "\"Standard\"",
        "\"standard\"", "\"EmergencyProvider\"", "\"../../etc/passwd\"", "\"a/b\"", "\"CON\"", "\"M54.2\"", "\"72125\"", "\"CA\"", "\"MX\"", "\"1234567893\"", "\"1234567890\"", "\"CM26-0000101\"",
    ];

    /// <summary>UTF-8, mostly.</summary>
    public static byte[] Spoil(string application, FuzzRandom random)
    {
        var text = application;
        if (random.Next(4) > 0)
        {
            var tree = JsonNode.Parse(application)!;
            for (var n = 1 + random.Next(4); n > 0; n--)
                Change(tree, random);
            text = Text(tree);
        }

        if (random.Next(5) == 0)
            text = Twice(text, random);
        var bytes = Encode(text, random);
        return random.Next(3) == 0 ? Flip(bytes, random) : bytes;
    }

    /// <summary>The tree as JSON, with half of a surrogate pair where one is meant: no writer of JSON writes it.</summary>
    public static string Text(JsonNode tree) => tree.ToJsonString().Replace("@half@", "\\ud800", StringComparison.Ordinal);

    /// <summary>One place of the tree becomes something else.</summary>
    public static void Change(JsonNode tree, FuzzRandom random)
    {
        var places = Places(tree).ToList();
        if (places.Count == 0)
            return;
        var (parent, key, index) = random.OneOf(places);
        switch (parent)
        {
            case JsonObject o when random.Next(3) == 0:
                o.Remove(key!);
                break;
            case JsonObject o:
                o[key!] = Value(random);
                break;
            case JsonArray list when random.Next(3) == 0:
                for (var n = random.Next(20) == 0 ? 3000 : 1; n > 0; n--)
                    list.Add(list[index]?.DeepClone());
                break;
            case JsonArray list:
                list[index] = Value(random);
                break;
        }
    }

    private static JsonNode? Value(FuzzRandom random) => random.Next(25) switch
    {
        0 => Nested(random.Next(MostNested)),
        1 => new string((char)('a' + random.Next(26)), random.Next(LongestText)),
        2 => new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => Character(random))]),
        _ => JsonNode.Parse(random.OneOf(s_values)),
    };

    /// <summary>No surrogates: those stand escaped among the values.</summary>
    private static char Character(FuzzRandom random) => (char)(random.Next(2) == 0 ? random.Next(0x300) : random.Next(0xD800));

    private static JsonNode Nested(int levels)
    {
        JsonNode node = new JsonArray();
        for (var n = 0; n < levels; n++)
            node = n % 2 == 0 ? new JsonObject { ["a"] = node } : new JsonArray(node);
        return node;
    }

    /// <summary>A member stands twice: the tree can't say that.</summary>
    private static string Twice(string text, FuzzRandom random)
    {
        var colon = text.IndexOf("\":", random.Next(text.Length), StringComparison.Ordinal);
        var start = colon > 0 ? text.LastIndexOf('"', colon - 1) : -1;
        if (start < 0)
            return text;
        var member = text[start..(colon + 2)];
        return text.Insert(start, random.Next(3) == 0 ? $"{member.ToUpper(CultureInfo.InvariantCulture)}1," : $"{member}{random.OneOf(s_values)},");
    }

    private static byte[] Encode(string text, FuzzRandom random) => random.Next(40) switch
    {
        0 => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
        1 => Encoding.BigEndianUnicode.GetBytes(text),
        2 => Encoding.Latin1.GetBytes(text),
        3 or 4 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
        _ => Encoding.UTF8.GetBytes(text),
    };

    private static byte[] Flip(byte[] bytes, FuzzRandom random)
    {
        for (var n = 1 + random.Next(4); n > 0 && bytes.Length > 0; n--)
        {
            var at = random.Next(bytes.Length);
            if (random.Next(6) == 0)
                bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(60))..]];
            else
                bytes[at] = (byte)random.Next(256);
        }

        return bytes;
    }

    private static IEnumerable<(JsonNode Parent, string? Key, int Index)> Places(JsonNode node) => node switch
    {
        JsonObject o => o.ToList().SelectMany(p => Inner(p.Value).Prepend((o, p.Key, 0))),
        // Of a long list the first elements are enough.
        JsonArray a => a.Take(20).ToList().SelectMany((e, i) => Inner(e).Prepend((a, null, i))),
        _ => [],
    };

    private static IEnumerable<(JsonNode Parent, string? Key, int Index)> Inner(JsonNode? node) => node is null ? [] : Places(node);
}
