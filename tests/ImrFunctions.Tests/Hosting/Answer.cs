using System.Net;
using System.Text.Json.Nodes;

namespace ImrFunctions.Tests.Hosting;

/// <summary>What the API answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseMessage Response)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
        => new(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
}

internal static class AnswerExtensions
{
    public static async Task<Answer> SendAsync(this TestApp app, HttpMethod method, string? token, string path, HttpContent? content = null)
    {
        using var client = app.As(token);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await Answer.OfAsync(await client.SendAsync(request));
    }

    public static Task<Answer> GetAsync(this TestApp app, string? token, string path) => app.SendAsync(HttpMethod.Get, token, path);

    public static async Task<Answer> StateAsync(this TestApp app, string token, string path, object body, string? key = null)
        => await Answer.OfAsync(await app.PostAsync(token, path, body, key));
}
