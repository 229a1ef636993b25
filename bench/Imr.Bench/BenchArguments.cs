using System.Globalization;

namespace Imr.Bench;

/// <summary>Options after the benchmark's name: <c>--name number</c>.</summary>
internal sealed class BenchArguments
{
    private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);

    /// <exception cref="BenchException">Not of this form.</exception>
    public BenchArguments(ReadOnlySpan<string> arguments)
    {
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == arguments.Length
                || !int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                throw new BenchException($"'{arguments[i]}' is not an option with a number, such as --cases 200.");
            _values[arguments[i]] = value;
        }
    }

    /// <exception cref="BenchException">Given, but out of range.</exception>
    public int Number(string option, int otherwise, int from, int to)
    {
        var value = _values.GetValueOrDefault(option, otherwise);
        return value >= from && value <= to ? value : throw new BenchException($"{option} is from {from} to {to}.");
    }

    /// <exception cref="BenchException">There is an option that the benchmark does not have.</exception>
    public void AllowOnly(params string[] options)
    {
        if (_values.Keys.FirstOrDefault(k => !options.Contains(k)) is { } unknown)
            throw new BenchException($"There is no option {unknown}: the options are {string.Join(", ", options)}.");
    }
}
