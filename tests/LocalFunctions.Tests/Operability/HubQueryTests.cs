using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;
using LocalFunctions.Tests.Durable;

namespace LocalFunctions.Tests.Operability;

public sealed class HubQueryTests
{
    private const int Count = 3000;

    public static TheoryData<OrchestrationQuery> Queries => new(
        new OrchestrationQuery(),
        new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed]),
        new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed]),
        new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended]),
        new OrchestrationQuery(CreatedFrom: FilledHub.Created(700), CreatedTo: FilledHub.Created(900)),
        new OrchestrationQuery(InstanceIdPrefix: "case-1"),
        new OrchestrationQuery(InstanceIdPrefix: "case-2", Statuses: [OrchestrationRuntimeStatus.Completed], CreatedTo: FilledHub.Created(2500)));

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Pages_hold_each_matching_instance_once(OrchestrationQuery query)
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());
        FilledHub.Fill(hub.File, Count);

        List<string> found = [];
        string? token = null;
        do
        {
            // A query of its own for each page, as over HTTP.
            Page<OrchestrationMetadata> page = await FirstPageAsync(hub, query with { PageSize = 97, ContinuationToken = token });
            page.Values.Count.ShouldBeLessThanOrEqualTo(97);
            found.AddRange(page.Values.Select(m => m.InstanceId));
            token = page.ContinuationToken;
        }
        while (token is not null);

        found.Order(StringComparer.Ordinal).ShouldBe(
            Enumerable.Range(0, Count).Where(n => Matches(n, query)).Select(FilledHub.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Instances_of_one_instant_are_paged_without_loss()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());
        FilledHub.Fill(hub.File, 50, sameInstant: true);

        List<string> found = [];
        await foreach (OrchestrationMetadata instance in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 7)))
            found.Add(instance.InstanceId);

        found.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 50).Select(FilledHub.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\U0010FFFF")]
    [InlineData("a\uD7FF")]
    [InlineData("ä")]
    public async Task A_prefix_of_any_letters_is_found(string prefix)
    {
        TestApp app = new TestApp().Orchestrator("Any", _ => Task.CompletedTask);
        await using TestHub hub = await TestHub.StartAsync(app);
        foreach (string id in new[] { prefix, prefix + "x", prefix + "\U0010FFFF", "z", "a" })
            await hub.RunAsync("Any", id: id);

        List<string> found = [];
        await foreach (OrchestrationMetadata instance in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: prefix)))
            found.Add(instance.InstanceId);

        found.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("aWNhc2U")]
    public async Task A_token_of_another_list_is_refused(string token)
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());

        await Should.ThrowAsync<ArgumentException>(() => FirstPageAsync(hub, new OrchestrationQuery(ContinuationToken: token)));
    }

    [Fact]
    public async Task Every_list_begins_by_a_seek_in_an_index()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());
        InstanceFilter[] filters = [new(), new(StatusBits: 1 << (int)InstanceStatus.Failed), new(StatusBits: 1 << (int)InstanceStatus.Running), new(Prefix: "a")];

        foreach (InstanceFilter filter in filters)
        {
            string statement = InstanceQuery.Text(filter, payloads: false)!;
            List<string> plan = hub.Engine.Reader.Read(sql => sql.Query("EXPLAIN QUERY PLAN " + statement, row => row.GetString(3), 0, 0, 0, 0, 0, 0, 0));
            plan.ShouldContain(line => line.StartsWith("SEARCH instances USING", StringComparison.Ordinal));
            plan.ShouldAllBe(line => !line.StartsWith("SCAN instances", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_purge_by_filter_takes_what_matches_and_nothing_else()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());
        FilledHub.Fill(hub.File, Count);
        PurgeInstancesFilter filter = new(CreatedTo: FilledHub.Created(1999), Statuses: [OrchestrationRuntimeStatus.Completed]);

        PurgeResult result = await hub.Client.PurgeAllInstancesAsync(filter);

        int matching = Enumerable.Range(0, 2000).Count(n => FilledHub.StatusOf(n) == InstanceStatus.Completed);
        (result.PurgedInstanceCount, result.IsComplete).ShouldBe((matching, true));
        hub.Engine.Reader.Read(sql => sql.Scalar<long>("SELECT count(*) FROM instances")).ShouldBe(Count - matching);
        hub.Engine.Reader.Read(sql => sql.Scalar<long>("SELECT count(*) FROM history WHERE row NOT IN (SELECT row FROM instances)")).ShouldBe(0);
    }

    private static async Task<Page<OrchestrationMetadata>> FirstPageAsync(TestHub hub, OrchestrationQuery query)
    {
        await foreach (Page<OrchestrationMetadata> page in hub.Client.GetAllInstancesAsync(query).AsPages())
            return page;
        throw new InvalidOperationException("A list has at least one page.");
    }

    private static bool Matches(int n, OrchestrationQuery query)
        => (query.Statuses is null || query.Statuses.Any(s => s.ToString() == FilledHub.StatusOf(n).ToString()))
            && (query.CreatedFrom is null || FilledHub.Created(n) >= query.CreatedFrom)
            && (query.CreatedTo is null || FilledHub.Created(n) <= query.CreatedTo)
            && (query.InstanceIdPrefix is null || FilledHub.Id(n).StartsWith(query.InstanceIdPrefix, StringComparison.Ordinal));
}
