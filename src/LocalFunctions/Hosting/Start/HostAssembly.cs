using System.Net;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Durable.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Puts the app's own services and the local host's together.</summary>
internal static class HostAssembly
{
    public static IHost Build(WebApplicationBuilder web, LocalHostOptions options, MiddlewarePipeline middleware, bool servesHttp, StartRefusedException? refusal)
    {
        var plan = HostPlan.Make(web.Configuration, options, servesHttp, refusal);
        AddLogging(web, plan.HostJson, plan.Settings.JsonLogs);
        AddKestrel(web, plan.Settings);
        var services = web.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(plan).AddSingleton(plan.Settings).AddSingleton(plan.HostJson).AddSingleton(plan.Functions).AddSingleton(middleware);
        services.AddSingleton<RunningInvocations>().AddSingleton<FunctionRunner>().AddSingleton<StorageConnections>();
        services.AddRouting();
        // The engine's own stop, its grace and the listeners' come on top of the wait for invocations.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds((2 * plan.Settings.ShutdownSeconds) + 20));
        // First, so that it stops last: the end is told too.
        services.AddHostedService<OpenTelemetryExport>();
        if (plan.Functions.UsesDurable) AddDurable(services, plan);
        // After the engine: hosted services start in this order, so no trigger fires before orchestrations can run.
        services.AddSingleton<TriggerListeners>();
        services.AddHostedService(provider => provider.GetRequiredService<TriggerListeners>());
        var app = web.Build();
        if (plan.Functions.UsesDurable) app.MapDurableManagement();
        if (plan.Refusal is null) HttpEndpoints.Map(app, plan.Functions);
        return new LocalHost(app, plan, options);
    }

    private static void AddDurable(IServiceCollection services, HostPlan plan)
    {
        services.AddSingleton<IDurableFunctions, DurableFunctions>();
        services.AddDurableEngine(engine =>
        {
            engine.HubFile = Path.Combine(Path.GetFullPath(plan.Settings.DataDirectory), plan.HostJson.Durable.HubName + ".db");
            plan.HostJson.Durable.Apply(engine);
            engine.ShutdownTimeout = TimeSpan.FromSeconds(plan.Settings.ShutdownSeconds);
            engine.Retention = plan.Settings.RetentionDays > 0 ? TimeSpan.FromDays(plan.Settings.RetentionDays) : null;
        });
        services.AddDurableManagement(plan.Settings.DataDirectory);
    }

    private static void AddLogging(WebApplicationBuilder web, HostJson hostJson, bool json)
    {
        if (json) web.Logging.AddJsonConsole(console => (console.IncludeScopes, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "O"));
        foreach (var (category, level) in hostJson.LogLevels)
        {
            if (!Enum.TryParse<LogLevel>(level, ignoreCase: true, out var minimum)) continue;
            if (category.Equals("default", StringComparison.OrdinalIgnoreCase)) web.Logging.SetMinimumLevel(minimum);
            else web.Logging.AddFilter(category, minimum);
        }

        // ASP.NET Core logs each request with its path at Information, and a path can name a case.
        web.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        web.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
    }

    private static void AddKestrel(WebApplicationBuilder web, LocalSettings settings) => web.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = settings.RequestBodyLimit;
        kestrel.Listen(IPAddress.Loopback, settings.Port);
    });
}
