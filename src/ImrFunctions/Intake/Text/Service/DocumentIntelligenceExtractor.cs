using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Imr.Core.Records;
using Imr.Core.Serialization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Intake.Text.Service;

/// <summary>
/// Reads with Azure AI Document Intelligence over REST: the document is sent, the operation is asked for until it ends. Too many requests and passing failures are
/// tried again as the service says; what remains of them is a reason that may pass.
/// </summary>
public sealed class DocumentIntelligenceExtractor : IDocumentTextExtractor
{
    private const string ApiVersion = "2024-11-30";
    private const string Scope = "https://cognitiveservices.azure.com/.default";

    private static readonly TimeSpan BetweenAsks = TimeSpan.FromSeconds(1);

    private readonly HttpPipeline _pipeline;
    private readonly DocumentTextOptions _options;
    private readonly ILogger _logger;

    public DocumentIntelligenceExtractor(IOptions<DocumentTextOptions> options, ILogger<DocumentIntelligenceExtractor> logger)
        : this(options.Value, new ServiceOptions(), logger, () => new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.Value.ClientId }))
    {
    }

    internal DocumentIntelligenceExtractor(DocumentTextOptions options, ServiceOptions service, ILogger logger, Func<TokenCredential> credential)
    {
        (_options, _logger) = (options, logger);
        // A large document takes its time to be sent.
        service.Retry.NetworkTimeout = TimeSpan.FromSeconds(options.DocumentSeconds);
        _pipeline = HttpPipelineBuilder.Build(service, options.Key is { Length: > 0 } key
            ? new KeyPolicy(key)
            : new BearerTokenAuthenticationPolicy(credential(), Scope));
    }

    public async Task<RecordText> ReadAsync(DocumentFile file, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(_options.DocumentSeconds));
        try
        {
            return await AnalyzeAsync(file, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return NotRead(file, UnreadReason.Timeout, "time is up");
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or AuthenticationFailedException or JsonException or IOException)
        {
            return NotRead(file, UnreadReason.ReaderFailed, e.GetType().Name);
        }
    }

    private async Task<RecordText> AnalyzeAsync(DocumentFile file, CancellationToken cancellation)
    {
        Uri operation;
        using (var sent = await SendAsync(file, cancellation))
        {
            if (sent.Response.Status != 202)
                return Refused(file, sent.Response.Status, (await ReadAsync<ServiceFailure>(sent.Response, cancellation))?.Error);
            // Our token goes nowhere else.
            if (!sent.Response.Headers.TryGetValue("Operation-Location", out var location) || !Uri.TryCreate(location, UriKind.Absolute, out operation!) || operation.Authority != _options.Endpoint!.Authority)
                return NotRead(file, UnreadReason.ReaderFailed, "no place of the operation");
        }

        while (true)
        {
            using var asked = await AskAsync(operation, cancellation);
            if (asked.Response.Status != 200)
                return Refused(file, asked.Response.Status, (await ReadAsync<ServiceFailure>(asked.Response, cancellation))?.Error);
            var state = await ReadAsync<AnalyzeOperation>(asked.Response, cancellation);
            if (state?.Status is not ("notStarted" or "running"))
                return state is { Status: "succeeded", AnalyzeResult: { } result } ? AnalyzedText.Of(file.Sha256, result) : Refused(file, 200, state?.Error);
            await Task.Delay(DelayOf(asked.Response), cancellation);
        }
    }

    private async Task<HttpMessage> SendAsync(DocumentFile file, CancellationToken cancellation)
    {
        var content = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri(_options.Endpoint!, $"documentintelligence/documentModels/{_options.Model}:analyze?api-version={ApiVersion}"));
        message.Request.Headers.Add("Content-Type", "application/octet-stream");
        message.Request.Headers.Add("Accept", "application/json");
        message.Request.Content = RequestContent.Create(content);
        try
        {
            await _pipeline.SendAsync(message, cancellation);
            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
        finally
        {
            await content.DisposeAsync();
        }
    }

    private async Task<HttpMessage> AskAsync(Uri operation, CancellationToken cancellation)
    {
        var message = _pipeline.CreateMessage();
        message.BufferResponse = false;
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(operation);
        message.Request.Headers.Add("Accept", "application/json");
        try
        {
            await _pipeline.SendAsync(message, cancellation);
            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    private static async Task<T?> ReadAsync<T>(Response response, CancellationToken cancellation)
        where T : class
        => response.ContentStream is { } content ? await JsonSerializer.DeserializeAsync<T>(content, ImrJson.Options, cancellation) : null;

    private static TimeSpan DelayOf(Response response)
        => response.Headers.TryGetValue("Retry-After", out var value) && int.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 60
            ? TimeSpan.FromSeconds(seconds)
            : BetweenAsks;

    private RecordText Refused(DocumentFile file, int status, ServiceError? error)
    {
        string[] codes = [.. error?.Codes ?? []];
        return NotRead(file, ReasonOf(codes), $"{status} {string.Join('/', codes.Select(c => c[..Math.Min(c.Length, 40)]))}");
    }

    /// <summary>Of what the service says of a document; everything else lies with the service, the quota or our rights.</summary>
    private static UnreadReason ReasonOf(string[] codes)
        => codes.Contains("InvalidContentLength") || codes.Contains("InvalidContentDimensions") ? UnreadReason.TooLarge
            : codes.Contains("UnsupportedContent") || codes.Contains("UnsupportedMediaType") ? UnreadReason.Unsupported
            // Broken, and also one with a password: the service says the same of both.
            : codes.Contains("InvalidContent") ? UnreadReason.Damaged
            : UnreadReason.ReaderFailed;

    private RecordText NotRead(DocumentFile file, UnreadReason reason, string why)
    {
        _logger.LogWarning("Document Intelligence did not read {Sha256}: {Reason} ({Why}).", file.Sha256, reason, why);
        return RecordText.Unread(file.Sha256, reason);
    }
}

/// <summary>Signs in with the resource's key.</summary>
internal sealed class KeyPolicy(string key) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue("Ocp-Apim-Subscription-Key", key);
}

/// <summary>How the service is called; a test puts its own transport in.</summary>
internal sealed class ServiceOptions : ClientOptions
{
    public ServiceOptions()
    {
        Retry.MaxRetries = 5;
        Retry.MaxDelay = TimeSpan.FromSeconds(60);
        // Addresses of operations and the document itself stay out of logs and traces.
        Diagnostics.IsLoggingEnabled = false;
        Diagnostics.IsDistributedTracingEnabled = false;
    }
}
