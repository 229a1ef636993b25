using LocalFunctions.Hosting;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Tests.Triggers;

public sealed class TriggerSettingsTests
{
    [Fact]
    public void Without_settings_the_Functions_hosts_defaults_hold()
    {
        var json = HostJson.Read("{}");

        json.Queues.ShouldBe(new QueuesJson());
        json.Queues.NewBatchThreshold.ShouldBe(8 * Environment.ProcessorCount);
        json.Queues.MaxPollingInterval.ShouldBe(TimeSpan.FromMinutes(1));
        (json.Blobs.MaxDegreeOfParallelism, json.Blobs.PoisonBlobThreshold).ShouldBe((8 * Environment.ProcessorCount, 5));
    }

    [Fact]
    public void All_settings_are_read()
    {
        var json = HostJson.Read("""
            {"extensions":{"queues":{"batchSize":4,"newBatchThreshold":0,"maxDequeueCount":2,"visibilityTimeout":"00:00:30","maxPollingInterval":"00:00:02","messageEncoding":"none"},
            "blobs":{"maxDegreeOfParallelism":4,"poisonBlobThreshold":1}}}
            """);

        json.Queues.ShouldBe(new QueuesJson
        {
            BatchSize = 4,
            NewBatchThreshold = 0,
            MaxDequeueCount = 2,
            VisibilityTimeout = TimeSpan.FromSeconds(30),
            MaxPollingInterval = TimeSpan.FromSeconds(2),
            Base64 = false,
        });
        json.Blobs.ShouldBe(new BlobsJson { MaxDegreeOfParallelism = 4, PoisonBlobThreshold = 1 });
    }

    [Theory]
    [InlineData("queues", "batchSize", "33")]
    [InlineData("queues", "batchSize", "0")]
    [InlineData("queues", "newBatchThreshold", "-1")]
    [InlineData("queues", "maxDequeueCount", "0")]
    [InlineData("queues", "maxPollingInterval", "\"00:00:00.09\"")]
    [InlineData("queues", "visibilityTimeout", "\"-00:00:01\"")]
    [InlineData("queues", "messageEncoding", "\"rot13\"")]
    [InlineData("blobs", "maxDegreeOfParallelism", "0")]
    [InlineData("blobs", "poisonBlobThreshold", "0")]
    public void A_value_that_the_extension_would_refuse_is_refused_by_name(string extension, string name, string value) =>
        Should.Throw<StartRefusedException>(() => HostJson.Read($$$"""{"extensions":{"{{{extension}}}":{"{{{name}}}":{{{value}}} } } }""")).Message.ShouldContain($"{extension}.{name}");

    [Theory]
    [InlineData("ShutdownSeconds", "86401")]
    [InlineData("ShutdownSeconds", "2147483647")]
    [InlineData("BlobPollMilliseconds", "3600001")]
    [InlineData("QueuePollMilliseconds", "3600001")]
    [InlineData("RetentionDays", "NaN")]
    public void A_setting_that_no_timer_can_wait_for_is_refused_by_name(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"LocalFunctions:{name}"] = value }).Build();

        Should.Throw<StartRefusedException>(() => LocalSettings.Read(configuration)).Message.ShouldContain($"LocalFunctions:{name}");
    }

    [Theory]
    [InlineData("case-files", "case-files-poison")]
    [InlineData("case-files-poison", null)]
    [InlineData("a123456789-123456789-123456789-123456789-123456789-12345", "a123456789-123456789-123456789-123456789-123456789-12345-poison")]
    [InlineData("a123456789-123456789-123456789-123456789-123456789-1234567", null)]
    public void The_poison_queue_of_a_queue_is(string queue, string? poison) => QueueMessages.PoisonOf(queue).ShouldBe(poison);
}
