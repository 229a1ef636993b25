using System.Globalization;

namespace Imr.Core.Data;

/// <summary>Collects the faults of one file while it is read: words, days and texts that are none.</summary>
internal sealed class DataFaults
{
    private readonly List<DataFault> _faults = [];

    public void Add(string path, string what, string expected) => _faults.Add(new DataFault(path, what, expected));

    /// <returns>The first word of the set when the text is none of them: the file is refused anyhow.</returns>
    public T Word<T>(string text, string path)
        where T : struct, Enum
    {
        var name = Array.Find(Enum.GetNames<T>(), n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (name is not null)
            return Enum.Parse<T>(name);
        Add(path, $"'{text}' is no such word", $"one of {string.Join(", ", Enum.GetNames<T>())}");
        return default;
    }

    /// <returns>The first day there is when the text is none.</returns>
    public DateOnly Day(string text, string path)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Add(path, $"'{text}' is not a day", "YYYY-MM-DD");
        return default;
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string text, string path, string expected)
    {
        if (string.IsNullOrWhiteSpace(text))
            Add(path, "is missing or empty", expected);
        return text;
    }

    /// <summary>A source of law that must be there.</summary>
    public string Citation(string text, string path) => Text(text, path, "the source of law, such as LC 4610.5(h)(1)");

    /// <summary>Ids that must be there and differ; upper and lower case are the same.</summary>
    public void Differ(IEnumerable<(string Key, string Path)> keys)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, path) in keys)
        {
            if (key.Length == 0)
                Add(path, "is missing or empty", "an id");
            else if (!seen.TryAdd(key, path))
                Add(path, $"'{key}' stands at {seen[key]} too", "an id that nothing else in this list has");
        }
    }

    /// <exception cref="DataFileException">There is a fault: all are listed.</exception>
    public void ThrowIfAny(string file) => YamlData.ThrowIfAny([.. _faults.Select(f => f.ToString())], file);
}
