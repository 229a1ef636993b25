using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Security;

internal static class CallerExtensions
{
    /// <summary>Who calls: set by the authorization step for every function that needs a role.</summary>
    /// <exception cref="InvalidOperationException">The function is open to anyone, or the authorization step did not run.</exception>
    public static Principal Caller(this HttpRequest request)
        => request.HttpContext.Items[nameof(Principal)] as Principal ?? throw new InvalidOperationException("No caller: the authorization step did not run.");
}
