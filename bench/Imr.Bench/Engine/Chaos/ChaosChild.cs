using System.Globalization;
using LocalFunctions.Durable.Converters;
using LocalFunctions.Durable.Core.Exceptions;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Durable.Engine.Clients;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imr.Bench.Engine.Chaos;

/// <summary>
/// The process that is killed: an engine on a hub file with every commit flushed. It reads requests from its input, a line each, and answers each when it is
/// on disk. When its input closes it stops, so it never outlives its parent.
/// </summary>
internal static class ChaosChild
{
    public const string Verb = "chaos-child";
    public const string Ready = "ready";
    public const string Open = "open";

    /// <param name="arguments">The directory, the seed and the beginning of the run in ticks.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        ChaosCases cases = new(Number(arguments[1]), new DateTimeOffset(long.Parse(arguments[2], CultureInfo.InvariantCulture), TimeSpan.Zero));
        using ChaosApp app = new(Path.Combine(arguments[0], "effects"));
        DurableEngineOptions options = new() { HubFile = Path.Combine(arguments[0], "hub.db"), ShutdownTimeout = TimeSpan.FromSeconds(2) };
        await using DurableEngine engine = new(options, app, new JsonDataConverter(null), TimeProvider.System, NullLoggerFactory.Instance);
        EngineClient client = new(engine);
        await engine.StartAsync(CancellationToken.None);
        var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await output.WriteLineAsync($"{Ready} {engine.Reader.Open().Count}");
        using StreamReader input = new(Console.OpenStandardInput());
        while (await input.ReadLineAsync() is { } line)
        {
            if (line == Open)
                await output.WriteLineAsync($"{Open} {engine.Reader.Open().Count}");
            else
                _ = AnswerAsync(ChaosRequest.Parse(line));
        }

        await engine.StopAsync(CancellationToken.None);
        return 0;

        async Task AnswerAsync(ChaosRequest request)
        {
            var step = cases[request.Case].Scripts[request.Script].Steps[request.Step];
            try
            {
                await step.Run(client);
            }
            catch (OrchestrationAlreadyExistsException)
            {
                // It was done before a kill.
            }
            catch (Exception exception)
            {
                await Console.Error.WriteLineAsync($"{step.Name}: {exception}");
                return;
            }

            await output.WriteLineAsync($"{request}");
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
