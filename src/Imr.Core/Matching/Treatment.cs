using Imr.Core.Cases;

namespace Imr.Core.Matching;

/// <summary>What a disputed item is, read from its codes and words.</summary>
/// <param name="Family">A family of <c>Data/treatments.yaml</c>, such as <c>imaging-spine</c>; null when nothing matched, and then a person must say.</param>
/// <param name="Modality">Such as <c>CT</c>, <c>MRI</c>; null when it has none.</param>
/// <param name="RegionSource">What gave the region: the application's field, a code, or the description's words.</param>
public sealed record Treatment(string? Family, BodyRegion? Region, string? Modality, string RegionSource);
