using ImrFunctions.Operations;
using Microsoft.Extensions.Hosting;

AppHost.Build(AppHost.CreateBuilder(args)).Run();
