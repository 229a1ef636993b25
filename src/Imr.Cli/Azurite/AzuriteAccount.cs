using System.Security.Cryptography;
using System.Text;

namespace Imr.Cli.Azurite;

/// <summary>A storage account that Azurite serves.</summary>
/// <param name="Name">3 to 24 lower-case letters and digits.</param>
/// <param name="Key">Base64; protects nothing, as Azurite listens on this machine only.</param>
public sealed record AzuriteAccount(string Name, string Key)
{
    /// <summary>An account whose key is derived from its name, so that a kept data directory opens with the same key.</summary>
    public static AzuriteAccount Named(string name)
        => new(name, Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"azurite-{name}"))));
}
