using System.Text.Json.Nodes;
using Imr.Core.Letters.Parsing;
using Spectre.Console;

namespace Imr.Bench.Letters;

/// <summary>Counts what is equal, item by item, up to white space.</summary>
internal sealed class LettersReport(IAnsiConsole console)
{
    private readonly Dictionary<string, int> _equal = new(StringComparer.Ordinal)
    {
        ["items found"] = 0,
        ["item texts"] = 0,
        ["decisions"] = 0,
        ["claims administrator guidelines"] = 0,
        ["reviewer guidelines"] = 0,
        ["rationales"] = 0,
    };

    private readonly List<string> _differences = [];
    private readonly List<string> _unlike = [];
    private int _letters;
    private int _items;
    private int _surplus;
    private int _problems;

    public void Add(string number, LetterReading reading, IReadOnlyList<ExpectedItem> expected)
    {
        _letters++;
        _items += expected.Count;
        _problems += reading.Problems.Count > 0 ? 1 : 0;
        _surplus += Math.Max(0, reading.Letter.Items.Count - expected.Count);
        _unlike.AddRange(reading.Problems.Select(p => $"{number} line {p.Line}: {p.What}"));
        foreach (var one in expected)
        {
            if (one.Number > reading.Letter.Items.Count)
            {
                _unlike.Add($"{number} item {one.Number}: not found");
                continue;
            }

            var item = reading.Letter.Items[one.Number - 1];
            _equal["items found"]++;
            Count("item texts", number, one.Number, item.Item, one.Item);
            Count("decisions", number, one.Number, item.Decision.ToString(), one.Decision);
            Count("claims administrator guidelines", number, one.Number, item.ClaimsAdministratorGuideline.Text, one.ClaimsAdministrator);
            Count("reviewer guidelines", number, one.Number, item.ReviewerGuideline.Text, one.Reviewer);
            Count("rationales", number, one.Number, item.Rationale, one.Rationale);
        }
    }

    /// <param name="show">How many differences are named, by place and kind; 0 names none.</param>
    public JsonObject Print(double aSecond, int show)
    {
        var table = new Table().AddColumns("what", "equal", "of", "percent");
        var numbers = new JsonObject { ["letters"] = _letters, ["items"] = _items };
        foreach (var (what, count) in _equal)
        {
            table.AddRow(what, $"{count}", $"{_items}", $"{100.0 * count / _items:0.00}");
            numbers[what] = count;
        }

        console.Write(table);
        foreach (var difference in _unlike.Concat(_differences).Take(show))
            console.WriteLine(difference);
        console.WriteLine($"{_letters} letters; items that nobody wrote down: {_surplus}; letters with problems: {_problems}; {aSecond:0} letters a second.");
        numbers["surplus"] = _surplus;
        numbers["letters with problems"] = _problems;
        numbers["letters a second"] = Math.Round(aSecond);
        return numbers;
    }

    private void Count(string what, string number, int item, string? found, string expected)
    {
        if (Bare(found ?? "") == Bare(expected))
            _equal[what]++;
        else
            _differences.Add($"{number} item {item}: {what} differ");
    }

    private static string Bare(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
