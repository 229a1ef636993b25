using Imr.Core.Cases;

namespace ImrFunctions.Cases.Register;

/// <summary>What every step of a review returns.</summary>
/// <param name="Tag">The register row's ETag after the change; empty while the change is not applied.</param>
/// <param name="Stage">The stage that the case is in now.</param>
public record StepResult(string Tag, ReviewStage Stage);
