using Imr.Core.Cases;

namespace Imr.Core.Eligibility;

internal enum LiabilityState
{
    /// <summary>Not disputed, or the claims administrator agreed to the review all the same.</summary>
    Undisputed,

    /// <summary>Disputed still: the review of the item is deferred (LC 4610.5(k)).</summary>
    Disputed,

    /// <summary>Resolved: the review goes on, the time to apply runs from the notice (LC 4610.5(h)(2)).</summary>
    Resolved,

    /// <summary>Resolved, and the claims administrator is not liable: nothing about medical necessity is left to decide.</summary>
    NotLiable,
}

/// <summary>Where the dispute of liability stands for an item.</summary>
/// <param name="Fact">Which field or statement says so.</param>
/// <param name="NoticeServedOn">Of the notice that it is resolved.</param>
internal sealed record Liability(LiabilityState State, string Fact, DateOnly? NoticeServedOn = null, ServiceMethod? Service = null)
{
    private static readonly Liability None = new(LiabilityState.Undisputed, "");

    public static Liability Of(ImrApplication application, int index, ScreeningFacts facts)
    {
        var item = application.DisputedItems[index];
        if (facts.Resolutions.LastOrDefault(r => r.Covers(item.Id)) is { } stated)
        {
            var day = EligibilityReasons.Day(stated.NoticeServedOn);
            return new Liability(
                stated.Liable ? LiabilityState.Resolved : LiabilityState.NotLiable,
                $"statement of {RoleOf(stated.By)}: liable {(stated.Liable ? "true" : "false")}, notice served {day}", stated.NoticeServedOn, stated.ServiceMethod);
        }

        var own = item.LiabilityDispute;
        var ofCase = application.LiabilityDispute is var whole && IsAbout(whole, item) ? whole : null;
        var ownPath = $"$.disputedItems[{index}].liabilityDispute";
        return Dispute(own, ownPath)
            ?? Dispute(ofCase, "$.liabilityDispute")
            ?? (item.UrDenialReason == UrDenialReason.LiabilityDisputed && own is null && ofCase is not { AgreesToReview: true } and not { ResolutionServedOn: not null }
                ? new Liability(LiabilityState.Disputed, $"$.disputedItems[{index}].urDenialReason: LiabilityDisputed")
                : null)
            ?? Resolved(own, ownPath)
            ?? Resolved(ofCase, "$.liabilityDispute")
            ?? None;
    }

    /// <summary>Parties read it: which of the organization's people entered it is not theirs to know.</summary>
    private static string RoleOf(string by) => by[..Math.Max(by.IndexOf(':', StringComparison.Ordinal), 0)];

    /// <summary>Of the whole claim, or of one body part: an item that names another one is not meant; one that names none may be.</summary>
    private static bool IsAbout(LiabilityDispute dispute, DisputedItem item)
        => dispute.BodyRegion is null || item.BodyRegion is null || dispute.BodyRegion == item.BodyRegion;

    /// <summary>Disputed still. A claims administrator who agrees to the review all the same defers nothing.</summary>
    private static Liability? Dispute(LiabilityDispute? dispute, string path)
        => dispute is { Disputed: true, ResolutionServedOn: null } and not { AgreesToReview: true } ? new Liability(LiabilityState.Disputed, path + ".disputed: true") : null;

    private static Liability? Resolved(LiabilityDispute? dispute, string path)
        => dispute is { ResolutionServedOn: { } day } ? new Liability(LiabilityState.Resolved, $"{path}.resolutionServedOn: {EligibilityReasons.Day(day)}", day) : null;
}
