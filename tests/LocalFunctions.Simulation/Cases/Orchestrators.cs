namespace LocalFunctions.Simulation.Cases;

/// <summary>The orchestrators of the simulation. Each returns the results of its effects, or the events that it took, in order.</summary>
internal static class Orchestrators
{
    private static readonly Dictionary<string, Func<TaskOrchestrationContext, CaseInput, Task<object?>>> _all = new(StringComparer.Ordinal)
    {
        [nameof(Sequence)] = Sequence,
        [nameof(FanOut)] = FanOut,
        [nameof(Race)] = Race,
        [nameof(Fifo)] = Fifo,
        [nameof(Tree)] = Tree,
        [nameof(Eternal)] = Eternal,
        [nameof(Retrying)] = Retrying,
        [nameof(Stuck)] = Stuck,
        [nameof(Sender)] = Sender,
        [nameof(Receiver)] = Receiver,
        [nameof(Patient)] = Patient,
        [nameof(FlakyParent)] = FlakyParent,
        [nameof(FlakyChild)] = FlakyChild,
    };

    public static bool Has(string name) => _all.ContainsKey(name);

    public static Task<object?> Run(string name, TaskOrchestrationContext context) => _all[name](context, context.GetInput<CaseInput>()!);

    /// <summary>Effects one after another, with a timer of some minutes after each second one.</summary>
    public static async Task<object?> Sequence(TaskOrchestrationContext context, CaseInput input)
    {
        List<string> results = [];
        for (int i = 0; i < input.Count; i++)
        {
            results.Add(await EffectAsync(context, $"{input.Key}/{i}"));
            if (i % 2 == 1)
                await WaitAsync(context, input.Minutes(i * 7));
        }

        return results;
    }

    public static async Task<object?> FanOut(TaskOrchestrationContext context, CaseInput input)
        => await Task.WhenAll(Enumerable.Range(0, input.Count).Select(i => EffectAsync(context, $"{input.Key}/{i}")));

    /// <summary>One wait for an event against a reminder after another, as the app waits.</summary>
    public static async Task<object?> Race(TaskOrchestrationContext context, CaseInput input)
    {
        Task<string> answer = context.WaitForExternalEvent<string>("answer");
        for (int reminder = 0; ; reminder++)
        {
            using CancellationTokenSource cancel = new();
            Task timer = context.CreateTimer(context.CurrentUtcDateTime + input.Minutes(60), cancel.Token);
            if (await Task.WhenAny(answer, timer) == answer)
            {
                Cancel(cancel);
                break;
            }

            if (reminder < input.Count)
                await EffectAsync(context, $"{input.Key}/reminder{reminder}");
        }

        return new[] { await answer, await EffectAsync(context, $"{input.Key}/end") };
    }

    /// <summary>Takes numbered events, drops doubles, keeps the order.</summary>
    public static async Task<object?> Fifo(TaskOrchestrationContext context, CaseInput input)
    {
        List<int> seen = [];
        while (seen.Count < input.Count)
        {
            int item = await context.WaitForExternalEvent<int>("item");
            if (!seen.Contains(item))
                seen.Add(item);
        }

        return seen;
    }

    /// <summary>A tree of sub-orchestrations; each leaf and each knot has an effect.</summary>
    public static async Task<object?> Tree(TaskOrchestrationContext context, CaseInput input)
    {
        string[][] below = input.Depth == 0 ? [] : await Task.WhenAll(Enumerable.Range(0, input.Count).Select(i
            => context.CallSubOrchestratorAsync<string[]>(nameof(Tree), input with { Key = $"{input.Key}.{i}", Depth = input.Depth - 1 })));
        if (input.Depth == 1)
            await WaitAsync(context, input.Minutes(5));
        return (string[])[.. below.SelectMany(b => b), await EffectAsync(context, input.Key)];
    }

    /// <summary>Starts anew after each event, and carries over what has come meanwhile.</summary>
    public static async Task<object?> Eternal(TaskOrchestrationContext context, CaseInput input)
    {
        int[] seen = input.Seen ?? [];
        int item = await context.WaitForExternalEvent<int>("item");
        if (!seen.Contains(item))
        {
            await EffectAsync(context, $"{input.Key}/{item}");
            seen = [.. seen, item];
        }

        if (seen.Length == input.Count)
            return seen;
        context.ContinueAsNew(input with { Seen = seen });
        return null;
    }

