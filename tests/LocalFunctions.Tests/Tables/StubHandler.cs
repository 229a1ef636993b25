using System.Net;
using System.Net.Http.Headers;
using Azure.Core.Pipeline;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables;

/// <summary>Answers with the given statuses, the last one from then on, and keeps what was asked.</summary>
internal sealed class StubHandler(params HttpStatusCode[] statuses) : HttpMessageHandler
{
    public List<HttpRequestMessage> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    public string Answer { get; init; } = "";

    public string AnswerType { get; init; } = "application/json";

    public TableClientOptions Options() => OptionsOver(this);

    /// <summary>Options that send through a handler and wait between tries for no time.</summary>
    public static TableClientOptions OptionsOver(HttpMessageHandler handler)
    {
        var options = new TableClientOptions { Transport = new HttpClientTransport(new HttpClient(handler)) };
        options.Retry.Delay = TimeSpan.Zero;
        options.Retry.MaxDelay = TimeSpan.Zero;
        return options;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null) Bodies.Add(await request.Content.ReadAsStringAsync(cancellationToken));
        var status = statuses[Math.Min(Requests.Count, statuses.Length - 1)];
        Requests.Add(request);
        return new HttpResponseMessage(status)
        {
            RequestMessage = request,
            Content = new StringContent(Answer) { Headers = { ContentType = MediaTypeHeaderValue.Parse(AnswerType) } },
        };
    }
}
