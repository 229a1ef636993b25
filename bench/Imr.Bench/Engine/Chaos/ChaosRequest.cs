using System.Globalization;

namespace Imr.Bench.Engine.Chaos;

/// <summary>A step of a script of a case, as parent and child name it to each other: three numbers.</summary>
internal sealed record ChaosRequest(int Case, int Script, int Step)
{
    public static ChaosRequest Parse(ReadOnlySpan<char> text)
    {
        Span<Range> parts = stackalloc Range[3];
        text.Split(parts, ' ');
        return new ChaosRequest(Number(text[parts[0]]), Number(text[parts[1]]), Number(text[parts[2]]));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Case} {Script} {Step}");

    private static int Number(ReadOnlySpan<char> text) => int.Parse(text, CultureInfo.InvariantCulture);
}
