using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Intake.Text;
using ImrFunctions.Intake.Text.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImrFunctions.Tests.Intake.Text;

/// <summary>A service on this machine that speaks Document Intelligence's protocol as documented; what it answers next is the test's script.</summary>
internal sealed class FakeDocumentIntelligence : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _file = Path.GetTempFileName();

    private FakeDocumentIntelligence(WebApplication app) => _app = app;

    public ConcurrentQueue<Func<HttpContext, Task>> Script { get; } = new();

    public ConcurrentQueue<(string Method, string Path, string? Authorization, string? Key, string Body, long At)> Requests { get; } = new();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<FakeDocumentIntelligence> StartAsync(params Func<HttpContext, Task>[] script)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var fake = new FakeDocumentIntelligence(builder.Build());
        foreach (var step in script)
            fake.Script.Enqueue(step);
        fake._app.Run(fake.AnswerAsync);
        await fake._app.StartAsync();
        return fake;
    }

    public static Func<HttpContext, Task> Accepted => context =>
    {
        context.Response.StatusCode = 202;
        context.Response.Headers["Operation-Location"] = $"{(context.Request.Host.Host == "127.0.0.1" ? "http" : "https")}://{context.Request.Host}/documentintelligence/documentModels/prebuilt-read/analyzeResults/op-1?api-version=2024-11-30";
        return Task.CompletedTask;
    };

    public static Func<HttpContext, Task> Running => Respond(200, """{"status":"running","createdDateTime":"2026-11-25T10:00:00Z","lastUpdatedDateTime":"2026-11-25T10:00:01Z"}""", retryAfter: 0);

    public static Func<HttpContext, Task> Succeeded(string pages)
        => Respond(200, $$$"""{"status":"succeeded","analyzeResult":{"apiVersion":"2024-11-30","modelId":"prebuilt-read","stringIndexType":"utf16CodeUnit","content":"","pages":[{{{pages}}}],"contentFormat":"text"}}""");

    public static Func<HttpContext, Task> Respond(int status, string json, int? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = $"{seconds}";
        return context.Response.WriteAsync(json);
    };

    public async Task<RecordText> ReadAsync(string content, DocumentTextOptions? options = null, TokenCredential? credential = null)
    {
        options ??= new DocumentTextOptions { Key = "the-key" };
        var service = new ServiceOptions { Retry = { Delay = TimeSpan.FromMilliseconds(1) } };
        // A token is sent over TLS only: the transport takes the address to this machine.
        options.Endpoint = credential is null ? Address : new Uri("https://imr.cognitiveservices.azure.com/");
        if (credential is not null)
            service.Transport = new HttpClientTransport(new HttpClient(new ToThisMachine(Address)));
        var extractor = new DocumentIntelligenceExtractor(options, service, NullLogger.Instance, () => credential!);
        await File.WriteAllTextAsync(_file, content);
        return await extractor.ReadAsync(new DocumentFile(_file, ContentHash.Of("x"u8), FileKind.Pdf), default);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        File.Delete(_file);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue((context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.Headers.Authorization, context.Request.Headers["Ocp-Apim-Subscription-Key"], body, Environment.TickCount64));
        if (context.Request.Method == "DELETE")
            context.Response.StatusCode = 204;
        else if (Script.TryDequeue(out var step))
            await step(context);
        else
            context.Response.StatusCode = 500;
    }

    private sealed class ToThisMachine(Uri address) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Host = request.RequestUri!.Host;
            request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
