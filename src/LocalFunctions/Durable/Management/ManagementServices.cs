using LocalFunctions.Durable.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Durable.Management;

/// <summary>Puts the management API into the local host.</summary>
internal static class ManagementServices
{
    /// <summary>Adds the API. Its key is in the given directory, and is made when <see cref="SystemKey"/> is first asked for.</summary>
    public static IServiceCollection AddDurableManagement(this IServiceCollection services, string dataDirectory)
        => services
            .AddSingleton(_ => SystemKey.Open(dataDirectory))
            .AddSingleton<InstanceReads>().AddSingleton<InstanceStarts>().AddSingleton<InstanceSteering>().AddSingleton<InstancePurges>()
            .AddSingleton<ManagementApi>();

    /// <summary>
    /// Branches the API off before routing, so that no route of the app can take its requests, nor its authorization let them through; and what lies below
    /// the path belongs to the API alone.
    /// </summary>
    public static void MapDurableManagement(this IApplicationBuilder app) => app.Map(
        ManagementApi.BasePath,
        branch => branch.Run(http => http.RequestServices.GetRequiredService<ManagementApi>().HandleAsync(http)));
}
