using FsCheck;
using FsCheck.Fluent;

namespace LocalFunctions.Tests.Tables.Filters;

/// <summary>Invents rows and filters over them.</summary>
internal static class FilterGenerator
{
    private static readonly string[] s_all = ["eq", "ne", "gt", "ge", "lt", "le"];

    // Guids, bytes and truth values have no order that the service documents.
    private static readonly string[] s_equality = ["eq", "ne"];

    public static Arbitrary<FilterCondition> Conditions => Condition(3).ToArbitrary();

    /// <summary>Rows with distinct keys, whose properties are drawn from the values that filters compare with.</summary>
    public static IReadOnlyList<FilterRow> Rows(int count)
    {
        var random = new Random(20260301);
        return [.. Enumerable.Range(0, count).Select(i => new FilterRow
        {
            PartitionKey = FilterValues.Keys[i % 3],
            RowKey = FilterValues.Keys[i / 3 % FilterValues.Keys.Length] + (i / 3 / FilterValues.Keys.Length is > 0 and var n ? $"{n}" : ""),
            Text = Draw(FilterValues.Texts),
            Flag = random.Next(2) == 0,
            Int = Draw(FilterValues.Ints),
            MaybeInt = Draw(FilterValues.Ints),
            Long = Draw(FilterValues.Longs),
            Double = Draw(FilterValues.Doubles),
            Instant = Draw(FilterValues.Instants),
            Date = Draw(FilterValues.Dates),
            Id = Draw(FilterValues.Ids),
            Bytes = Draw(FilterValues.Bytes),
        })];

        T Draw<T>(T[] values) => values[random.Next(values.Length)];
    }

    private static Gen<FilterCondition> Condition(int depth)
    {
        if (depth == 0) return Leaf;
        var inner = Condition(depth - 1);
        return Gen.Frequency(
            (3, Leaf),
            (2, inner.Two().Select(two => (FilterCondition)new FilterCondition.And(two.Item1, two.Item2))),
            (2, inner.Two().Select(two => (FilterCondition)new FilterCondition.Or(two.Item1, two.Item2))),
            (1, inner.Select(one => (FilterCondition)new FilterCondition.Not(one))));
    }

    private static Gen<FilterCondition> Leaf => Gen.OneOf(
        Compare(nameof(FilterRow.PartitionKey), s_all, FilterValues.Keys, string.CompareOrdinal),
        Compare(nameof(FilterRow.RowKey), s_all, FilterValues.Keys, string.CompareOrdinal),
        Compare(nameof(FilterRow.Text), s_all, FilterValues.Texts, string.CompareOrdinal),
        Compare(nameof(FilterRow.Int), s_all, FilterValues.Ints, (a, b) => a.CompareTo(b)),
        Compare(nameof(FilterRow.MaybeInt), s_all, FilterValues.Ints, (a, b) => a.CompareTo(b)),
        Compare(nameof(FilterRow.Long), s_all, FilterValues.Longs, (a, b) => a.CompareTo(b)),
        Compare(nameof(FilterRow.Double), s_all, FilterValues.Doubles, (a, b) => a.CompareTo(b)),
        Compare(nameof(FilterRow.Instant), s_all, FilterValues.Instants, (a, b) => a.CompareTo(b)),
        Compare(nameof(FilterRow.Date), s_all, FilterValues.Dates, (a, b) => a.CompareTo(b)),
        Compare(nameof(FilterRow.Flag), s_equality, [true, false], (a, b) => a.CompareTo(b)),
        Compare(nameof(FilterRow.Id), s_equality, FilterValues.Ids, (a, b) => a.CompareTo(b)),
        Compare(nameof(FilterRow.Bytes), s_equality, FilterValues.Bytes, (a, b) => a.SequenceEqual(b) ? 0 : 1),
        Gen.Constant<FilterCondition>(new FilterCondition.Flag()));

    private static Gen<FilterCondition> Compare<T>(string property, string[] operators, T[] values, Comparison<T> order) =>
        Gen.Elements(operators).SelectMany(
            _ => Gen.Elements(values),
            (word, value) => (FilterCondition)new FilterCondition.Compare<T>(property, word, value, order));
}
