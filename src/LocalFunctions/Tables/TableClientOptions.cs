using Azure.Core;

namespace LocalFunctions.Tables;

/// <summary>How requests are made: protocol version, retries, time-outs, transport, diagnostics.</summary>
public class TableClientOptions : ClientOptions
{
    /// <summary>Options with the defaults of Azure.Core: three retries with growing delay on time-outs, 429 and 5xx.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is unknown.</exception>
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06) =>
        VersionString = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion), serviceVersion, "Unknown version of the Table service."),
        };

    /// <summary>A version of the service's protocol.</summary>
#pragma warning disable CA1707, CA1008 // The names and numbers are the real API's.
    public enum ServiceVersion
    {
        /// <summary>2019-02-02: shared keys only.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06: tokens too.</summary>
        V2020_12_06 = 2,
    }
#pragma warning restore CA1707, CA1008

    /// <summary>For which cloud tokens are asked; null is the public cloud. A shared key has no audience.</summary>
    public TableAudience? Audience { get; set; }

    /// <summary>
    /// Whether the first request goes without a token, for the service to say in which tenant it wants one. Without this a 401 that names a tenant is
    /// followed too, but a token of the credential's own tenant is tried first.
    /// </summary>
    public bool EnableTenantDiscovery { get; set; }

    internal string VersionString { get; }
}
