using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Cli.Api;

/// <summary>The app's public HTTP API (docs/api.md), called as a user would.</summary>
/// <param name="answerLimit">How long an answer may take; default 30 seconds.</param>
internal sealed class ImrApi(Uri address, TimeSpan? answerLimit = null) : IDisposable
{
    private static readonly TimeSpan s_answerLimit = TimeSpan.FromSeconds(30);

    private readonly TimeSpan _answerLimit = answerLimit ?? s_answerLimit;

    // A proxy of the environment can't reach this machine's own address.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = !address.IsLoopback }) { BaseAddress = address, Timeout = answerLimit ?? s_answerLimit };

    public Uri Address => address;

    public void Dispose() => _http.Dispose();

    /// <summary>Whether the app says that it is well. An app that does not answer is not.</summary>
    public async Task<bool> IsHealthyAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/api/health", UriKind.Relative), cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public Task<CaseView> CaseAsync(CaseNumber number, string token, CancellationToken cancellation)
        => GetAsync<CaseView>($"/api/cases/{number}", token, cancellation);

    /// <exception cref="ApiException">Not a success; the message is the app's own problem detail.</exception>
    public async Task<T> GetAsync<T>(string path, string token, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, path, token, null, cancellation);
        return await ReadAsync<T>($"GET {path}", response, cancellation);
    }

    /// <summary>Sends cases to be imported. A file with problems is answered by a report too.</summary>
    /// <exception cref="ApiException">It was refused without one.</exception>
    public async Task<ImportReportView> ImportAsync(byte[] file, bool dryRun, string token, CancellationToken cancellation)
    {
        var path = dryRun ? "/api/import?dryRun=true" : "/api/import";
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(file) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await SendAsync(request, cancellation);
        if (response.IsSuccessStatusCode || (response.StatusCode == HttpStatusCode.BadRequest && response.Content.Headers.ContentType?.MediaType == "application/json"))
            return await ReadAsync<ImportReportView>($"POST {path}", response, cancellation);
        throw await RefusedAsync($"POST {path}", response, cancellation);
    }

    public async Task<byte[]> GetBytesAsync(string path, string token, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, path, token, null, cancellation);
        return await response.Content.ReadAsByteArrayAsync(cancellation);
    }

    public async Task PutAsync(string path, string token, HttpContent content, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Put, path, token, content, cancellation);
    }

    /// <summary>States something. The same statement sent again changes nothing: its key is derived from what it says.</summary>
    public async Task PostAsync(string path, string token, JsonNode body, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString(ImrJson.Options));
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var key = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(path), .. bytes]))[..40];
        using var response = await SendAsync(HttpMethod.Post, path, token, content, cancellation, key);
    }

    private async Task<T> ReadAsync<T>(string request, HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(ImrJson.Options, cancellation) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new ApiException(response.StatusCode, $"{request} was not answered as docs/api.md has it (at {e.Path ?? "$"}): check that {address} is this app and of the same version.");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, HttpContent? content, CancellationToken cancellation, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);

        var response = await SendAsync(request, cancellation);
        if (response.IsSuccessStatusCode)
            return response;

        using (response)
            throw await RefusedAsync($"{method} {path}", response, cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await _http.SendAsync(request, cancellation);
        }
        catch (TaskCanceledException e) when (e.InnerException is TimeoutException)
        {
            throw new HttpRequestException($"{request.Method} {request.RequestUri} was not answered in {_answerLimit.TotalSeconds} seconds.", e);
        }
    }

    private static async Task<ApiException> RefusedAsync(string request, HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = $"{(int)response.StatusCode}";
        var problem = await ReadProblemAsync(response, cancellation);
        var errors = problem?.Errors is { Count: > 0 } list ? " " + string.Join("; ", list) : "";
        var reference = problem?.RefId is { } id ? $" (refId {id})" : "";
        return new ApiException(response.StatusCode, $"{request} was answered {status}: {problem?.Detail ?? problem?.Title ?? response.ReasonPhrase}{errors}{reference}");
    }

    private static async Task<ProblemView?> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<ProblemView>(ImrJson.Options, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
