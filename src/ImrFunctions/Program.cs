using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
AppServices.AddDefaults(builder.Configuration);
builder.ConfigureFunctionsWebApplication();

// Around everything but orchestrators, whose replays must not go asynchronous; then, for HTTP, the one authorization step.
builder.UseWhen<FailureMiddleware>(context => !Triggers.IsOrchestrator(context));
builder.UseWhen<AuthorizationMiddleware>(Triggers.IsHttp);

AppServices.Add(builder.Services, builder.Configuration, builder.Environment);
builder.Build().Run();
