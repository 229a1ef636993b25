using System.Text.RegularExpressions;
using Imr.Core.Data;

namespace Imr.Core.Cases;

/// <summary>A word or phrase of a text that names a part of the body.</summary>
/// <param name="Start">Index of the first character, from 0.</param>
/// <param name="Length">In characters.</param>
public sealed record RegionMention(BodyRegion Region, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>
/// Which part of the body a text speaks of, by the phrases of <c>Data/lexicons/body-regions.yaml</c>: names, lay words, vertebral levels and
/// signs that belong to one region. "Back", "arm" or "leg" alone name none. One phrase may be a mention of two regions (T12-L1, Harrington rod).
/// </summary>
public static class BodyRegionLexicon
{
    private static readonly Lazy<Lexicon> Default = new(() => Lexicon.Load(YamlData.Embedded("lexicons/body-regions.yaml")));

    /// <summary>Mentions in the order of the text; of two that overlap, the longer one stands.</summary>
    public static IReadOnlyList<RegionMention> Find(string text) => Default.Value.Find(text);

    /// <summary>How often each region is mentioned; regions that are not have no entry.</summary>
    public static IReadOnlyDictionary<BodyRegion, int> Count(string text)
        => Find(text).GroupBy(m => m.Region).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>The region mentioned most often; null for none and for a tie, which a person must settle.</summary>
    public static BodyRegion? Dominant(string text)
    {
        var counts = Count(text).OrderByDescending(c => c.Value).Take(2).ToList();
        return counts.Count == 0 || (counts.Count == 2 && counts[0].Value == counts[1].Value) ? null : counts[0].Key;
    }

    private sealed record Lexicon(IReadOnlyList<(BodyRegion Region, Regex Words)> Regions, Regex NotRegions)
    {
        public static Lexicon Load(string yaml)
        {
            var file = YamlData.Read<LexiconFile>(yaml);
            var problems = file.Regions.Where(r => !BodyRegion.TryParse(r.Region, null, out _)).Select(r => $"body-regions.yaml: no region {r.Region}")
                .Concat(file.Regions.SelectMany(r => r.Phrases).Concat(file.NotRegions).Where(p => !PhrasePattern.IsValid(p)).Select(p => $"body-regions.yaml: not a pattern: {p}"))
                .ToList();
            if (problems.Count > 0)
                throw new DataFileException(problems);
            return new Lexicon([.. file.Regions.Select(r => (BodyRegion.Parse(r.Region), PhrasePattern.Any(r.Phrases)))], PhrasePattern.Any(file.NotRegions));
        }

        public List<RegionMention> Find(string text)
        {
            var found = Regions.SelectMany(r => r.Words.Matches(text).Select(m => new RegionMention(r.Region, m.Index, m.Length))).ToList();
            if (found.Count == 0)
                return found;
            var noise = NotRegions.Matches(text).Select(m => (m.Index, End: m.Index + m.Length)).ToList();
            return [.. found
                .Where(m => !noise.Exists(n => n.Index <= m.Start && m.End <= n.End && n.End - n.Index > m.Length))
                .Where(m => !found.Exists(o => o.Length > m.Length && o.Start < m.End && m.Start < o.End))
                .OrderBy(m => m.Start).ThenBy(m => m.Region.Code, StringComparer.Ordinal)];
        }
    }

    private sealed class LexiconFile
    {
        public List<RegionPhrases> Regions { get; set; } = [];

        public List<string> NotRegions { get; set; } = [];
    }

    private sealed class RegionPhrases
    {
        public string Region { get; set; } = "";

        public List<string> Phrases { get; set; } = [];
    }
}
