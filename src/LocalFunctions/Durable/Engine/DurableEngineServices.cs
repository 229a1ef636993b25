using System.Text.Json;
using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Converters;
using LocalFunctions.Durable.Engine.Clients;
using LocalFunctions.Durable.Engine.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LocalFunctions.Durable.Engine;

/// <summary>Puts the local engine into a service collection.</summary>
internal static class DurableEngineServices
{
    /// <summary>
    /// Adds the engine as a hosted service and <see cref="DurableTaskClient"/>. The container must have an <see cref="IDurableFunctions"/>; it may have a
    /// <see cref="TimeProvider"/>, an <see cref="ILoggerFactory"/>, a <see cref="DataConverter"/> or <c>IOptions&lt;JsonSerializerOptions&gt;</c>.
    /// </summary>
    internal static IServiceCollection AddDurableEngine(this IServiceCollection services, Action<DurableEngineOptions>? configure = null)
    {
        OptionsBuilder<DurableEngineOptions> options = services.AddOptions<DurableEngineOptions>();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DataConverter>(provider => new JsonDataConverter(provider.GetService<IOptions<JsonSerializerOptions>>()?.Value));
        services.TryAddSingleton(provider => new DurableEngine(
            provider.GetRequiredService<IOptions<DurableEngineOptions>>().Value,
            provider.GetRequiredService<IDurableFunctions>(),
            provider.GetRequiredService<DataConverter>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance));
        services.TryAddSingleton<DurableTaskClient>(provider => new EngineClient(provider.GetRequiredService<DurableEngine>()));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<DurableEngine>());
        services.AddHostedService<RetentionService>();
        return services;
    }
}
