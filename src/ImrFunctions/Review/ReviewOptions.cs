using System.ComponentModel.DataAnnotations;

namespace ImrFunctions.Review;

/// <summary>Settings of the review (section <c>Review</c>).</summary>
public sealed class ReviewOptions
{
    public const string Section = "Review";

    /// <summary>Whether an "eligible" proposal is accepted without a person. Default true; nothing that harms a worker ever is.</summary>
    public bool AutoAcceptEligible { get; set; } = true;

    /// <summary>Minutes that listed documents have to arrive before screening goes on without them. Default 15.</summary>
    [Range(0, 1440)]
    public double SettleMinutes { get; set; } = 15;

    /// <summary>Hours that a reviewer has to answer an offer in a standard case. Default 48.</summary>
    [Range(0.001, 240)]
    public double OfferHours { get; set; } = 48;

    /// <summary>The same in an expedited case. Default 4.</summary>
    [Range(0.001, 240)]
    public double OfferHoursExpedited { get; set; } = 4;

    /// <summary>Whether NOARFIs go out electronically (12 days for records) or by mail (15 days; 9792.10.5(a)(1)). Default true.</summary>
    public bool ElectronicNotices { get; set; } = true;

    /// <summary>Tries of a failing step before an operator is asked. Default 5.</summary>
    [Range(1, 100)]
    public int StepAttempts { get; set; } = 5;

    /// <summary>Seconds before the second try. Default 2.</summary>
    [Range(0.001, 3600)]
    public double StepRetrySeconds { get; set; } = 2;
}
