using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Imr.Bench.Cases;

/// <summary>Prints the tables and makes the JSON of the same numbers.</summary>
internal sealed class CasesReport(IAnsiConsole console)
{
    /// <summary>Storage operations on the path of a case that we aim at.</summary>
    private const int Aim = 30;

    public JsonObject Print(IReadOnlyList<KindCount> kinds, MixedRun run, IReadOnlyCollection<string> warnings)
    {
        PrintByKind(kinds);
        PrintByFunction(kinds);
        PrintTotals(kinds);
        var seconds = run.Cases.Select(c => c.Took.TotalSeconds).ToList();
        var longest = kinds.MaxBy(k => k.HistoryBytes)!;
        var numbers = new JsonObject
        {
            ["benchmark"] = "cases",
            ["cases"] = run.Cases.Count,
            ["drivers"] = run.Drivers,
            ["seconds"] = Math.Round(run.Elapsed.TotalSeconds, 1),
            ["casesPerSecond"] = Math.Round(run.Cases.Count / run.Elapsed.TotalSeconds, 2),
            ["p50Seconds"] = Math.Round(seconds.Percentile(0.50), 2),
            ["p95Seconds"] = Math.Round(seconds.Percentile(0.95), 2),
            ["aim"] = Aim,
            ["operationsPerCase"] = new JsonObject(kinds.Select(k => KeyValuePair.Create(k.Kind, (JsonNode?)Totals(k)))),
            ["historyBytes"] = longest.HistoryBytes,
            ["customStatusBytes"] = kinds.Max(k => k.StatusBytes),
            ["warnings"] = warnings.Count,
        };
        var table = Plain("Measure", "Value");
        table.AddRow("cases a second, first upload to last close", Text(run.Cases.Count / run.Elapsed.TotalSeconds, "0.00"));
        table.AddRow("seconds a case, p50 / p95", $"{Text(seconds.Percentile(0.50), "0.00")} / {Text(seconds.Percentile(0.95), "0.00")}");
        table.AddRow($"bytes of history, kind {longest.Kind}", Text(longest.HistoryBytes, "0"));
        table.AddRow("bytes of custom status, the longest", Text(kinds.Max(k => k.StatusBytes), "0"));
        table.AddRow("warnings logged", Text(warnings.Count, "0"));
        console.Write(table);
        foreach (var line in warnings.GroupBy(w => w).OrderByDescending(g => g.Count()).Take(3))
            console.WriteLine($"{line.Count()} times: {line.Key}");
        return numbers;
    }

    private static JsonObject Totals(KindCount kind) => new()
    {
        ["path"] = Mean(kind, o => o.OnPath),
        ["documents"] = Mean(kind, o => o.OfDocument),
        ["lists"] = Mean(kind, IsList),
        ["items"] = Mean(kind, o => o.OfItems && o.OnPath),
        ["staffNotices"] = Mean(kind, o => o.OfStaffNotices && o.OnPath),
        ["mailBatch"] = Mean(kind, o => o.Function == Operation.MailBatch),
        ["mailedItems"] = Math.Round((double)kind.Mailed / kind.Cases, 1),
        ["handOffs"] = Mean(kind, o => o.Function == Operation.HandOffs),
    };

    private static double Mean(KindCount kind, Func<Operation, bool> which)
        => Math.Round((double)kind.Operations.Where(o => which(o.Key)).Sum(o => o.Value) / kind.Cases, 1);

    private static bool IsList(Operation operation) => operation.OfList && operation.Function.Length > 0 && !operation.ByClock;

    private static Table Plain(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Markdown };
        for (var i = 0; i < columns.Length; i++)
            table.AddColumn(new TableColumn(columns[i]) { Alignment = i == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        return table;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Cell(double value) => value == 0 ? "" : Text(value, "0.#");

    private void PrintByKind(IReadOnlyList<KindCount> kinds)
    {
        var table = Plain(["Operation on the path", .. kinds.Select(k => k.Kind)]);
        foreach (var group in kinds.SelectMany(k => k.Operations.Keys).Where(o => o.OnPath).Select(o => (o.Service, o.Name, o.Area)).Distinct().Order())
            table.AddRow([$"{group.Service} {group.Name} {group.Area}".TrimEnd(), .. kinds.Select(k => Cell(Mean(k, o => o.OnPath && (o.Service, o.Name, o.Area) == group)))]);
        console.Write(table);
    }

    private void PrintByFunction(IReadOnlyList<KindCount> kinds)
    {
        var table = Plain(["Function", .. kinds.Select(k => k.Kind), "what B does"]);
        var plain = kinds.First(k => k.Kind == "B");
        foreach (var function in kinds.SelectMany(k => k.Operations.Keys).Where(o => o.OnPath).Select(o => o.Function).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var what = plain.Operations.Where(o => o.Key.OnPath && o.Key.Function == function).OrderBy(o => o.Key.Area, StringComparer.Ordinal)
                .Select(o => $"{Text((double)o.Value / plain.Cases, "0.#")} {o.Key.Name} {o.Key.Area}".TrimEnd());
            table.AddRow([function, .. kinds.Select(k => Cell(Mean(k, o => o.OnPath && o.Function == function))), string.Join(", ", what)]);
        }

        table.Columns[^1].Alignment = Justify.Left;
        table.Columns[^1].NoWrap = false;
        console.Write(table);
    }

    private void PrintTotals(IReadOnlyList<KindCount> kinds)
    {
        var table = Plain(["Operations a case", .. kinds.Select(k => k.Kind)]);
        table.AddRow([$"on the path (aim {Aim})", .. kinds.Select(k => Cell(Mean(k, o => o.OnPath)))]);
        table.AddRow(["of documents: bodies, arrivals", .. kinds.Select(k => Cell(Mean(k, o => o.OfDocument)))]);
        table.AddRow(["lists of blobs", .. kinds.Select(k => Cell(Mean(k, IsList)))]);
        table.AddRow(["on the path, of it outgoing items", .. kinds.Select(k => Cell(Mean(k, o => o.OfItems && o.OnPath)))]);
        table.AddRow(["on the path, of it staff notices", .. kinds.Select(k => Cell(Mean(k, o => o.OfStaffNotices && o.OnPath)))]);
        table.AddRow(["not on the path: mail batch", .. kinds.Select(k => Cell(Mean(k, o => o.Function == Operation.MailBatch)))]);
        table.AddRow(["its items a case", .. kinds.Select(k => Cell((double)k.Mailed / k.Cases))]);
        table.AddRow(["not on the path: fax, e-mail, notices that go further", .. kinds.Select(k => Cell(Mean(k, o => o.Function == Operation.HandOffs)))]);
        console.Write(table);
        console.WriteLine("The timers are left out of the path: they run for all cases together. What SendCorrespondence does is run once for each kind and divided: its batch and hand-offs of so few cases cost a case more than a day's would.");
    }
}
