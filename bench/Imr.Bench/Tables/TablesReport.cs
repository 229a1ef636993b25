using System.Text.Json.Nodes;
using Spectre.Console;

namespace Imr.Bench.Tables;

/// <summary>Collects the measurements, prints them as a table and as JSON.</summary>
internal sealed class TablesReport(IAnsiConsole console, int rows, int singles, int callers)
{
    private readonly List<(string What, int Count, TimeSpan Elapsed)> _lines = [];

    public void Add(string what, int count, TimeSpan elapsed) => _lines.Add((what, count, elapsed));

    public JsonObject Print()
    {
        var table = new Table().AddColumns("what", "count", "seconds", "a second");
        var numbers = new JsonObject { ["rows"] = rows, ["singles"] = singles, ["callers"] = callers };
        foreach (var (what, count, elapsed) in _lines)
        {
            var aSecond = Math.Round(count / elapsed.TotalSeconds);
            table.AddRow(what, $"{count}", $"{elapsed.TotalSeconds:0.00}", $"{aSecond}");
            numbers[what] = aSecond;
        }

        console.Write(table);
        return numbers;
    }
}
