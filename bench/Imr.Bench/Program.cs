using System.Text.Json;
using Imr.Bench;
using Imr.Bench.Applications;
using Imr.Bench.Cases;
using Imr.Bench.Duplicates;
using Imr.Bench.Engine;
using Imr.Bench.Engine.Chaos;
using Imr.Bench.Fuzz;
using Imr.Bench.Letters;
using Imr.Bench.Lists;
using Imr.Bench.Records;
using Imr.Bench.Tables;
using Imr.Cli;
using Spectre.Console;

if (args is [ChaosChild.Verb, .. var rest])
    return await ChaosChild.RunAsync(rest);

// One a line, so that two who add one do not meet.
IBenchmark[] benchmarks =
[
    new CasesBenchmark(),
    new EngineBenchmark(),
    new SimulateBenchmark(),
    new HubScaleBenchmark(),
    new ChaosBenchmark(),
    new TablesBenchmark(),
    new IndexBenchmark(),
    new RecordsBenchmark(),
    new LettersBenchmark(),
    new FuzzBenchmark(),
    new ApplicationsBenchmark(),
    new DuplicatesBenchmark(),
];

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
try
{
    if (args is [] or ["list"])
    {
        foreach (var one in benchmarks)
            Console.WriteLine($"{one.Name}: {one.Sentence}");
        return 0;
    }

    var benchmark = benchmarks.FirstOrDefault(b => b.Name == args[0]) ?? throw new BenchException($"There is no benchmark '{args[0]}': 'list' names them.");
    var numbers = await benchmark.RunAsync(new BenchArguments(args.AsSpan(1)), Ansi(), stop.Token);
    Console.WriteLine(JsonSerializer.Serialize(numbers));
    return 0;
}
catch (Exception e) when (e is BenchException or CliException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped.");
    return 1;
}

static IAnsiConsole Ansi()
{
    var plain = Console.IsOutputRedirected;
    var console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
    });
    if (plain)
        console.Profile.Width = 160;
    return console;
}
