namespace LocalFunctions;

/// <summary>Which key the Functions host asks for before an HTTP function runs. The local host runs <see cref="Anonymous"/> functions only.</summary>
public enum AuthorizationLevel
{
    /// <summary>No key; the app authorizes by itself.</summary>
    Anonymous = 0,

    /// <summary>A user's token.</summary>
    User = 1,

    /// <summary>A key of the function.</summary>
    Function = 2,

    /// <summary>A system key.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
