using Durable.Parity.Harness;

namespace Durable.Parity;

[Collection(ParityRun.Name)]
public sealed class QueryTests(ParityEngine engine)
{
    private const string Prefix = "query-";
    private const int Ended = 250;
    private const int Failing = 7;

    private async Task StartAsync()
    {
        if (await engine.Client.GetInstanceAsync($"{Prefix}running") is not null)
            return; // one population for all tests of this class
        foreach (int[] some in Enumerable.Range(0, Ended).Chunk(100))
        {
            string[] ids = await Task.WhenAll(some.Select(i => engine.Client.ScheduleNewOrchestrationInstanceAsync(
                i < Failing ? nameof(CommonOrchestrators.Throws) : nameof(CommonOrchestrators.ReturnsInput),
                $"input {i}",
                new StartOrchestrationOptions($"{Prefix}{i:000}"))));
            await Task.WhenAll(ids.Select(engine.EndAsync));
        }

        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(CommonOrchestrators.WaitsForGo), null, new StartOrchestrationOptions($"{Prefix}running"));
        await engine.StatusAsync($"{Prefix}running", "ready");
    }

    private async Task<List<OrchestrationMetadata>> ListAsync(OrchestrationQuery query)
    {
        List<OrchestrationMetadata> found = [];
        await foreach (OrchestrationMetadata instance in engine.Client.GetAllInstancesAsync(query))
            found.Add(instance);
        return found;
    }

    [Fact]
    public async Task Pages_give_each_instance_once()
    {
        await StartAsync();
        List<int> sizes = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        await foreach (Page<OrchestrationMetadata> page in engine.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: Prefix, PageSize: 60)).AsPages())
        {
            sizes.Add(page.Values.Count);
            foreach (OrchestrationMetadata instance in page.Values)
                ids.Add(instance.InstanceId).ShouldBeTrue();
        }

        sizes.ShouldAllBe(size => size <= 60);
        sizes.Sum().ShouldBe(Ended + 1);
        ids.ShouldAllBe(id => id.StartsWith(Prefix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_query_goes_on_from_a_continuation_token()
    {
        await StartAsync();
        OrchestrationQuery query = new(InstanceIdPrefix: Prefix);
        Page<OrchestrationMetadata> first = await FirstPageAsync(query, 100);
        Page<OrchestrationMetadata> second = await FirstPageAsync(query with { ContinuationToken = first.ContinuationToken }, 100);

        first.Values.Count.ShouldBe(100);
        first.ContinuationToken.ShouldNotBeNull();
        second.Values.Select(m => m.InstanceId).Intersect(first.Values.Select(m => m.InstanceId), StringComparer.Ordinal).ShouldBeEmpty();
        second.Values.Count.ShouldBe(100);
    }

    [Fact]
    public async Task Statuses_filter()
    {
        await StartAsync();

        (await ListAsync(new(InstanceIdPrefix: Prefix, Statuses: [OrchestrationRuntimeStatus.Failed]))).Count.ShouldBe(Failing);
        (await ListAsync(new(InstanceIdPrefix: Prefix, Statuses: [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Running]))).Count.ShouldBe(Failing + 1);
        (await ListAsync(new(InstanceIdPrefix: Prefix, Statuses: []))).Count.ShouldBe(Ended + 1);
    }

    [Fact]
    public async Task Creation_times_filter()
    {
        await StartAsync();
        DateTimeOffset middle = (await engine.Client.GetInstanceAsync($"{Prefix}100"))!.CreatedAt;

        int before = (await ListAsync(new(InstanceIdPrefix: Prefix, CreatedTo: middle.AddMilliseconds(-1)))).Count;
        int after = (await ListAsync(new(InstanceIdPrefix: Prefix, CreatedFrom: middle.AddMilliseconds(-1)))).Count;
        before.ShouldBeInRange(1, Ended); // the first hundred had ended before this one began
        after.ShouldBeInRange(1, Ended);
        (before + after).ShouldBeGreaterThanOrEqualTo(Ended + 1); // both ends count
    }

    // Seen: the in-process host gives the payloads always.
    [Trait("Host", "Functions")]
    [Fact]
    public async Task Payloads_come_if_asked()
    {
        await StartAsync();
        OrchestrationMetadata with = (await ListAsync(new(InstanceIdPrefix: $"{Prefix}123", FetchInputsAndOutputs: true))).ShouldHaveSingleItem();
        OrchestrationMetadata without = (await ListAsync(new(InstanceIdPrefix: $"{Prefix}123"))).ShouldHaveSingleItem();

        with.ReadOutputAs<string>().ShouldBe("input 123");
        without.SerializedInput.ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => without.ReadOutputAs<string>());
    }

    private async Task<Page<OrchestrationMetadata>> FirstPageAsync(OrchestrationQuery query, int size)
    {
        await foreach (Page<OrchestrationMetadata> page in engine.Client.GetAllInstancesAsync(query).AsPages(pageSizeHint: size))
            return page;
        throw new InvalidOperationException("There is no page.");
    }
}
