using System.Diagnostics.CodeAnalysis;
using Imr.Core.Serialization;

namespace Imr.Core.Cases;

/// <summary>The part of the body that a treatment, a finding or a guideline chapter is about. A closed set: no other can be built.</summary>
public sealed record BodyRegion : IText<BodyRegion>
{
    public static readonly BodyRegion Head = new("head", "head");
    public static readonly BodyRegion Cervical = new("cervical", "neck (cervical spine)");
    public static readonly BodyRegion Thoracic = new("thoracic", "upper back (thoracic spine)");
    public static readonly BodyRegion Lumbar = new("lumbar", "low back (lumbar spine)");
    public static readonly BodyRegion Shoulder = new("shoulder", "shoulder");
    public static readonly BodyRegion Elbow = new("elbow", "elbow");
    public static readonly BodyRegion WristHand = new("wrist-hand", "forearm, wrist and hand");
    public static readonly BodyRegion Hip = new("hip", "hip and groin");
    public static readonly BodyRegion Knee = new("knee", "knee");
    public static readonly BodyRegion AnkleFoot = new("ankle-foot", "ankle and foot");
    public static readonly BodyRegion Abdomen = new("abdomen", "abdomen");

    private BodyRegion(string code, string name)
    {
        Code = code;
        Name = name;
    }

    public static IReadOnlyList<BodyRegion> All { get; } = [Head, Cervical, Thoracic, Lumbar, Shoulder, Elbow, WristHand, Hip, Knee, AnkleFoot, Abdomen];

    public string Code { get; }

    /// <summary>In lay terms, for letters.</summary>
    public string Name { get; }

    /// <exception cref="FormatException">Not one of the codes of <see cref="All"/>.</exception>
    public static BodyRegion Parse(string s, IFormatProvider? provider = null)
        => TryParse(s, provider, out var region) ? region : throw new FormatException($"A body region is one of {string.Join(", ", All.Select(r => r.Code))}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out BodyRegion result)
    {
        result = All.FirstOrDefault(r => string.Equals(r.Code, s, StringComparison.OrdinalIgnoreCase));
        return result is not null;
    }

    public override string ToString() => Code;
}
