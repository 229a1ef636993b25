using Azure.Core;

namespace LocalFunctions.Tests.Tables.Authentication;

/// <summary>Gives tokens that name the tenant they were asked for, and keeps what was asked.</summary>
internal sealed class StubTokens : TokenCredential
{
    public List<string> Scopes { get; } = [];

    public List<string?> Tenants { get; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scopes.AddRange(requestContext.Scopes);
        Tenants.Add(requestContext.TenantId);
        return new AccessToken(requestContext.TenantId is { } tenant ? $"token-of-{tenant}" : "the-token", DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
