namespace LocalFunctions.Durable.Client;

/// <summary>How to terminate.</summary>
/// <param name="Output">What becomes the instance's output.</param>
/// <param name="Recursive">Whether sub-orchestrations are terminated too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
