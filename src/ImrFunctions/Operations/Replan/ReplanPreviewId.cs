using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Serialization;
using ImrFunctions.Operations.Calendar;

namespace ImrFunctions.Operations.Replan;

/// <summary>
/// Names one preview: when it was made, and a hash of the closures as they would be and of the rules in force. So a preview that another change has overtaken
/// does not fit any more, and the same change can be done again later.
/// </summary>
internal static class ReplanPreviewId
{
    public static string Of(DateTimeOffset at, IReadOnlyList<Closure> closures) => At(at.UtcTicks, closures);

    public static bool Fits(string id, IReadOnlyList<Closure> closures)
        => long.TryParse(id.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks) && At(ticks, closures) == id;

    private static string At(long ticks, IReadOnlyList<Closure> closures)
    {
        var time = ticks.ToString("x16", CultureInfo.InvariantCulture);
        return time + ContentHash.Of(ImrJson.WriteBytes(new { time, closures, RuleSetLibrary.Default.RuleSets })).Value[..16];
    }
}
