using LocalFunctions.Extensions.Abstractions;

namespace LocalFunctions;

/// <summary>Starts a function by an HTTP request.</summary>
#pragma warning disable CA1019 // The properties are set privately in the mirrored API.
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>All methods, with a function key (<see cref="AuthorizationLevel.Function"/>).</summary>
    public HttpTriggerAttribute()
    {
        AuthLevel = AuthorizationLevel.Function;
    }

    /// <summary>The given methods, anonymous.</summary>
    /// <param name="methods">HTTP methods, compared without case; none means all.</param>
    public HttpTriggerAttribute(params string[] methods)
    {
        Methods = methods;
    }

    /// <summary>All methods, at the given level.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel)
    {
        AuthLevel = authLevel;
    }

    /// <summary>The given methods, at the given level.</summary>
    /// <param name="authLevel">Which key is asked for.</param>
    /// <param name="methods">HTTP methods, compared without case; none means all.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>Gets or sets the route template (ASP.NET Core syntax), below the route prefix of host.json; null is the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>Gets the HTTP methods; null or empty is all.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>Gets which key is asked for.</summary>
    public AuthorizationLevel AuthLevel { get; private set; }
}
#pragma warning restore CA1019
