using System.Net;
using System.Threading.Channels;
using System.Web;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LocalFunctions.Hosting;

namespace LocalFunctions.Tests.Triggers;

/// <summary>A queue service on a clock that the test moves.</summary>
public sealed class HiddenMessageTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_message_whose_function_runs_longer_than_its_hidden_time_is_never_seen_by_another()
    {
        var service = new Service(_time);
        await using var hidden = new HiddenMessage(service.Messages(), service.Receive(), _time);

        for (var minute = 0; minute < 10; minute++)
        {
            for (var third = 0; third < 3; third++)
            {
                await _time.TimerSetAsync();
                _time.Jump(QueueMessages.Hidden / 3);
                service.IsVisible.ShouldBeFalse();
                await service.RenewedAsync();
            }
        }

        (await hidden.StopAsync()).ShouldBe("receipt 30");
    }

    [Fact]
    public async Task A_renewal_that_fails_is_made_again_before_the_message_shows()
    {
        var service = new Service(_time) { Answers = new([HttpStatusCode.Forbidden]) };
        await using var hidden = new HiddenMessage(service.Messages(), service.Receive(), _time);

        for (var renewal = 0; renewal < 3; renewal++)
        {
            await _time.TimerSetAsync();
            _time.Jump(QueueMessages.Hidden / 3);
            service.IsVisible.ShouldBe(false);
            await service.RenewedAsync();
        }

        (await hidden.StopAsync()).ShouldBe("receipt 2");
    }

    [Fact]
    public async Task After_the_end_nothing_is_renewed()
    {
        var service = new Service(_time);
        await using var hidden = new HiddenMessage(service.Messages(), service.Receive(), _time);
        await _time.TimerSetAsync();

        (await hidden.StopAsync()).ShouldBe("receipt 0");
        _time.Jump(TimeSpan.FromHours(1));

        service.IsVisible.ShouldBeTrue();
    }

    private sealed class Service(TimeProvider time) : HttpMessageHandler
    {
        private readonly Channel<bool> _renewed = Channel.CreateUnbounded<bool>();
        private DateTimeOffset _visibleAt;
        private int _receipts;

        public Queue<HttpStatusCode> Answers { get; init; } = new();

        public bool IsVisible => time.GetUtcNow() >= _visibleAt;

        public QueueMessages Messages()
        {
            var options = new QueueClientOptions { Transport = new HttpClientTransport(new HttpClient(this)) };
            options.Retry.MaxRetries = 0;
            return new QueueMessages(new QueueClient(new Uri("http://127.0.0.1/account/queue"), options), poison: null, TimeSpan.Zero);
        }

        public QueueMessage Receive()
        {
            _visibleAt = time.GetUtcNow() + QueueMessages.Hidden;
            return QueuesModelFactory.QueueMessage("id", "receipt 0", "text", 1);
        }

        public async Task RenewedAsync() => await _renewed.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asked = HttpUtility.ParseQueryString(request.RequestUri!.Query);
            if (!Answers.TryDequeue(out var status)) status = asked["popreceipt"] == $"receipt {_receipts}" ? HttpStatusCode.NoContent : HttpStatusCode.NotFound;
            var answer = new HttpResponseMessage(status) { RequestMessage = request };
            if (status == HttpStatusCode.NoContent)
            {
                _visibleAt = time.GetUtcNow() + TimeSpan.FromSeconds(int.Parse(asked["visibilitytimeout"]!));
                answer.Headers.Add("x-ms-popreceipt", $"receipt {++_receipts}");
                answer.Headers.Add("x-ms-time-next-visible", _visibleAt.ToString("R"));
            }

            _renewed.Writer.TryWrite(true);
            return Task.FromResult(answer);
        }
    }
}
