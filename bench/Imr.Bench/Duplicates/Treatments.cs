using Imr.Core.Cases;

namespace Imr.Bench.Duplicates;

/// <summary>Invented disputed items, each with the ways in which people write it.</summary>
internal static class Treatments
{
    private static readonly (string? Cpt, string[] Written)[] s_all =
    [
        ("72148", ["MRI of the lumbar spine without contrast", "L-spine magnetic resonance imaging w/o contrast", "MRI low back, no contrast"]),
        ("72141", ["MRI of the cervical spine without contrast", "Magnetic resonance imaging c-spine w/o contrast", "MRI neck without contrast"]),
        ("73721", ["MRI right knee without contrast", "Magnetic resonance imaging of the rt knee w/o contrast"]),
        ("73221", ["MRI left shoulder without contrast", "MR imaging lt shoulder, non-contrast"]),
        (null, ["Physical therapy, 12 visits, lumbar spine", "PT x12 low back", "P.T. 12 sessions for the lower back"]),
        (null, ["Physical therapy, 8 visits, right shoulder", "Physiotherapy rt shoulder, 8 sessions"]),
        (null, ["Acupuncture, 6 visits, neck", "Acupuncture x 6 for the cervical spine"]),
        (null, ["Chiropractic manipulation, 6 visits, low back", "Chiro 6 sessions lumbar"]),
        (null, ["Norco 10/325 mg #60", "Hydrocodone/APAP 10/325mg, quantity 60"]),
        (null, ["Tramadol 50 mg #90", "Ultram 50mg, 90 tablets"]),
        (null, ["Cyclobenzaprine 7.5 mg #30", "Flexeril 7.5mg tablets #30"]),
        (null, ["Gabapentin 300 mg #90", "Neurontin 300mg capsules, 90"]),
        (null, ["Lidocaine 5% patches #30", "Lidoderm 5 % patches, 30"]),
        (null, ["Urine drug screen", "UDS", "Urine toxicology screening"]),
        (null, ["Functional restoration program", "FRP"]),
        ("62323", ["Lumbar epidural steroid injection L4-L5", "LESI L4-5"]),
        (null, ["Medial branch blocks, lumbar, bilateral", "Lumbar facet joint blocks, bilat"]),
        ("95886", ["EMG and NCV of both arms", "Electromyography and nerve conduction study, both arms"]),
        (null, ["TENS unit", "Transcutaneous electrical nerve stimulation unit"]),
        (null, ["Cognitive behavioral therapy, 6 sessions", "CBT x 6"]),
        ("27447", ["Total knee replacement, left", "TKA lt"]),
        ("22551", ["Anterior cervical discectomy and fusion C5-C6", "ACDF C5-6"]),
        (null, ["Home health aide, 4 hours a day", "Home health aide four hours daily"]),
        (null, ["Orthopedic mattress", "Mattress, orthopedic"]),
    ];

    public static IReadOnlyList<DisputedItem> Some(Random chance)
        => [.. Enumerable.Range(0, 1 + (chance.Next(5) / 3)).Select(_ => chance.Next(s_all.Length)).Distinct().Select((t, n) => Item($"{n + 1}", t, 0, withCode: true))];

    /// <summary>The same items as another hand writes them.</summary>
    public static IReadOnlyList<DisputedItem> Rewritten(IReadOnlyList<DisputedItem> items, Random chance)
        => [.. items.Select(i => Place(i) is { } t ? Item(i.Id, t, chance.Next(s_all[t].Written.Length), withCode: chance.Next(2) == 0) : i).Reverse()];

    /// <summary>Items none of which is one of these.</summary>
    public static IReadOnlyList<DisputedItem> Others(IReadOnlyList<DisputedItem> items, Random chance)
    {
        var taken = items.Select(Place).OfType<int>().ToHashSet();
        List<int> free = [.. Enumerable.Range(0, s_all.Length).Where(t => !taken.Contains(t))];
        return [Item("1", free[chance.Next(free.Count)], 0, withCode: true)];
    }

    private static int? Place(DisputedItem item)
    {
        var at = Array.FindIndex(s_all, t => t.Written.Contains(item.Description));
        return at < 0 ? null : at;
    }

    private static DisputedItem Item(string id, int treatment, int written, bool withCode)
    {
        var (cpt, ways) = s_all[treatment];
        return new DisputedItem(id, ways[written], cpt is not null && withCode ? [new ServiceCode(CodeSystem.Cpt, cpt)] : [], null, UrOutcome.Denied, null, null);
    }
}
