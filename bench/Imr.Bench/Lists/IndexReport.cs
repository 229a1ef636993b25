using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Imr.Bench.Lists;

/// <param name="Milliseconds">Of each call, at the caller.</param>
/// <param name="OfStorage">Of these, until the table service had answered.</param>
/// <param name="Operations">Storage operations a call.</param>
internal sealed record MeasuredCall(string Name, IReadOnlyList<double> Milliseconds, IReadOnlyList<double> OfStorage, double Operations)
{
    public double P50 => Milliseconds.Percentile(0.50);

    public double P99 => Milliseconds.Percentile(0.99);

    public double StorageP50 => OfStorage.Percentile(0.50);

    /// <summary>The app's own share.</summary>
    public double AppP50 => Milliseconds.Zip(OfStorage, (all, storage) => all - storage).ToList().Percentile(0.50);
}

internal sealed record MeasuredSize(int Cases, long Rows, TimeSpan Fill, long AzuriteMiB, IReadOnlyList<MeasuredCall> Calls);

/// <summary>Prints each call at each size, and the same as JSON.</summary>
internal sealed class IndexReport(IAnsiConsole console, int calls, int register)
{
    private static readonly string[] s_columns = ["Call", "cases", "calls", "p50 ms", "p99 ms", "p50 of storage", "p50 of the app", "operations"];

    private readonly List<MeasuredSize> _sizes = [];

    public void Add(MeasuredSize size) => _sizes.Add(size);

    public JsonObject Print()
    {
        var table = new Table { Border = TableBorder.Markdown };
        for (var n = 0; n < s_columns.Length; n++)
            table.AddColumn(new TableColumn(s_columns[n]) { Alignment = n == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        for (var n = 0; n < _sizes[0].Calls.Count; n++)
        {
            foreach (var size in _sizes)
            {
                var call = size.Calls[n];
                table.AddRow(call.Name, Text(size.Cases, "N0"), Text(call.Milliseconds.Count, "0"), Text(call.P50, "0.0"), Text(call.P99, "0.0"), Text(call.StorageP50, "0.0"), Text(call.AppP50, "0.0"), Text(call.Operations, "0.##"));
            }
        }

        console.Write(table);
        var constant = Constant();
        console.WriteLine(constant.Count == _sizes[0].Calls.Count ? "Operations a call are the same at every size." : $"Operations a call are the same at every size but for: {string.Join(", ", _sizes[0].Calls.Select(c => c.Name).Except(constant))}.");
        console.WriteLine($"The register has rows of the first {register:N0} cases: Azurite looks through all rows with the same row key at each read and insert, and every case has the row 'case'. It looks through a whole table at each query: what storage takes grows with the emulator's table. The service itself seeks in the partition.");
        return new JsonObject
        {
            ["benchmark"] = "index",
            ["calls"] = calls,
            ["register"] = register,
            ["operationsConstant"] = constant.Count == _sizes[0].Calls.Count,
            ["sizes"] = new JsonArray([.. _sizes.Select(Json)]),
        };
    }

    private static JsonObject Json(MeasuredSize size) => new()
    {
        ["cases"] = size.Cases,
        ["rows"] = size.Rows,
        ["fillSeconds"] = Math.Round(size.Fill.TotalSeconds, 1),
        ["azuriteMiB"] = size.AzuriteMiB,
        ["calls"] = new JsonObject(size.Calls.Select(c => KeyValuePair.Create(c.Name, (JsonNode?)new JsonObject
        {
            ["calls"] = c.Milliseconds.Count,
            ["p50Ms"] = Math.Round(c.P50, 2),
            ["p99Ms"] = Math.Round(c.P99, 2),
            ["storageP50Ms"] = Math.Round(c.StorageP50, 2),
            ["appP50Ms"] = Math.Round(c.AppP50, 2),
            ["operations"] = Math.Round(c.Operations, 2),
        }))),
    };

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private List<string> Constant()
        => [.. _sizes[0].Calls.Where((first, n) => _sizes.TrueForAll(s => Math.Abs(s.Calls[n].Operations - first.Operations) < 0.01)).Select(c => c.Name)];
}
