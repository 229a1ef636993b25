using System.Globalization;

namespace Imr.Bench;

/// <summary>After the benchmark's name: words such as paths, then options <c>--name number</c>, or <c>--name number,number</c> where one takes several.</summary>
internal sealed class BenchArguments
{
    private readonly Dictionary<string, IReadOnlyList<int>> _values = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private int _taken;

    /// <exception cref="BenchException">Not of this form.</exception>
    public BenchArguments(ReadOnlySpan<string> arguments)
    {
        while (_words.Count < arguments.Length && !arguments[_words.Count].StartsWith("--", StringComparison.Ordinal)) _words.Add(arguments[_words.Count]);
        for (var i = _words.Count; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == arguments.Length || Read(arguments[i + 1]) is not { } values)
                throw new BenchException($"'{arguments[i]}' is not an option with a number, such as --cases 200.");
            _values[arguments[i]] = values;
        }
    }

    /// <summary>The next word before the options.</summary>
    /// <param name="what">What it is, such as the directory of letters.</param>
    /// <exception cref="BenchException">Not given.</exception>
    public string Word(string what) => _taken < _words.Count ? _words[_taken++] : throw new BenchException($"Name {what}.");

    /// <exception cref="BenchException">Given, but several or out of range.</exception>
    public int Number(string option, int otherwise, int from, int to)
        => Numbers(option, [otherwise], from, to) is [var only] ? only : throw new BenchException($"{option} is one number.");

    /// <exception cref="BenchException">Given, but one is out of range.</exception>
    public IReadOnlyList<int> Numbers(string option, IReadOnlyList<int> otherwise, int from, int to)
    {
        var values = _values.GetValueOrDefault(option, otherwise);
        return values.All(v => v >= from && v <= to) ? values : throw new BenchException($"{option} is from {from} to {to}.");
    }

    /// <exception cref="BenchException">There is an option that the benchmark does not have.</exception>
    public void AllowOnly(params string[] options)
    {
        if (_taken < _words.Count)
            throw new BenchException($"'{_words[_taken]}' is not an option with a number, such as --cases 200.");
        if (_values.Keys.FirstOrDefault(k => !options.Contains(k)) is { } unknown)
            throw new BenchException($"There is no option {unknown}: the options are {string.Join(", ", options)}.");
    }

    private static List<int>? Read(string text)
    {
        var values = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return null;
            values.Add(value);
        }

        return values;
    }
}
