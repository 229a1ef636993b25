using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LocalFunctions.Tables;

/// <summary>
/// Sends a token with each request, over https only. A 401 that names the resource's tenant is answered once with a token of that tenant; any other
/// challenge is left to Azure.Core, which answers those of Continuous Access Evaluation.
/// </summary>
internal sealed partial class BearerChallengePolicy(TokenCredential credential, string scope, bool asksForTenant)
    : BearerTokenAuthenticationPolicy(credential, scope)
{
    private readonly string[] _scopes = [scope];
    private volatile string? _tenant;

    protected override ValueTask AuthorizeRequestAsync(HttpMessage message) =>
        // Without a token the service says which tenant it belongs to.
        asksForTenant && _tenant is null ? default : AuthenticateAndAuthorizeRequestAsync(message, TokenRequest(message));

    protected override async ValueTask<bool> AuthorizeRequestOnChallengeAsync(HttpMessage message)
    {
        if (TenantOf(message.Response) is not { } tenant) return await base.AuthorizeRequestOnChallengeAsync(message);
        _tenant = tenant;
        await AuthenticateAndAuthorizeRequestAsync(message, TokenRequest(message));
        return true;
    }

    private TokenRequestContext TokenRequest(HttpMessage message) => new(_scopes, message.Request.ClientRequestId, tenantId: _tenant);

    private static string? TenantOf(Response response) =>
        response.Headers.TryGetValue(HttpHeader.Names.WwwAuthenticate, out var challenge)
        && AuthorizationUri().Match(challenge) is { Success: true } match
        && Uri.TryCreate(match.Groups["uri"].Value, UriKind.Absolute, out var uri)
        && uri.Segments is [_, var tenant, ..]
            ? tenant.TrimEnd('/')
            : null;

    // Storage separates the parameters by blanks and does not quote them; others use commas and quotes.
    [GeneratedRegex("""\bauthorization_uri="?(?<uri>[^"\s,]+)""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AuthorizationUri();
}
