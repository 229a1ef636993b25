using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Builder;

/// <summary>HTTP functions on ASP.NET Core's types.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Lets HTTP functions take <c>HttpRequest</c> and return <c>IResult</c> or <c>IActionResult</c>.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        if (builder.ServesHttp) return builder;
        builder.ServesHttp = true;
        builder.Services.AddMvc();
        return builder;
    }
}
