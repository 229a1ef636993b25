using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Hosting;

/// <summary>Everything that is known before the app starts. If it cannot start, <see cref="Refusal"/> says why and the rest holds defaults.</summary>
internal sealed record HostPlan(LocalSettings Settings, HostJson HostJson, FunctionCatalog Functions, StartRefusedException? Refusal)
{
    public static HostPlan Make(IConfiguration configuration, LocalHostOptions options, bool servesHttp, StartRefusedException? refusal)
    {
        // Known even if another setting is not valid.
        var settings = new LocalSettings { ThrowWhenRefused = bool.TryParse(configuration["LocalFunctions:ThrowWhenRefused"], out var throws) && throws };
        var hostJson = new HostJson();
        try
        {
            settings = LocalSettings.Read(configuration);
            if (refusal is not null) throw refusal;
            hostJson = AppConfiguration.ReadHostJson(options);
            hostJson = hostJson with { Durable = hostJson.Durable.Resolve(configuration) };
            var functions = FunctionDiscovery.Find(options.FunctionTypes ?? Types(settings), new AppNames(configuration, hostJson));
            if (!servesHttp && functions.Of<HttpTrigger>().FirstOrDefault() is { } http)
                throw new StartRefusedException($"Function {http.Name} has an HTTP trigger, but Program.cs does not call ConfigureFunctionsWebApplication: call it on the builder.");
            return new HostPlan(settings, hostJson, functions, Refusal: null);
        }
        catch (StartRefusedException exception)
        {
            return new HostPlan(settings, hostJson, FunctionCatalog.Empty, exception);
        }
    }

    private static IEnumerable<Type> Types(LocalSettings settings)
    {
        var assemblies = settings.Assemblies is { Length: > 0 } names
            ? names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Load)
            : [Assembly.GetEntryAssembly()!];
        return assemblies.SelectMany(a => a.GetTypes());
    }

    private static Assembly Load(string name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            throw new StartRefusedException($"The setting LocalFunctions:Assemblies names {name}, which cannot be loaded: give the names of assemblies in {AppContext.BaseDirectory}.", exception);
        }
    }
}
