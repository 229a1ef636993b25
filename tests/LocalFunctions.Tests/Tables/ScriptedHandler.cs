using System.Net;
using System.Text;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables;

/// <summary>Answers each request by the next step of a script, the last one from then on, and keeps what was asked.</summary>
internal sealed class ScriptedHandler(params Func<CancellationToken, Task<HttpResponseMessage>>[] steps) : HttpMessageHandler
{
    private static readonly Uri s_azure = new("https://acc.table.core.windows.net");

    public List<HttpRequestMessage> Requests { get; } = [];

    public static Func<CancellationToken, Task<HttpResponseMessage>> Answer(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers) => _ =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return Task.FromResult(response);
    };

    public TableClient Table(Action<TableClientOptions>? configure = null)
    {
        var options = StubHandler.OptionsOver(this);
        configure?.Invoke(options);
        return new TableClient(s_azure, "Cases", new TableSharedKeyCredential("acc", TablesAzurite.AnyKey), options);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // As the handler of a real connection does.
        cancellationToken.ThrowIfCancellationRequested();
        var step = steps[Math.Min(Requests.Count, steps.Length - 1)];
        Requests.Add(request);
        var response = await step(cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}
