namespace Imr.Core.Cases;

/// <summary>What of an application is still to be reviewed: the items that left it and a conversion to expedited are no part of the file.</summary>
public static class InReview
{
    /// <param name="priority">In force; a standard application can have become expedited (8 CCR 9792.10.4(c)).</param>
    /// <param name="closedItems">Ids of items that were authorized or found ineligible.</param>
    public static ImrApplication Of(ImrApplication application, Priority priority, IReadOnlyCollection<string> closedItems)
        => closedItems.Count == 0 && application.Priority == priority
            ? application
            : application with { Priority = priority, DisputedItems = [.. application.DisputedItems.Where(i => !closedItems.Contains(i.Id))] };
}
