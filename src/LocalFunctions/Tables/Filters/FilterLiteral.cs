using System.Globalization;
using System.Text;
using System.Xml;

namespace LocalFunctions.Tables;

/// <summary>Values as the service's filter language writes them.</summary>
internal static class FilterLiteral
{
    /// <summary>Fills an interpolated filter: each value becomes a literal, so that none can change the filter's meaning.</summary>
    /// <exception cref="ArgumentException">A value's type has no literal.</exception>
    public static string Format(FormattableString filter)
    {
        var literals = new object?[filter.ArgumentCount];
        for (var i = 0; i < literals.Length; i++)
            literals[i] = OfArgument(filter.GetArgument(i))
                ?? throw new ArgumentException($"Argument {i}, a {filter.GetArgument(i)!.GetType()}, has no literal in a filter.", nameof(filter));
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    /// <summary>A constant of a filter expression. A double gets a decimal point, else the service would take it for an integer.</summary>
    /// <exception cref="InvalidOperationException">The value's type has no literal.</exception>
    public static string OfConstant(object? value) => value switch
    {
        decimal x => XmlConvert.ToString(x) + "M",
        float x => XmlConvert.ToString(x) + "f",
        double x => XmlConvert.ToString(x) is var text && text.All(char.IsAsciiDigit) ? text + ".0" : XmlConvert.ToString(x),
        DateTime x => Instant(x),
        ulong or uint or ushort or char or StringBuilder => throw NoLiteral(value),
        _ => OfArgument(value) ?? throw NoLiteral(value!),
    };

    private static string? OfArgument(object? value) => value switch
    {
        null => "null",
        bool x => x ? "true" : "false",
        sbyte or byte or short or ushort or int or uint or decimal or float or double => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        long or ulong => $"{value}L",
        Guid x => $"guid'{x}'",
        byte[] x => $"X'{Convert.ToHexString(x)}'",
        BinaryData x => $"X'{Convert.ToHexString(x.ToMemory().Span)}'",
        DateTimeOffset x => Instant(x.UtcDateTime),
        DateTime x => Instant(x.ToUniversalTime()),
        string or char or StringBuilder => $"'{value.ToString()!.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => null,
    };

    private static string Instant(DateTime value) => $"datetime'{XmlConvert.ToString(value, XmlDateTimeSerializationMode.RoundtripKind)}'";

    private static InvalidOperationException NoLiteral(object value) => new($"A {value.GetType()} has no literal in a filter.");
}
