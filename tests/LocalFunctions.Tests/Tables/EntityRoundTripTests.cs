using Azure;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables;

public sealed class EntityRoundTripTests
{
    [Fact]
    public async Task Every_type_of_property_comes_back_as_it_went()
    {
        var table = await TestTable.CreateAsync();
        var sent = EveryType.Full();
        await table.AddEntityAsync(sent);

        var read = (await table.GetEntityAsync<EveryType>("p", "r")).Value;

        read.Text.ShouldBe(sent.Text);
        read.Truth.ShouldBeTrue();
        read.MaybeTruth.ShouldBe(false);
        read.Int.ShouldBe(int.MinValue);
        read.MaybeInt.ShouldBe(0);
        read.Long.ShouldBe(long.MaxValue);
        read.MaybeLong.ShouldBe(-1);
        read.Unsigned.ShouldBe(7ul);
        read.Double.ShouldBe(0.1);
        read.MaybeDouble.ShouldBe(5);
        read.NotANumber.ShouldBe(double.NaN);
        read.Date.ShouldBe(sent.Date);
        read.Date.Kind.ShouldBe(DateTimeKind.Utc);
        read.MaybeDate.ShouldBe(DateTime.UnixEpoch);
        read.Instant.ShouldBe(sent.Instant);
        read.Instant.Offset.ShouldBe(TimeSpan.Zero);
        read.MaybeInstant.ShouldBe(DateTimeOffset.UnixEpoch);
        read.Duration.ShouldBe(TimeSpan.FromDays(30));
        read.Id.ShouldBe(sent.Id);
        read.MaybeId.ShouldBe(Guid.Empty);
        read.Bytes.ShouldBe(sent.Bytes);
        read.Data!.ToString().ShouldBe("data");
        read.Outcome.ShouldBe(Outcome.Overturned);
        read.MaybeOutcome.ShouldBe(Outcome.Overturned);
        read.InitOnly.ShouldBe("init");
        read.Renamed.ShouldBe("renamed value");
        read.Ignored.ShouldBeNull();
        read.Hidden.ShouldBeNull();
        read.ETag.ToString().ShouldStartWith("W/\"datetime'");
        read.Timestamp!.Value.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_null_is_not_stored_and_reads_as_null()
    {
        var table = await TestTable.CreateAsync();
        await table.AddEntityAsync(new EveryType { PartitionKey = "p", RowKey = "r", Date = DateTime.UnixEpoch });

        var read = (await table.GetEntityAsync<EveryType>("p", "r")).Value;

        read.Text.ShouldBeNull();
        read.MaybeTruth.ShouldBeNull();
        read.MaybeInt.ShouldBeNull();
        read.MaybeLong.ShouldBeNull();
        read.MaybeDouble.ShouldBeNull();
        read.MaybeDate.ShouldBeNull();
        read.MaybeInstant.ShouldBeNull();
        read.MaybeId.ShouldBeNull();
        read.MaybeOutcome.ShouldBeNull();
        read.Bytes.ShouldBeNull();
        read.Data.ShouldBeNull();
        (await table.GetEntityAsync<TableEntity>("p", "r")).Value.ContainsKey("Text").ShouldBeFalse();
    }

    [Fact]
    public async Task A_dictionary_reads_each_value_with_its_type()
    {
        var table = await TestTable.CreateAsync();
        var sent = EveryType.Full();
        await table.AddEntityAsync(sent);

        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        read.PartitionKey.ShouldBe("p");
        read.RowKey.ShouldBe("r");
        read.ETag.ShouldNotBe(default);
        read.Timestamp.ShouldNotBeNull();
        read.GetString("Text").ShouldBe(sent.Text);
        read.GetBoolean("Truth").ShouldBe(true);
        read.GetInt32("Int").ShouldBe(int.MinValue);
        read.GetInt64("Long").ShouldBe(long.MaxValue);
        read.GetDouble("Double").ShouldBe(0.1);
        read.GetDouble("MaybeDouble").ShouldBe(5);
        read.GetDouble("NotANumber").ShouldBe(double.NaN);
        read.GetDateTime("Date").ShouldBe(sent.Date);
        read.GetDateTimeOffset("Date").ShouldBe(new DateTimeOffset(sent.Date));
        read.GetDateTimeOffset("Instant").ShouldBe(sent.Instant);
        read.GetGuid("Id").ShouldBe(sent.Id);
        read.GetBinary("Bytes").ShouldBe(sent.Bytes);
        read.GetBinaryData("Data")!.ToString().ShouldBe("data");
        read.GetString("Outcome").ShouldBe("Overturned");
        read.GetString("renamed").ShouldBe("renamed value");
        read.GetString("Derived").ShouldBe(sent.Derived);
        read.Keys.ShouldNotContain(key => key.Contains("odata.type") || key == "Ignored" || key == "Hidden" || key == "odata.metadata");
    }

    [Fact]
    public async Task A_dictionary_that_was_read_can_be_sent_again()
    {
        var table = await TestTable.CreateAsync();
        await table.AddEntityAsync(EveryType.Full());
        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        read.RowKey = "copy";
        await table.AddEntityAsync(read);

        var copy = (await table.GetEntityAsync<EveryType>("p", "copy")).Value;
        copy.Long.ShouldBe(long.MaxValue);
        copy.Bytes.ShouldBe(EveryType.Full().Bytes);
        copy.Date.ShouldBe(EveryType.Full().Date);
    }

    [Theory]
    [InlineData("quote's", "double''quote")]
    [InlineData("CM26-0000123", "item|001")]
    [InlineData("a b+c%20d", "100% & more = x")]
    [InlineData("Zoë 語 🦴", "(paren,comma;semicolon)")]
    [InlineData("..", ".")]
    [InlineData("$batch", "PartitionKey='x'")]
    [InlineData("a:b@c!d*e~f", "[g]{h}^i`j\"k<l>")]
    public async Task Odd_characters_in_keys_name_the_same_row_in_every_operation(string partitionKey, string rowKey)
    {
        var table = await TestTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity(partitionKey, rowKey) { ["N"] = 1 });

        var read = (await table.GetEntityAsync<TableEntity>(partitionKey, rowKey)).Value;
        read.PartitionKey.ShouldBe(partitionKey);
        read.RowKey.ShouldBe(rowKey);

        await table.UpdateEntityAsync(new TableEntity(partitionKey, rowKey) { ["N"] = 2 }, read.ETag);
        await table.UpsertEntityAsync(new TableEntity(partitionKey, rowKey) { ["M"] = 3 });
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey} and RowKey eq {rowKey}");
        var row = (await table.QueryAsync<TableEntity>(filter).ToListAsync()).ShouldHaveSingleItem();
        row.GetInt32("N").ShouldBe(2);
        row.GetInt32("M").ShouldBe(3);

        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, new TableEntity(partitionKey, rowKey) { ["N"] = 4 }, row.ETag)]);
        (await table.GetEntityAsync<TableEntity>(partitionKey, rowKey)).Value.GetInt32("N").ShouldBe(4);

        (await table.DeleteEntityAsync(partitionKey, rowKey)).Status.ShouldBe(204);
        (await table.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey)).HasValue.ShouldBeFalse();
    }

    [Fact]
    public async Task Select_reads_only_the_named_properties()
    {
        var table = await TestTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        var read = (await table.GetEntityAsync<TableEntity>("p", "r", ["RowKey", "B"])).Value;

        read.ContainsKey("A").ShouldBeFalse();
        read.GetInt32("B").ShouldBe(2);
        (await table.QueryAsync<TableEntity>(select: ["A"]).ToListAsync()).ShouldHaveSingleItem().ContainsKey("B").ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_table_cannot_hold_is_refused_before_anything_is_sent()
    {
        var table = await TestTable.CreateAsync();
        var local = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local);
        await Should.ThrowAsync<NotSupportedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["D"] = local }));
        await Should.ThrowAsync<NotSupportedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["E"] = Outcome.Upheld }));
        await Should.ThrowAsync<NotSupportedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = new Version(1, 0) }));
        (await table.QueryAsync<TableEntity>().ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_fits_up_to_64_kibibytes_and_what_is_longer_is_the_services_refusal()
    {
        var table = await TestTable.CreateAsync();
        var longest = new string('語', 32 * 1024);
        await table.AddEntityAsync(new TableEntity("p", "r") { ["T"] = longest });
        (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetString("T").ShouldBe(longest);

        var refusal = await Should.ThrowAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "q") { ["T"] = longest + "x" }));
        (refusal.Status, refusal.ErrorCode).ShouldBe((400, "PropertyValueTooLarge"));
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public async Task An_infinite_number_is_not_sent_though_it_can_be_read(double infinite)
    {
        var table = await TestTable.CreateAsync();
        await Should.ThrowAsync<ArgumentException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["D"] = infinite }));
        (await table.QueryAsync<TableEntity>().ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_keeps_its_type_at_the_limits_of_it()
    {
        var table = await TestTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Int"] = int.MaxValue,
            ["Long"] = 1L,
            ["Least"] = long.MinValue,
            ["Whole"] = 5.0,
            ["Tiny"] = double.Epsilon,
            ["Huge"] = double.MaxValue,
            ["Zero"] = -0.0,
        });

        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        row["Int"].ShouldBe(int.MaxValue);
        row["Long"].ShouldBe(1L);
        row["Least"].ShouldBe(long.MinValue);
        row["Whole"].ShouldBe(5.0);
        row["Tiny"].ShouldBe(double.Epsilon);
        row["Huge"].ShouldBe(double.MaxValue);
        row["Zero"].ShouldBe(0.0);
    }
}
