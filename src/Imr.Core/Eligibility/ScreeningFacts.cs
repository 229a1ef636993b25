using Imr.Core.Cases.Statements;

namespace Imr.Core.Eligibility;

/// <summary>What screening knows beside the application.</summary>
/// <param name="FirstArrival">When the first upload arrived, not when it was processed.</param>
/// <param name="UrDecisionAttached">A copy of the UR decision is among the documents that are here.</param>
public sealed record ScreeningFacts(DateTimeOffset FirstArrival, bool UrDecisionAttached)
{
    /// <summary>How disputes of liability ended, as it was stated; a later one of an item replaces the earlier.</summary>
    public IReadOnlyList<LiabilityResolution> Resolutions { get; init; } = [];

    /// <summary>The Administrative Director's question that is open; null when none is.</summary>
    public OpenQuestion? Question { get; init; }
}

/// <summary>A request for information in the preliminary review (8 CCR 9792.10.3(c)) that somebody has not answered.</summary>
/// <param name="Awaited">The roles that have not answered.</param>
public sealed record OpenQuestion(DateOnly AskedOn, DateOnly DueOn, IReadOnlyList<string> Awaited);
