using LocalFunctions.Durable.Management;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting;

/// <summary>Makes or reads the key of the durable management API before anything starts.</summary>
internal static class ManagementKey
{
    /// <exception cref="StartRefusedException">The key's file cannot be used.</exception>
    public static SystemKey Open(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<SystemKey>();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The key of the durable management API cannot be used ({exception.Message.TrimEnd('.')}): correct LocalFunctions:DataDirectory, or delete the file {SystemKey.FileName}, and a new key is made.", exception);
        }
    }
}
