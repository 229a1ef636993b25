using Imr.Core.Cases;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>A person's name, read for comparison: folded, in words, without suffix, particles (de la) and initials.</summary>
/// <param name="Last">The words of the last name, in their order: two for a double one.</param>
/// <param name="Suffix">Such as <c>JR</c>; null when none is given.</param>
internal sealed record PersonName(IReadOnlyList<string> Last, IReadOnlyList<string> First, char? MiddleInitial, string? Suffix)
{
    private static readonly Dictionary<string, string> s_suffixes = new(StringComparer.Ordinal) { ["JUNIOR"] = "JR", ["SENIOR"] = "SR", ["2ND"] = "II", ["3RD"] = "III" };

    public static PersonName Of(InjuredWorker worker, DuplicateRules rules) => Of(worker.FirstName, worker.LastName, worker.MiddleInitial, rules);

    public static PersonName Of(string first, string last, string? middle, DuplicateRules rules)
    {
        var (lastWords, firstWords) = (Folding.Words(last), Folding.Words(first));
        var suffix = lastWords.Skip(1).Concat(firstWords.Skip(1)).FirstOrDefault(rules.Suffixes.Contains);
        // "Maria E" says the initial in the field of the first name.
        var given = Body(firstWords, rules).Where((w, n) => n == 0 || w.Length > 1).ToList();
        var initial = Folding.Joined(middle) is { Length: > 0 } m ? m[0] : firstWords.Skip(1).FirstOrDefault(w => w.Length == 1)?[0];
        return new PersonName(Body(lastWords, rules), given, initial, suffix is null ? null : s_suffixes.GetValueOrDefault(suffix, suffix));
    }

    /// <summary>The words that tell; all when nothing else would be left.</summary>
    private static List<string> Body(IReadOnlyList<string> words, DuplicateRules rules)
    {
        var told = words.Where((w, n) => !rules.Particles.Contains(w) && !(n > 0 && rules.Suffixes.Contains(w))).Select(w => WithoutParticle(w, rules)).ToList();
        return told.Count > 0 ? told : [.. words];
    }

    private static string WithoutParticle(string word, DuplicateRules rules)
        => rules.JoinedParticles.FirstOrDefault(p => word.Length >= p.Length + 4 && word.StartsWith(p, StringComparison.Ordinal)) is { } particle ? word[particle.Length..] : word;
}
