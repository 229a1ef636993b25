using System.Net;
using System.Net.Sockets;
using System.Text;
using Azure;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables.Retries;

public sealed class BrokenConnectionTests
{
    [Fact]
    public async Task A_refused_connection_is_tried_again_and_every_failure_reported()
    {
        var options = Impatient();
        options.Retry.MaxRetries = 2;

        // Nobody listens on port 1.
        var failure = await Should.ThrowAsync<AggregateException>(() => Table(1, options).GetEntityAsync<TableEntity>("p", "r"));

        failure.InnerExceptions.Count.ShouldBe(3);
        failure.InnerExceptions.ShouldAllBe(e => e is RequestFailedException && ((RequestFailedException)e).Status == 0);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_asked_for_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(
            listener,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"PartitionKey\":\"p\",",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 33\r\nConnection: close\r\n\r\n{\"PartitionKey\":\"p\",\"RowKey\":\"r\"}");

        var row = await Table(((IPEndPoint)listener.LocalEndpoint).Port, Impatient()).GetEntityAsync<TableEntity>("p", "r");

        row.Value.RowKey.ShouldBe("r");
        await serving;
    }

    private static TableClientOptions Impatient()
    {
        var options = new TableClientOptions();
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.Zero;
        return options;
    }

    private static TableClient Table(int port, TableClientOptions options) =>
        new(new Uri($"http://127.0.0.1:{port}/acc"), "Cases", new TableSharedKeyCredential("acc", TablesAzurite.AnyKey), options);

    private static async Task ServeAsync(TcpListener listener, params string[] answers)
    {
        foreach (var answer in answers)
        {
            using var client = await listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
                // The request has no body.
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        }
    }
}
