using System.Diagnostics.CodeAnalysis;
using Imr.Core.Serialization;

namespace Imr.Core.Reviewers;

/// <summary>A reviewer's specialty (domain.md §2.3): a closed set, printed as <see cref="Name"/>.</summary>
public sealed record Specialty : IText<Specialty>
{
    private static readonly Specialty[] Known =
    [
        new("ORTHO", "Orthopaedic Surgery"), new("ORTHO-SPINE", "Orthopaedic Surgery of the Spine"), new("HAND", "Surgery of the Hand"),
        new("NSURG", "Neurological Surgery"), new("PMR", "Physical Medicine & Rehabilitation"), new("PMR-PAIN", "Physical Medicine & Rehabilitation, Pain Medicine"),
        new("OCC", "Occupational Medicine"), new("PAIN", "Pain Medicine"), new("ANES", "Anesthesiology"), new("NEURO", "Neurology"),
        new("PSYCH_MD", "Psychiatry"), new("PSYCHOLOGY", "Psychology"), new("FM", "Family Medicine"), new("IM", "Internal Medicine"),
        new("GSURG", "General Surgery"), new("RADIOL", "Radiology"), new("EM", "Emergency Medicine"), new("POD", "Podiatric Medicine"),
        new("CHIRO", "Chiropractic"), new("ACUP", "Acupuncture"), new("DENT", "Dentistry"), new("OPHTH", "Ophthalmology"), new("ENT", "Otolaryngology"),
        new("ADDICT", "Addiction Medicine"),
    ];

    private Specialty(string code, string name)
    {
        Code = code;
        Name = name;
    }

    public static IReadOnlyList<Specialty> All => Known;

    public string Code { get; }

    /// <summary>As printed in letters.</summary>
    public string Name { get; }

    /// <exception cref="FormatException">Not one of the codes of <see cref="All"/>.</exception>
    public static Specialty Parse(string s, IFormatProvider? provider = null)
        => TryParse(s, provider, out var specialty) ? specialty : throw new FormatException($"A specialty is one of {string.Join(", ", Known.Select(k => k.Code))}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Specialty result)
    {
        result = Array.Find(Known, k => string.Equals(k.Code, s, StringComparison.OrdinalIgnoreCase));
        return result is not null;
    }

    public override string ToString() => Code;
}
