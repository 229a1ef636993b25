using System.Text;
using Azure.Storage.Queues;
using LocalFunctions.Tests.Hosting;

namespace LocalFunctions.Tests.Triggers;

public sealed class QueueTriggerTests(TriggersAzurite azurite) : IClassFixture<TriggersAzurite>
{
    private readonly Seen _seen = new();
    private readonly Probe _probe = new();

    [Fact]
    public async Task A_queue_may_come_later_and_be_deleted_under_it()
    {
        var log = new LogLines();
        _probe.Message = (message, _) => See(message);
        await using var app = await StartAsync("later", log: log);

        await SendAsync("later", "one");
        (await _seen.NextAsync()).ShouldBe("one");
        await azurite.Queues.GetQueueClient("later").DeleteAsync();
        await SendAsync("later", "two");

        (await _seen.NextAsync()).ShouldBe("two");
        log.Lines.ShouldNotContain(l => l.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_cannot_be_bound_goes_to_the_poison_queue_as_it_is_and_is_in_no_log()
    {
        var log = new LogLines();
        await using var app = await StartAsync("unbound", typeof(NoteProbe), """{"extensions":{"queues":{"messageEncoding":"none","maxDequeueCount":2}}}""", log);

        await SendAsync("unbound", "{\"CaseNumber\": Jane");

        (await ReceiveAsync("unbound-poison")).ShouldBe("{\"CaseNumber\": Jane");
        log.Lines.ShouldNotContain(l => l.Contains("Jane", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_is_not_Base64_goes_to_the_poison_queue_at_once_and_holds_up_no_other()
    {
        _probe.Message = (message, count) => See($"{message} {count}");
        await using var app = await StartAsync("base64", hostJson: """{"extensions":{"queues":{"messageEncoding":"base64"}}}""");

        await SendAsync("base64", "no Base64!");
        await SendAsync("base64", Convert.ToBase64String(Encoding.UTF8.GetBytes("good")));

        (await _seen.NextAsync()).ShouldBe("good 1");
        (await ReceiveAsync("base64-poison")).ShouldBe("no Base64!");
        _seen.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task The_largest_message_is_run_and_poisoned_whole()
    {
        var large = new string('x', 64 * 1024);
        _probe.Message = (message, _) => throw new InvalidOperationException(message);
        await using var app = await StartAsync("large", hostJson: """{"extensions":{"queues":{"messageEncoding":"none","maxDequeueCount":1}}}""");

        await SendAsync("large", large);

        (await ReceiveAsync("large-poison")).ShouldBe(large);
    }

    [Fact]
    public async Task No_more_run_together_than_a_batch_and_the_threshold_and_the_next_batch_comes_at_the_threshold()
    {
        var (running, most) = (0, 0);
        var goOn = new SemaphoreSlim(0);
        _probe.Message = async (message, _) =>
        {
            var now = Interlocked.Increment(ref running);
            lock (goOn) most = Math.Max(most, now);
            _seen.Add(message);
            await goOn.WaitAsync();
            Interlocked.Decrement(ref running);
        };
        for (var i = 0; i < 9; i++) await SendAsync("batches", $"{i}");
        await using var app = await StartAsync("batches", hostJson: """{"extensions":{"queues":{"messageEncoding":"none","batchSize":2,"newBatchThreshold":1}}}""");

        // Two run, more than the threshold of one: no third until one of them ends.
        await _seen.NextAsync(2);
        goOn.Release();
        await _seen.NextAsync(2);
        goOn.Release(8);
        await _seen.NextAsync(5);

        most.ShouldBe(3);
    }

    [Fact]
    public async Task A_failed_message_stays_hidden_for_the_time_of_host_json()
    {
        _probe.Message = (message, count) =>
        {
            _seen.Add($"{message} {count}");
            return message == "bad" ? throw new InvalidOperationException() : Task.CompletedTask;
        };
        await using (await StartAsync("hidden", hostJson: """{"extensions":{"queues":{"messageEncoding":"none","visibilityTimeout":"01:00:00"}}}"""))
        {
            await SendAsync("hidden", "bad");
            (await _seen.NextAsync()).ShouldBe("bad 1");
            await SendAsync("hidden", "good");
            (await _seen.NextAsync()).ShouldBe("good 1");
        }

        _seen.IsEmpty.ShouldBeTrue();
        var queue = azurite.Queues.GetQueueClient("hidden");
        (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount.ShouldBe(1);
        (await queue.PeekMessagesAsync()).Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_fails_too_often_where_no_poison_queue_can_be_is_not_said_to_have_been_moved()
    {
        var log = new LogLines();
        _probe.Message = (_, _) => throw new InvalidOperationException();
        await using var app = await StartAsync("own-poison", hostJson: """{"extensions":{"queues":{"messageEncoding":"none","maxDequeueCount":1}}}""", log: log);

        await SendAsync("own-poison", "bad");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!log.Lines.Any(l => l.Contains("failed 1 times", StringComparison.Ordinal))) await log.NextAsync(limit.Token);

        log.Lines.ShouldNotContain(l => l.Contains("moved", StringComparison.Ordinal));
        log.Lines.ShouldContain(l => l.Contains("own-poison has no poison queue", StringComparison.Ordinal));
    }

    private Task See(string what)
    {
        _seen.Add(what);
        return Task.CompletedTask;
    }

    private Task<LocalApp> StartAsync(string queue, Type? function = null, string hostJson = ProbeApp.PlainText, LogLines? log = null) =>
        ProbeApp.StartAsync(azurite.ConnectionString, _probe, [function ?? typeof(MessageProbe)], new() { ["Queue"] = queue }, hostJson, log);

    private async Task SendAsync(string name, string text)
    {
        var queue = azurite.Queues.GetQueueClient(name);
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync(text);
    }

    private async Task<string> ReceiveAsync(string name)
    {
        var queue = azurite.Queues.GetQueueClient(name);
        await queue.CreateIfNotExistsAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if ((await queue.ReceiveMessageAsync(cancellationToken: limit.Token)).Value is { } message) return message.Body.ToString();
        }
    }
}
