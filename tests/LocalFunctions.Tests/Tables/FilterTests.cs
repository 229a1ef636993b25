using System.Text;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables;

public sealed class FilterTests
{
    [Fact]
    public void Values_are_written_by_their_type()
    {
        Filter($"x eq {"O'Neil"}").ShouldBe("x eq 'O''Neil'");
        Filter($"x eq {'\''}").ShouldBe("x eq ''''");
        Filter($"x eq {new StringBuilder("it's")}").ShouldBe("x eq 'it''s'");
        Filter($"x eq {true} or x eq {false}").ShouldBe("x eq true or x eq false");
        Filter($"x eq {5}").ShouldBe("x eq 5");
        Filter($"x eq {5L}").ShouldBe("x eq 5L");
        Filter($"x eq {5ul}").ShouldBe("x eq 5L");
        Filter($"x eq {5.5}").ShouldBe("x eq 5.5");
        Filter($"x eq {Guid.Empty}").ShouldBe("x eq guid'00000000-0000-0000-0000-000000000000'");
        Filter($"x eq {new byte[] { 1, 255 }}").ShouldBe("x eq X'01FF'");
        Filter($"x eq {new BinaryData(new byte[] { 16 })}").ShouldBe("x eq X'10'");
        Filter($"x eq {new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(-8))}").ShouldBe("x eq datetime'2026-03-01T16:00:00Z'");
        Filter($"x eq {new DateTime(2026, 3, 1, 16, 0, 0, 5, DateTimeKind.Utc)}").ShouldBe("x eq datetime'2026-03-01T16:00:00.005Z'");
        Filter($"x eq {null}").ShouldBe("x eq null");
        Should.Throw<ArgumentException>(() => Filter($"x eq {new Version(1, 0)}"));
    }

    [Fact]
    public void A_value_cannot_change_the_filter() =>
        Filter($"PartitionKey eq {"x' or PartitionKey ne '"}").ShouldBe("PartitionKey eq 'x'' or PartitionKey ne '''");

    [Fact]
    public void Lambdas_are_written_as_the_service_reads_them()
    {
        var text = "it's";
        TableClient.CreateQueryFilter<EveryType>(e => e.Text == text).ShouldBe("Text eq 'it''s'");
        TableClient.CreateQueryFilter<EveryType>(e => e.PartitionKey == "p" && e.RowKey != "r").ShouldBe("(PartitionKey eq 'p') and (RowKey ne 'r')");
        TableClient.CreateQueryFilter<EveryType>(e => e.Truth || !(e.Int > 1)).ShouldBe("(Truth eq true) or (not (Int gt 1))");
        TableClient.CreateQueryFilter<EveryType>(e => e.MaybeInt == 1 && e.MaybeInt!.Value < 3).ShouldBe("(MaybeInt eq 1) and (MaybeInt lt 3)");
        TableClient.CreateQueryFilter<EveryType>(e => e.MaybeTruth == true).ShouldBe("MaybeTruth eq true");
        TableClient.CreateQueryFilter<EveryType>(e => e.Long >= 1).ShouldBe("Long ge 1L");
        TableClient.CreateQueryFilter<EveryType>(e => e.Double <= 1).ShouldBe("Double le 1.0");
        TableClient.CreateQueryFilter<EveryType>(e => e.Renamed == "x").ShouldBe("renamed eq 'x'");
        TableClient.CreateQueryFilter<EveryType>(e => e.Timestamp > DateTimeOffset.UnixEpoch).ShouldBe("Timestamp gt datetime'1970-01-01T00:00:00Z'");
        TableClient.CreateQueryFilter<EveryType>(e => "a".CompareTo(e.Text) < 0).ShouldBe("'a' lt Text");
        TableClient.CreateQueryFilter<EveryType>(e => string.Equals(e.Text, "x")).ShouldBe("Text eq 'x'");
        TableClient.CreateQueryFilter<TableEntity>(e => e.GetString("A") == "x" && e.GetInt32("B") > 1).ShouldBe("(A eq 'x') and (B gt 1)");
        TableClient.CreateQueryFilter<TableEntity>(e => (string?)e["A"] == "x").ShouldBe("A eq 'x'");
        TableClient.CreateQueryFilter<TableEntity>(e => e.GetBoolean("A") == false).ShouldBe("A eq false");
        TableClient.CreateQueryFilter<EveryType>(_ => true).ShouldBeNull();
    }

    [Fact]
    public void What_does_not_depend_on_the_row_is_computed_first()
    {
        var (yes, none, bytes) = (true, (int?)null, new byte[] { 1, 255 });
        TableClient.CreateQueryFilter<EveryType>(e => yes && e.Int > 1).ShouldBe("true and (Int gt 1)");
        TableClient.CreateQueryFilter<EveryType>(e => e.MaybeInt == none).ShouldBe("MaybeInt eq null");
        TableClient.CreateQueryFilter<EveryType>(e => e.Bytes == bytes).ShouldBe("Bytes eq X'01FF'");
        TableClient.CreateQueryFilter<EveryType>(e => e.Text == Outcome.Upheld.ToString()).ShouldBe("Text eq 'Upheld'");
        TableClient.CreateQueryFilter<EveryType>(e => e.Instant > DateTimeOffset.UnixEpoch.AddDays(1)).ShouldBe("Instant gt datetime'1970-01-02T00:00:00Z'");
        TableClient.CreateQueryFilter<EveryType>(e => e.Date < new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc)).ShouldBe("Date lt datetime'2026-03-01T00:00:00Z'");
        TableClient.CreateQueryFilter<EveryType>(e => e.Id == new Guid("11112222-3333-4444-5555-666677778888")).ShouldBe("Id eq guid'11112222-3333-4444-5555-666677778888'");
        TableClient.CreateQueryFilter<EveryType>(e => e.Long == long.MinValue).ShouldBe("Long eq -9223372036854775808L");
        TableClient.CreateQueryFilter<EveryType>(e => e.Double > -5).ShouldBe("Double gt -5"); // as the real client: the point is added to digits only
    }

    [Fact]
    public void What_the_service_cannot_do_is_refused()
    {
        Should.Throw<NotSupportedException>(() => TableClient.CreateQueryFilter<EveryType>(e => e.Text!.Contains("xy")));
        Should.Throw<NotSupportedException>(() => TableClient.CreateQueryFilter<EveryType>(e => e.Text!.StartsWith("xy")));
        Should.Throw<NotSupportedException>(() => TableClient.CreateQueryFilter<EveryType>(e => e.Text!.Length == 1));
        Should.Throw<NotSupportedException>(() => TableClient.CreateQueryFilter<EveryType>(e => e.Int + 1 == 2));
        Should.Throw<NotSupportedException>(() => TableClient.CreateQueryFilter<EveryType>(e => e.Outcome == Outcome.Upheld));
        Should.Throw<NotSupportedException>(() => TableClient.CreateQueryFilter<EveryType>(e => e.Text!.Equals("x", StringComparison.OrdinalIgnoreCase)));
        Should.Throw<NotSupportedException>(() => TableClient.CreateQueryFilter<EveryType>(e => string.Compare(e.Text, "x") > 1));
        Should.Throw<ArgumentNullException>(() => TableClient.CreateQueryFilter<EveryType>(null!));
    }

    private static string Filter(FormattableString filter) => TableClient.CreateQueryFilter(filter);
}
