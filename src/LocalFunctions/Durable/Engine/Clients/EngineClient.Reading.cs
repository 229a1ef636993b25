using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;

namespace LocalFunctions.Durable.Engine.Clients;

internal sealed partial class EngineClient
{
    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        if (string.IsNullOrEmpty(instanceId))
            throw new ArgumentNullException(nameof(instanceId)); // for an empty one too, as in the real client
        InstanceIds.RefuseEntity(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(engine.Reader.Find(instanceId) is { } state ? Describe(state, getInputsAndOutputs) : null);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => WaitAsync(instanceId, getInputsAndOutputs, state => state.Instance.Status != InstanceStatus.Pending, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => WaitAsync(instanceId, getInputsAndOutputs, state => state.Instance.HasEnded, cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        InstanceIds.RefuseEntity(filter?.InstanceIdPrefix);
        OrchestrationQuery query = filter ?? new OrchestrationQuery();
        InstanceFilter wanted = new(query.CreatedFrom, query.CreatedTo, StatusNames.Bits(query.Statuses), query.InstanceIdPrefix);
        return Pageable.Create<OrchestrationMetadata>((token, size, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Max(1, size ?? query.PageSize);
            InstancePage page = engine.Reader.List(wanted, token ?? query.ContinuationToken, count, query.FetchInputsAndOutputs);
            return Task.FromResult(new Page<OrchestrationMetadata>([.. page.Instances.Select(s => Describe(s, query.FetchInputsAndOutputs))], page.Next));
        });
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return new PurgeResult(await WriteAsync(instanceId, t => t.Purge(instanceId, options?.Recursive ?? false)));
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        const int Batch = 200;
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Timeout is { } given && given <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(filter), given, "The time-out of a purge must be above zero.");
        long ended = StatusNames.Bits([OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated]);
        long asked = StatusNames.Bits(filter.Statuses);
        InstanceFilter wanted = new(filter.CreatedFrom, filter.CreatedTo, asked == 0 ? ended : asked & ended);
        if (wanted.StatusBits == 0)
            return new PurgeResult(0, true);

        long started = engine.Time.GetTimestamp();
        int purged = 0;
        string? token = null;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            if (filter.Timeout is { } limit && engine.Time.GetElapsedTime(started) > limit)
                return new PurgeResult(purged, false);
            InstancePage page = engine.Reader.List(wanted, token, Batch, payloads: false);
            if (page.Instances.Count > 0)
                purged += await WriteAsync(page.Instances[0].Instance.Id, t => page.Instances.Sum(s => t.Purge(s.Instance.Id, options?.Recursive ?? false)));
            token = page.Next;
        }
        while (token is not null);
        return new PurgeResult(purged, true);
    }

    private async Task<OrchestrationMetadata> WaitAsync(string instanceId, bool payloads, Func<InstanceState, bool> reached, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        InstanceIds.RefuseEntity(instanceId);
        while (true)
        {
            Task change = engine.Waiters.NextChange(instanceId);
            if (engine.Reader.Find(instanceId) is { } state && reached(state))
                return Describe(state, payloads);
            await change.WaitAsync(cancellation);
        }
    }

    private OrchestrationMetadata Describe(InstanceState state, bool payloads) => new(state.Instance.Name, state.Instance.Id)
    {
        DataConverter = payloads ? engine.Converter : null,
        RuntimeStatus = StatusNames.Of(state.Instance.Status),
        CreatedAt = new DateTimeOffset(state.Created),
        LastUpdatedAt = new DateTimeOffset(state.Updated),
        SerializedInput = payloads ? state.Input : null,
        SerializedOutput = payloads ? state.Output : null,
        SerializedCustomStatus = payloads ? state.Custom : null,
        Tags = state.Tags ?? [],
        FailureDetails = payloads ? state.Failure?.ToDetails() : null,
    };
}
