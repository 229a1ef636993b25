using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LocalFunctions.Durable.Engine.Hub;
using LocalFunctions.Simulation;
using LocalFunctions.Simulation.Checks;
using LocalFunctions.Simulation.Machine;
using Spectre.Console;

namespace Imr.Bench.Engine.Chaos;

/// <summary>Kills an engine under load by SIGKILL again and again, and looks whether anything was lost.</summary>
internal sealed class ChaosBenchmark : IBenchmark
{
    private static readonly TimeSpan s_toTheEnd = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_startLimit = TimeSpan.FromMinutes(1);

    private readonly List<double> _starts = [];

    public string Name => "chaos";

    public string Sentence => "A durable engine on disk is killed by SIGKILL under load, again and again: nothing that was acknowledged may be lost (--kills N, --seconds-limit N, --seed N).";

    public async Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        arguments.AllowOnly("--kills", "--seconds-limit", "--seed");
        var kills = arguments.Number("--kills", 1000, 1, 1_000_000);
        var limit = TimeSpan.FromSeconds(arguments.Number("--seconds-limit", 1800, 1, 100_000));
        var seed = arguments.Number("--seed", 1, 0, int.MaxValue - 1);
        var directory = Directory.CreateTempSubdirectory("imr-chaos-").FullName;
        try
        {
            return await RunAsync(directory, kills, limit, seed, console, cancellation);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task<JsonObject> RunAsync(string directory, int kills, TimeSpan limit, int seed, IAnsiConsole console, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var began = TimeProvider.System.GetUtcNow();
        var chance = new Random(seed);
        var cases = new ChaosCases(seed, began);
        var client = new ChaosClient(cases);
        var killed = 0;
        for (; killed < kills && watch.Elapsed < limit; killed++)
        {
            await using var child = new ChaosProcess(directory, seed, began, client.Answered);
            await LiveAsync(child, client, chance, cancellation);
            await child.KillAsync();
            if ((killed + 1) % 100 == 0)
                console.WriteLine($"{killed + 1} kills, {client.Cases} cases begun, {client.Acknowledged} requests acknowledged, {watch.Elapsed.TotalSeconds:0} s");
        }

        var killing = watch.Elapsed;
        await using (var last = new ChaosProcess(directory, seed, began, client.Answered))
            await EndAsync(last, client, cancellation);
        return Report(Check(directory, cases, client.Cases), client, killed, killing, watch.Elapsed, console);
    }

    /// <summary>A life under load, until its moment to die: mostly 10 to 400 ms after it is ready, each tenth time while it starts.</summary>
    private async Task LiveAsync(ChaosProcess child, ChaosClient client, Random chance, CancellationToken cancellation)
    {
        var life = TimeSpan.FromMilliseconds(chance.Next(10, 401));
        if (chance.Next(10) == 0)
        {
            await Task.Delay(life, cancellation);
            return;
        }

        var start = Stopwatch.StartNew();
        client.NewLife(await child.Ready.WaitAsync(s_startLimit, cancellation), more: true);
        _starts.Add(start.Elapsed.TotalMilliseconds);
        for (start.Restart(); start.Elapsed < life; await Task.Delay(2, cancellation))
            client.Take().ForEach(child.Ask);
    }

    private static async Task EndAsync(ChaosProcess child, ChaosClient client, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_toTheEnd);
        try
        {
            client.NewLife(await child.Ready.WaitAsync(limit.Token), more: false);
            while (!client.Done || await child.OpenAsync(limit.Token) > 0)
            {
                client.Take().ForEach(child.Ask);
                await Task.Delay(20, limit.Token);
            }

            if (await child.CloseAsync(limit.Token) is not 0 and var code)
                throw new BenchException($"The child did not stop in good order, but with code {code}.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new BenchException("After the last kill not everything came to its end: something is lost.");
        }
    }

    private static OutsideWorld Check(string directory, ChaosCases cases, int count)
    {
        var world = new OutsideWorld();
        foreach (var effect in ChaosApp.Read(Path.Combine(directory, "effects")))
            world.Recall(effect);
        try
        {
            using var file = new HubFile(Path.Combine(directory, "hub.db"));
            using var hub = new HubReader(file);
            HubCheck.Run(file, hub);
            var findings = new Findings(hub, world);
            for (var i = 0; i < count; i++)
                cases[i].Check(findings);
            return world;
        }
        catch (SimulationFailure failure)
        {
            throw new BenchException($"Lost or wrong: {failure.Message}");
        }
    }

    private JsonObject Report(OutsideWorld world, ChaosClient client, int killed, TimeSpan killing, TimeSpan all, IAnsiConsole console)
    {
        var numbers = new JsonObject
        {
            ["benchmark"] = Name,
            ["kills"] = killed,
            ["killingSeconds"] = Math.Round(killing.TotalSeconds, 1),
            ["seconds"] = Math.Round(all.TotalSeconds, 1),
            ["cases"] = client.Cases,
            ["requestsAcknowledged"] = client.Acknowledged,
            ["requestsUnknownAtAKill"] = client.Unknown,
            ["effects"] = world.Keys,
            ["effectsRepeated"] = world.Effects - world.Keys,
            ["startMsMedian"] = Math.Round(_starts.Order().ElementAtOrDefault(_starts.Count / 2), 1),
            ["lost"] = 0,
        };
        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumns("Measure", "Value");
        foreach (var (name, value) in numbers.Skip(1))
            table.AddRow(name, string.Create(CultureInfo.InvariantCulture, $"{value}"));
        console.Write(table);
        return numbers;
    }
}
