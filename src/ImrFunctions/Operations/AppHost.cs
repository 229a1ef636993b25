using ImrFunctions.Security;
using Microsoft.Extensions.Hosting;

namespace ImrFunctions.Operations;

/// <summary>The app put together: settings, middleware, services. <c>Program</c> runs it; tests and benchmarks start it in their own process.</summary>
public static class AppHost
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        AppServices.AddDefaults(builder.Configuration);
        builder.ConfigureFunctionsWebApplication();

        // Around everything but orchestrators, whose replays must not go asynchronous; then, for HTTP, the one authorization step.
        builder.UseWhen<FailureMiddleware>(context => !Triggers.IsOrchestrator(context));
        builder.UseWhen<AuthorizationMiddleware>(Triggers.IsHttp);
        return builder;
    }

    /// <summary>Adds the app's services. A service that a test registered before stays: the clock.</summary>
    public static IHost Build(FunctionsApplicationBuilder builder)
    {
        AppServices.Add(builder.Services, builder.Configuration, builder.Environment);
        return builder.Build();
    }
}
