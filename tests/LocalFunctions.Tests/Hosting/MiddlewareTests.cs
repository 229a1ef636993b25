using System.Collections.Concurrent;
using LocalFunctions.Tests.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalFunctions.Tests.Hosting;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_runs_in_the_order_added_around_the_function()
    {
        var trace = new ConcurrentQueue<string>();
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output);
        builder.Services.AddSingleton(trace);
        builder.UseMiddleware<Outermost>();
        builder.UseMiddleware(async (context, next) =>
        {
            trace.Enqueue("inner in");
            await next();
            trace.Enqueue("inner out");
        });
        await using var app = await LocalApp.StartAsync(builder, output);

        await app.Http.GetStringAsync(new Uri("api/ping", UriKind.Relative));

        trace.ShouldBe(["outer in", "inner in", "inner out", "outer out"]);
    }

    [Fact]
    public async Task One_instance_of_a_middleware_serves_all_invocations()
    {
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output);
        builder.Services.AddSingleton(new ConcurrentQueue<string>());
        builder.UseMiddleware<Outermost>();
        await using var app = await LocalApp.StartAsync(builder, output);

        await app.Http.GetStringAsync(new Uri("api/ping", UriKind.Relative));
        await app.Http.GetStringAsync(new Uri("api/ping", UriKind.Relative));

        app.Services.GetRequiredService<Outermost>().Calls.ShouldBe(2);
    }

    [Fact]
    public async Task UseWhen_leaves_other_functions_alone()
    {
        var seen = new ConcurrentQueue<string>();
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output);
        builder.UseWhen(context => context.FunctionDefinition.Name == "Ping", (context, next) =>
        {
            seen.Enqueue(context.FunctionDefinition.Name);
            return next();
        });
        await using var app = await LocalApp.StartAsync(builder, output);

        await app.Http.GetStringAsync(new Uri("api/json", UriKind.Relative));
        await app.Http.GetStringAsync(new Uri("api/ping", UriKind.Relative));

        seen.ShouldBe(["Ping"]);
    }

    [Fact]
    public async Task Middleware_sees_the_HTTP_request_and_the_kind_of_trigger_and_may_answer_alone()
    {
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output);
        builder.UseMiddleware(async (context, next) =>
        {
            context.FunctionDefinition.InputBindings["request"].Type.ShouldBe("httpTrigger");
            var http = context.GetHttpContext().ShouldNotBeNull();
            http.RequestServices.ShouldBeSameAs(context.InstanceServices);
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await http.Response.WriteAsync("who are you");
        });
        await using var app = await LocalApp.StartAsync(builder, output);

        using var response = await app.Http.GetAsync(new Uri("api/ping", UriKind.Relative));

        ((int)response.StatusCode).ShouldBe(401);
        (await response.Content.ReadAsStringAsync()).ShouldBe("who are you");
    }

    [Fact]
    public async Task Middleware_may_replace_the_result_or_an_exception()
    {
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output);
        builder.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (InvalidOperationException)
            {
                context.GetInvocationResult().Value = Results.Problem(statusCode: 503);
            }
        });
        await using var app = await LocalApp.StartAsync(builder, output);

        using var response = await app.Http.GetAsync(new Uri("api/throws", UriKind.Relative));

        ((int)response.StatusCode).ShouldBe(503);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    internal sealed class Outermost(ConcurrentQueue<string> trace) : IFunctionsWorkerMiddleware
    {
        public int Calls { get; private set; }

        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            Calls++;
            trace.Enqueue("outer in");
            await next(context);
            trace.Enqueue("outer out");
        }
    }
}
