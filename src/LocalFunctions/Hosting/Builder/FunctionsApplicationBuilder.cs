using LocalFunctions.Hosting;
using LocalFunctions.Middleware;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Builder;

/// <summary>Configures a function app and builds its host.</summary>
#pragma warning disable MA0053 // Not sealed in the mirrored API.
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
#pragma warning restore MA0053
{
    private readonly WebApplicationBuilder _web;
    private readonly MiddlewarePipeline _middleware = new();
    private readonly StartRefusedException? _refusal;
    private bool _built;

    internal FunctionsApplicationBuilder(string[]? args)
    {
        _web = AppConfiguration.CreateWebBuilder(args, out _refusal);
    }

    /// <summary>Gets what the parts of the configuration share while the app is built.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <summary>Gets the configuration.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <summary>Gets the environment: its name, the app's directory.</summary>
    public IHostEnvironment Environment => _web.Environment;

    /// <summary>Gets the logging.</summary>
    public ILoggingBuilder Logging => _web.Logging;

    /// <summary>Gets the metrics.</summary>
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <summary>Gets the services.</summary>
    public IServiceCollection Services => _web.Services;

    internal LocalHostOptions LocalOptions { get; } = new();

    internal bool ServesHttp { get; set; }

    /// <summary>Builds the host. A builder builds once.</summary>
    /// <exception cref="InvalidOperationException">It has already built.</exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        return HostAssembly.Build(_web, LocalOptions, _middleware, ServesHttp, _refusal);
    }

    /// <summary>Replaces the service container.</summary>
    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <summary>Adds a middleware; it runs in the order in which it is added.</summary>
    /// <exception cref="InvalidOperationException">The host has been built.</exception>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        _middleware.Add(middleware);
        return this;
    }

    private void ThrowIfBuilt()
    {
        if (_built) throw new InvalidOperationException("This builder has already built its application.");
    }
}
