using System.Text;

namespace Imr.Bench.Letters;

/// <summary>One row of the items that somebody wrote down.</summary>
internal sealed record ExpectedItem(string Case, int Number, string Item, string Decision, string ClaimsAdministrator, string Reviewer, string Rationale)
{
    private static readonly string[] s_columns = ["case", "item_no", "item", "decision", "claims_admin_guideline", "maximus_guideline", "rationale"];

    /// <exception cref="BenchException">Not the columns, or a row without all of them.</exception>
    public static IEnumerable<ExpectedItem> Read(string csv)
    {
        var rows = Rows(csv).ToList();
        if (rows.Count == 0 || !rows[0].SequenceEqual(s_columns))
            throw new BenchException($"The CSV of items begins with {string.Join(',', s_columns)}.");
        return rows.Skip(1).Select((row, n) => row.Count == s_columns.Length && int.TryParse(row[1], out var number)
            ? new ExpectedItem(row[0], number, row[2], row[3], row[4], row[5], row[6])
            : throw new BenchException($"Row {n + 2} of the CSV of items does not have {s_columns.Length} columns with a number as the second."));
    }

    // Quoted fields may hold commas, quotes (doubled) and line ends.
    private static IEnumerable<List<string>> Rows(string csv)
    {
        var (row, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            var c = csv[i];
            if (quoted && c == '"' && i + 1 < csv.Length && csv[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                row.Add(Take(field));
            }
            else if (c == '\n' && !quoted)
            {
                row.Add(Take(field).TrimEnd('\r'));
                yield return row;
                row = [];
            }
            else
            {
                field.Append(c);
            }
        }

        if (field.Length > 0 || row.Count > 0)
        {
            row.Add(Take(field));
            yield return row;
        }
    }

    private static string Take(StringBuilder field)
    {
        var text = field.ToString();
        field.Clear();
        return text;
    }
}
