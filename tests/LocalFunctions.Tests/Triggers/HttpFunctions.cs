using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LocalFunctions.Tests.Triggers;

public sealed record Answer(string CaseNumber, int Items);

public static class HttpFunctions
{
    [Function("Ping")]
    public static IResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("pong");

    [Function("Number")]
    public static IResult Number([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{number:int}")] HttpRequest request, int number) => Results.Text($"int {number}");

    [Function("Word")]
    public static IResult Word([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{word:alpha}")] HttpRequest request, string word) => Results.Text($"word {word}");

    [Function("Rest")]
    public static IResult Rest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{**path}")] HttpRequest request, string path) => Results.Text(path);

    [Function("Kinds")]
    public static IResult Kinds(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kinds/{id}/{at}/{page:int?}")] HttpRequest request, Guid id, DateTimeOffset at, int? page) =>
        Results.Text(FormattableString.Invariant($"{id:N} {at:O} {page?.ToString() ?? "none"}"));

    [Function("Json")]
    public static Task<IResult> Json([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "json")] HttpRequest request) =>
        Task.FromResult(Results.Json(new Answer("CM26-0000001", 2)));

    [Function("Mvc")]
    public static ValueTask<IActionResult> Mvc([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "mvc")] HttpRequest request) =>
        new(new ObjectResult(new Answer("CM26-0000001", 2)) { StatusCode = StatusCodes.Status201Created });

    [Function("Writes")]
    public static async Task Writes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "writes")] HttpRequest request)
    {
        request.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
        await request.HttpContext.Response.WriteAsync("written");
    }

    [Function("Poco")]
    public static Answer Poco([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "poco")] HttpRequest request) => new("CM26-0000001", 2);

    [Function("Throws")]
    public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest request) =>
        throw new InvalidOperationException("secret");

    [Function("Length")]
    public static async Task<IResult> Length([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "length")] HttpRequest request, CancellationToken cancellation)
    {
        var buffer = new byte[8192];
        long length = 0;
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellation)) > 0;) length += read;
        return Results.Text($"{length} {request.HttpContext.RequestAborted == cancellation}");
    }

    [Function("DeletePing")]
    public static IResult DeletePing([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "ping")] HttpRequest request) => Results.NoContent();

    [Function("CatchAll")]
    public static IResult CatchAll([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "area/{**rest}")] HttpRequest request) => Results.Text("area");

    [Function("InArea")]
    public static IResult InArea([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "area/known")] HttpRequest request) => Results.Text("known");
}
