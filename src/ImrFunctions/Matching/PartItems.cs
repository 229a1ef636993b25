using Imr.Core.Cases;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Matching;

internal static class PartItems
{
    /// <summary>What of the application a group's reviewer decides; without a group, all of it.</summary>
    public static ImrApplication OfPart(this ImrApplication application, ReviewPart? part)
        => part is null ? application : application with { DisputedItems = [.. application.DisputedItems.Where(i => part.ItemIds.Contains(i.Id))] };
}
