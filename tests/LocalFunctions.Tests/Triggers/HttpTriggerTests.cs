using System.Net;
using LocalFunctions.Tests.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Triggers;

public sealed class HttpTriggerTests
{
    [Theory]
    [InlineData("api/ping", "pong")]
    [InlineData("api/PING", "pong")]
    [InlineData("api/numbers/12", "int 12")]
    [InlineData("api/numbers/twelve", "word twelve")]
    [InlineData("api/files/a/b%20c.txt", "a/b c.txt")]
    [InlineData("api/kinds/0f8fad5b-d9cb-469f-a165-70867728950e/2026-01-02T03:04:05Z/7", "0f8fad5bd9cb469fa16570867728950e 2026-01-02T03:04:05.0000000+00:00 7")]
    [InlineData("api/kinds/0f8fad5b-d9cb-469f-a165-70867728950e/2026-01-02T03:04:05Z", "0f8fad5bd9cb469fa16570867728950e 2026-01-02T03:04:05.0000000+00:00 none")]
    [InlineData("api/area/known", "known")]
    [InlineData("api/area/other/place", "area")]
    public async Task A_route_reaches_its_function_with_its_values(string path, string expected)
    {
        await using var app = await LocalApp.StartAsync(typeof(HttpFunctions));

        (await app.Http.GetStringAsync(new Uri(path, UriKind.Relative))).ShouldBe(expected);
    }

    [Theory]
    [InlineData("GET", "api/unknown")]
    [InlineData("GET", "ping")]
    [InlineData("GET", "api/numbers/1.5")]
    [InlineData("PUT", "api/ping")]
    [InlineData("OPTIONS", "api/ping")]
    [InlineData("HEAD", "api/ping")]
    [InlineData("DELETE", "api/area/known")]
    [InlineData("GET", "runtime/anything")]
    public async Task A_path_or_method_that_no_route_lists_is_404_without_a_body(string method, string path)
    {
        await using var app = await LocalApp.StartAsync(typeof(HttpFunctions));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await app.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        response.Content.Headers.Allow.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_method_of_the_same_path_reaches_the_function_that_lists_it()
    {
        await using var app = await LocalApp.StartAsync(typeof(HttpFunctions));

        using var deleted = await app.Http.DeleteAsync(new Uri("api/ping", UriKind.Relative));
        using var posted = await app.Http.PostAsync(new Uri("api/area/known", UriKind.Relative), content: null);

        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await posted.Content.ReadAsStringAsync()).ShouldBe("area");
    }

    [Theory]
    [InlineData("", "ping")]
    [InlineData("v1/imr", "v1/imr/ping")]
    public async Task The_route_prefix_is_that_of_host_json(string prefix, string path)
    {
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output, hostJson: """{"extensions":{"http":{"routePrefix":"PREFIX"}}}""".Replace("PREFIX", prefix, StringComparison.Ordinal));
        await using var app = await LocalApp.StartAsync(builder, output);

        (await app.Http.GetStringAsync(new Uri(path, UriKind.Relative))).ShouldBe("pong");
    }

    [Fact]
    public async Task An_IResult_follows_the_apps_JSON_options()
    {
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output);
        builder.Services.Configure<JsonOptions>(json => json.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.KebabCaseLower);
        await using var app = await LocalApp.StartAsync(builder, output);

        (await app.Http.GetStringAsync(new Uri("api/json", UriKind.Relative))).ShouldBe("""{"case-number":"CM26-0000001","items":2}""");
    }

    [Fact]
    public async Task An_IActionResult_is_executed()
    {
        await using var app = await LocalApp.StartAsync(typeof(HttpFunctions));

        using var response = await app.Http.PostAsync(new Uri("api/mvc", UriKind.Relative), content: null);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"caseNumber":"CM26-0000001","items":2}""");
    }

    [Fact]
    public async Task A_function_may_write_the_response_itself()
    {
        await using var app = await LocalApp.StartAsync(typeof(HttpFunctions));

        using var response = await app.Http.GetAsync(new Uri("api/writes", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await response.Content.ReadAsStringAsync()).ShouldBe("written");
    }

    [Fact]
    public async Task An_object_that_is_no_result_gives_an_empty_200_and_a_warning_at_start()
    {
        await using var app = await LocalApp.StartAsync(typeof(HttpFunctions));

        using var response = await app.Http.GetAsync(new Uri("api/poco", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        app.Output.ShouldContain("Warning: Function Poco returns Answer");
    }

    [Fact]
    public async Task An_uncaught_exception_is_500_without_a_body()
    {
        await using var app = await LocalApp.StartAsync(typeof(HttpFunctions));

        using var response = await app.Http.GetAsync(new Uri("api/throws", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_cancellation_token_is_the_functions_and_not_the_callers()
    {
        await using var app = await LocalApp.StartAsync(typeof(HttpFunctions));
        using var content = new ByteArrayContent(new byte[100_000]);

        using var response = await app.Http.PostAsync(new Uri("api/length", UriKind.Relative), content);

        (await response.Content.ReadAsStringAsync()).ShouldBe("100000 False");
    }

    [Fact]
    public async Task A_body_above_the_limit_is_413()
    {
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output, new() { ["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] = "1000" });
        await using var app = await LocalApp.StartAsync(builder, output);
        using var content = new ByteArrayContent(new byte[1001]);

        using var response = await app.Http.PostAsync(new Uri("api/length", UriKind.Relative), content);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task The_start_list_names_methods_routes_and_address()
    {
        await using var app = await LocalApp.StartAsync(typeof(HttpFunctions));

        app.Output.ShouldContain("Number: [GET] /api/numbers/{number:int}");
        app.Output.ShouldContain($"Listening on {app.Http.BaseAddress!.ToString().TrimEnd('/')}");
    }
}
