namespace LocalFunctions.Tests.Tables.Filters;

/// <summary>
/// The values that rows hold and filters compare with: few, so that filters find something, and each one a trap for quoting, signs, limits or encoding.
/// What Azurite compares otherwise than Azure is left out: doubles with an exponent (taken for a name), dates finer than a millisecond.
/// </summary>
internal static class FilterValues
{
    private static readonly DateTimeOffset s_march = new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero);

    public static readonly string[] Texts =
    [
        "", "a", "A", "ab", "it's", "''", "' or true or '", "100%", "%27", "a+b c", "x&y=z#?", "(and)", "not", "null", "Zoë", "語", "🦴", "\"quoted\"", "\t\r\n", "{0}", "\\",
    ];

    public static readonly string[] Keys = ["", "a", "it's", "a+b", "100%", "%27", "item|1", "Zoë 語", "🦴", "x&y=z", "(and)", "$a:b,c"];

    public static readonly int[] Ints = [int.MinValue, -1, 0, 1, 42, int.MaxValue];
    public static readonly long[] Longs = [long.MinValue, -5_000_000_000, -1, 0, 7, 5_000_000_000, long.MaxValue];
    public static readonly double[] Doubles = [-1234.5, -5, -0.1, 0, 0.1, 1, 5, 1e15];
    public static readonly DateTimeOffset[] Instants = [s_march, s_march.AddMilliseconds(1), s_march.AddDays(-30).ToOffset(TimeSpan.FromHours(-8)), DateTimeOffset.UnixEpoch];
    public static readonly DateTime[] Dates = [.. Instants.Select(instant => instant.UtcDateTime)];
    public static readonly Guid[] Ids = [Guid.Empty, Guid.Parse("11112222-3333-4444-5555-666677778888"), Guid.Parse("abcdefab-cdef-abcd-efab-cdefabcdefab")];
    public static readonly byte[][] Bytes = [[0], [1, 2, 254, 255], [.. Enumerable.Range(0, 100).Select(i => (byte)i)]];
}
