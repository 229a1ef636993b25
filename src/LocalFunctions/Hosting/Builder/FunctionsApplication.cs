namespace LocalFunctions.Builder;

/// <summary>Where a function app begins.</summary>
#pragma warning disable CA1052 // Not static in the mirrored API.
public class FunctionsApplication
#pragma warning restore CA1052
{
    /// <summary>A builder with the usual configuration: settings files, environment variables, command line.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
