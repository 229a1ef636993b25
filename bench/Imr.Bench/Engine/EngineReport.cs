using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Imr.Bench.Engine;

/// <summary>Prints what was measured: median and 99th of one hundred, smallest and largest.</summary>
internal sealed class EngineReport(IAnsiConsole console)
{
    private readonly JsonObject _numbers = new() { ["benchmark"] = "engine" };
    private readonly List<string[]> _rows = [];

    public void Add(string sentence, string name, IReadOnlyCollection<double> values)
    {
        List<double> sorted = [.. values.Order()];
        double p50 = At(sorted, 0.50), p99 = At(sorted, 0.99);
        _numbers[name] = new JsonObject { ["p50"] = Math.Round(p50, 2), ["p99"] = Math.Round(p99, 2), ["min"] = Math.Round(sorted[0], 2), ["max"] = Math.Round(sorted[^1], 2), ["values"] = sorted.Count };
        _rows.Add([sentence, Text(p50), Text(p99), Text(sorted[0]), Text(sorted[^1]), $"{sorted.Count}"]);
        console.WriteLine($"{sentence}: {Text(p50)}");
    }

    public JsonObject Finish()
    {
        var table = new Table { Border = TableBorder.Markdown };
        foreach (var column in new[] { "Measure", "Median", "p99", "Min", "Max", "Values" })
            table.AddColumn(new TableColumn(column) { NoWrap = true, Alignment = column == "Measure" ? Justify.Left : Justify.Right });
        foreach (var row in _rows)
            table.AddRow(row);
        console.Write(table);
        return _numbers;
    }

    private static double At(List<double> sorted, double part) => sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(part * sorted.Count) - 1)];

    private static string Text(double value) => value.ToString(value < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
