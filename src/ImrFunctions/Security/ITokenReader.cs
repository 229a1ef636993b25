namespace ImrFunctions.Security;

/// <summary>Turns a bearer token into who calls: development tokens locally, the identity provider's tokens in production.</summary>
public interface ITokenReader
{
    /// <returns>Null for a token that is not valid.</returns>
    Principal? Read(string token);
}

/// <summary>Accepts nothing: what an environment gets that configured no identity provider. Fails closed.</summary>
public sealed class NoTokens : ITokenReader
{
    public Principal? Read(string token) => null;
}
