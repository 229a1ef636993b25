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
        double p50 = values.Percentile(0.50), p99 = values.Percentile(0.99);
        _numbers[name] = new JsonObject { ["p50"] = Math.Round(p50, 2), ["p99"] = Math.Round(p99, 2), ["min"] = Math.Round(values.Min(), 2), ["max"] = Math.Round(values.Max(), 2), ["values"] = values.Count };
        _rows.Add([sentence, Text(p50), Text(p99), Text(values.Min()), Text(values.Max()), $"{values.Count}"]);
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

    private static string Text(double value) => value.ToString(value < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
