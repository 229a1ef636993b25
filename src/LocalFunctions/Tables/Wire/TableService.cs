using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LocalFunctions.Tables;

/// <summary>The Table service over HTTP: makes requests that it understands and turns its refusals into exceptions. One serves many clients.</summary>
internal sealed class TableService
{
    public const string MinimalMetadata = "application/json;odata=minimalmetadata";

    // With these a missing row or an existing table is no error in the log either.
    public static readonly RequestContext MayBeMissing = Expecting(404);
    public static readonly RequestContext MayExist = Expecting(409);

    private readonly HttpPipeline _pipeline;
    private readonly string _version;
    private readonly Uri _root;

    public TableService(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        Endpoint = endpoint;
        _root = WithoutSlash(endpoint);
        _version = options.VersionString;
        _pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            // Per retry: a signature carries its time, a token may be renewed.
            PerRetryPolicies = { authentication },
            ResponseClassifier = new ResponseClassifier(),
            RequestFailedDetailsParser = ODataErrorParser.Instance,
        });
    }

    private TableService(TableService other, Uri endpoint)
    {
        Endpoint = endpoint;
        _root = WithoutSlash(endpoint);
        _version = other._version;
        _pipeline = other._pipeline;
    }

    public Uri Endpoint { get; }

    public TableService WithEndpoint(Uri endpoint) => endpoint == Endpoint ? this : new TableService(this, endpoint);

    /// <summary>A request for a path below the endpoint; the path is already escaped.</summary>
    public HttpMessage CreateMessage(RequestMethod method, string path, RequestContext? context = null)
    {
        var message = _pipeline.CreateMessage(context);
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(_root);
        request.Uri.AppendPath(path, escape: false);
        request.Headers.Add("x-ms-version", _version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add(HttpHeader.Names.Accept, MinimalMetadata);
        return message;
    }

    /// <summary>Sends, with the pipeline's retries.</summary>
    /// <exception cref="RequestFailedException">The status is neither a success nor the other one that the caller awaits.</exception>
    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellation, int alsoAccepted = 0)
    {
        await _pipeline.SendAsync(message, cancellation);
        var response = message.Response;
        return response.Status is >= 200 and < 300 || response.Status == alsoAccepted ? response : throw new RequestFailedException(response);
    }

    // Paths begin with a slash.
    private static Uri WithoutSlash(Uri endpoint) => new(endpoint.AbsoluteUri.TrimEnd('/'));

    private static RequestContext Expecting(int status)
    {
        var context = new RequestContext();
        context.AddClassifier(status, isError: false);
        return context;
    }
}
