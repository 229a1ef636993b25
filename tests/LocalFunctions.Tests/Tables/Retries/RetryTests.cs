using System.Net;
using Azure;
using Azure.Core;
using LocalFunctions.Tables;
using static LocalFunctions.Tests.Tables.ScriptedHandler;

namespace LocalFunctions.Tests.Tables.Retries;

public sealed class RetryTests
{
    private const string Row = """{"PartitionKey":"p","RowKey":"r"}""";

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task A_service_in_trouble_is_asked_again(HttpStatusCode trouble)
    {
        var http = new ScriptedHandler(Answer(trouble), Answer(HttpStatusCode.OK, Row));
        (await http.Table().GetEntityAsync<TableEntity>("p", "r")).Value.RowKey.ShouldBe("r");
        http.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.PreconditionFailed)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(HttpStatusCode.NotImplemented)]
    public async Task A_refusal_is_final(HttpStatusCode refusal)
    {
        var http = new ScriptedHandler(Answer(refusal), Answer(HttpStatusCode.OK, Row));
        (await Should.ThrowAsync<RequestFailedException>(() => http.Table().GetEntityAsync<TableEntity>("p", "r"))).Status.ShouldBe((int)refusal);
        http.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task After_the_last_try_the_trouble_itself_is_thrown()
    {
        var http = new ScriptedHandler(Answer(HttpStatusCode.ServiceUnavailable));
        var table = http.Table(options => options.Retry.MaxRetries = 2);
        (await Should.ThrowAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"))).Status.ShouldBe(503);
        http.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_delay_grows_with_each_try()
    {
        var delays = new RecordedDelays(DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)));
        var http = new ScriptedHandler(Answer(HttpStatusCode.ServiceUnavailable));

        await Should.ThrowAsync<RequestFailedException>(
            () => http.Table(options => options.RetryPolicy = new Azure.Core.Pipeline.RetryPolicy(4, delays)).GetEntityAsync<TableEntity>("p", "r"));

        // A fifth to either side, by chance, so that clients do not come back together.
        int[] seconds = [1, 2, 4, 5];
        delays.Asked.Count.ShouldBe(seconds.Length);
        foreach (var (delay, about) in delays.Asked.Zip(seconds)) delay.TotalSeconds.ShouldBe(about, 0.21 * about);
    }

    [Fact]
    public async Task A_call_that_waits_as_long_as_the_service_asked_for_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var busy = Answer(HttpStatusCode.ServiceUnavailable, "", ("Retry-After", "3600"));
        var http = new ScriptedHandler(token =>
        {
            asked.TrySetResult();
            return busy(token);
        });

        var call = http.Table().GetEntityAsync<TableEntity>("p", "r", cancellationToken: cancellation.Token);
        await asked.Task;
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        http.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_cancelled_call_sends_nothing()
    {
        var http = new ScriptedHandler(Answer(HttpStatusCode.OK, Row));
        await Should.ThrowAsync<OperationCanceledException>(
            () => http.Table().GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: new CancellationToken(canceled: true)));
        http.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_try_that_gets_no_answer_in_time_is_given_up_and_made_again()
    {
        var http = new ScriptedHandler(
            async cancellation =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                throw new InvalidOperationException("Nobody gave up.");
            },
            Answer(HttpStatusCode.OK, Row));
        var table = http.Table(options => options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(200));
        (await table.GetEntityAsync<TableEntity>("p", "r")).Value.RowKey.ShouldBe("r");
        http.Requests.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_transaction_is_sent_again_as_it_was()
    {
        var http = new StubHandler(HttpStatusCode.ServiceUnavailable, HttpStatusCode.Conflict);
        var table = new TableClient(new Uri("https://acc.table.core.windows.net"), "Cases", new TableSharedKeyCredential("acc", TablesAzurite.AnyKey), http.Options());
        var enumerated = 0;

        await Should.ThrowAsync<RequestFailedException>(() => table.SubmitTransactionAsync(Actions()));

        http.Bodies.Count.ShouldBe(2);
        http.Bodies[1].ShouldBe(http.Bodies[0]);
        enumerated.ShouldBe(1);

        IEnumerable<TableTransactionAction> Actions()
        {
            enumerated++;
            yield return new(TableTransactionActionType.Add, new TableEntity("p", "r"));
        }
    }

    private sealed class RecordedDelays(DelayStrategy strategy) : DelayStrategy
    {
        public List<TimeSpan> Asked { get; } = [];

        protected override TimeSpan GetNextDelayCore(Response? response, int retryNumber)
        {
            Asked.Add(strategy.GetNextDelay(response, retryNumber));
            return TimeSpan.Zero;
        }
    }
}
