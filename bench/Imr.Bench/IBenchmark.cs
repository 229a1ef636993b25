using System.Text.Json.Nodes;
using Spectre.Console;

namespace Imr.Bench;

/// <summary>One benchmark: measures, prints tables, and says the same in one JSON object.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>What it measures, in one sentence.</summary>
    string Sentence { get; }

    /// <returns>The numbers, printed as the last line.</returns>
    /// <exception cref="BenchException">It can't be measured; the message says why in one sentence.</exception>
    Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation);
}

/// <summary>What goes wrong, as one sentence for the person who ran the benchmark.</summary>
internal sealed class BenchException(string message) : Exception(message);