    /// <summary>An effect that fails twice under a policy, one under a handler, and one that never succeeds and is made good.</summary>
    public static async Task<object?> Retrying(TaskOrchestrationContext context, CaseInput input)
    {
        TaskOptions policy = TaskOptions.FromRetryPolicy(new RetryPolicy(5, input.Minutes(1), 2));
        List<string> results =
        [
            await context.CallActivityAsync<string>("Effect", new EffectInput($"{input.Key}/policy", 2), policy),
            await context.CallActivityAsync<string>("Effect", new EffectInput($"{input.Key}/handler", 1), TaskOptions.FromRetryHandler(r => r.LastAttemptNumber < 3)),
        ];
        try
        {
            await context.CallActivityAsync<string>("Effect", new EffectInput($"{input.Key}/never", int.MaxValue), TaskOptions.FromRetryPolicy(new RetryPolicy(2, input.Minutes(1))));
        }
        catch (TaskFailedException)
        {
            results.Add(await EffectAsync(context, $"{input.Key}/compensation"));
        }

        return results;
    }

    /// <summary>Waits for what never comes; its children end by themselves after a day.</summary>
    public static async Task<object?> Stuck(TaskOrchestrationContext context, CaseInput input)
    {
        if (input.Depth == 0)
        {
            await WaitAsync(context, input.Minutes(24 * 60));
            return "late";
        }

        await Task.WhenAll(Enumerable.Range(0, input.Count).Select(i
            => context.CallSubOrchestratorAsync<string>(nameof(Stuck), input with { Key = $"{input.Key}.{i}", Depth = input.Depth - 1 })));
        return await context.WaitForExternalEvent<string>("never");
    }

    /// <summary>Sends numbered events to another instance, with effects in between.</summary>
    public static async Task<object?> Sender(TaskOrchestrationContext context, CaseInput input)
    {
        List<string> results = [];
        for (int i = 1; i <= input.Count; i++)
        {
            context.SendEvent(input.Peer!, "mail", i);
            if (i % 2 == 0)
                results.Add(await EffectAsync(context, $"{input.Key}/{i}"));
        }

        return results;
    }

    /// <summary>Takes events of another instance: each comes exactly once, so it drops nothing.</summary>
    public static async Task<object?> Receiver(TaskOrchestrationContext context, CaseInput input)
    {
        List<int> seen = [];
        while (seen.Count < input.Count)
        {
            seen.Add(await context.WaitForExternalEvent<int>("mail"));
            if (seen.Count == 2)
                await EffectAsync(context, $"{input.Key}/second");
        }

        return seen;
    }

    /// <summary>Starts not before a time, waits longer than the longest timer, and takes an event that came before the start.</summary>
    public static async Task<object?> Patient(TaskOrchestrationContext context, CaseInput input)
    {
        if (context.CurrentUtcDateTime.Ticks < input.NotBefore)
            throw new SimulationFailure("The orchestration started before its time.");
        await WaitAsync(context, input.Minutes(7.5 * 24 * 60));
        return new[] { await context.WaitForExternalEvent<string>("answer"), await EffectAsync(context, $"{input.Key}/end") };
    }

    /// <summary>A sub-orchestration of a given id that fails once: the retry replaces the failed instance.</summary>
    public static async Task<object?> FlakyParent(TaskOrchestrationContext context, CaseInput input)
    {
        SubOrchestrationOptions options = new(new RetryPolicy(4, input.Minutes(3)), $"{context.InstanceId}-child");
        return await context.CallSubOrchestratorAsync<string[]>(nameof(FlakyChild), input, options);
    }

    public static async Task<object?> FlakyChild(TaskOrchestrationContext context, CaseInput input)
        => new[] { await context.CallActivityAsync<string>("Effect", new EffectInput($"{input.Key}/child", 2)) };

    private static Task<string> EffectAsync(TaskOrchestrationContext context, string key) => context.CallActivityAsync<string>("Effect", new EffectInput(key));

    private static async Task WaitAsync(TaskOrchestrationContext context, TimeSpan time)
    {
        DateTime end = context.CurrentUtcDateTime + time;
        await context.CreateTimer(end, CancellationToken.None);
        if (context.CurrentUtcDateTime < end)
            throw new SimulationFailure("A timer fired early.");
    }

    private static void Cancel(CancellationTokenSource source) => source.Cancel();
}
