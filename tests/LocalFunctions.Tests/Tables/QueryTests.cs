using System.Linq.Expressions;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables;

public sealed class QueryTests
{
    private static readonly DateTimeOffset s_march = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_id = Guid.Parse("11112222-3333-4444-5555-666677778888");

    public static TheoryData<string, string> Filters => new()
    {
        { "PartitionKey eq 'p'", "a b c" },
        { "RowKey ne 'a'", "b c" },
        { "RowKey gt 'a'", "b c" },
        { "RowKey ge 'b'", "b c" },
        { "RowKey lt 'b'", "a" },
        { "RowKey le 'b'", "a b" },
        { "RowKey ge 'b' and RowKey lt 'c'", "b" },
        { "RowKey eq 'a' or RowKey eq 'c'", "a c" },
        { "not (RowKey eq 'a')", "b c" },
        { TableClient.CreateQueryFilter($"Text eq {"it's"}"), "b" },
        { TableClient.CreateQueryFilter($"Flag eq {true}"), "a c" },
        { TableClient.CreateQueryFilter($"Int gt {1}"), "b c" },
        { TableClient.CreateQueryFilter($"Long ge {5_000_000_001L}"), "b c" },
        { TableClient.CreateQueryFilter($"Double lt {1.5}"), "a" },
        { TableClient.CreateQueryFilter($"Instant ge {s_march}"), "b c" },
        { TableClient.CreateQueryFilter($"Instant lt {s_march.UtcDateTime}"), "a" },
        { TableClient.CreateQueryFilter($"Id eq {s_id}"), "c" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_finds_its_rows(string filter, string expected) =>
        string.Join(' ', (await (await ThreeRowsAsync()).QueryAsync<Row>(filter).ToListAsync()).Select(row => row.RowKey)).ShouldBe(expected);

    public static TheoryData<string, string> Lambdas => new()
    {
        { nameof(Row.PartitionKey), "a b c" },
        { nameof(Row.Text), "b" },
        { nameof(Row.Flag), "a c" },
        { "not Flag", "b" },
        { nameof(Row.Long), "b c" },
        { nameof(Row.Double), "b c" },
        { nameof(Row.Instant), "b c" },
        { nameof(Row.Id), "c" },
        { "prefix", "b" },
        { "or", "a c" },
        { "all", "a b c" },
    };

    [Theory]
    [MemberData(nameof(Lambdas))]
    public async Task A_lambda_finds_its_rows(string which, string expected)
    {
        var (id, text) = (s_id, "it's");
        Expression<Func<Row, bool>> filter = which switch
        {
            nameof(Row.PartitionKey) => row => row.PartitionKey == "p",
            nameof(Row.Text) => row => row.Text == text,
            nameof(Row.Flag) => row => row.Flag,
            "not Flag" => row => !row.Flag,
            nameof(Row.Long) => row => row.Long > 5_000_000_000L,
            nameof(Row.Double) => row => row.Double >= 2,
            nameof(Row.Instant) => row => row.Instant >= s_march,
            nameof(Row.Id) => row => row.Id == id,
            "prefix" => row => string.Compare(row.RowKey, "b") >= 0 && row.RowKey.CompareTo("c") < 0,
            "or" => row => row.RowKey.Equals("a") || row.RowKey == "c",
            _ => _ => true,
        };

        string.Join(' ', (await (await ThreeRowsAsync()).QueryAsync(filter).ToListAsync()).Select(row => row.RowKey)).ShouldBe(expected);
    }

    [Fact]
    public async Task More_than_a_thousand_rows_come_in_pages_and_in_order()
    {
        var table = await TestTable.CreateAsync();
        var keys = Enumerable.Range(0, 1050).Select(i => $"r{i:d4}").ToArray();
        foreach (var chunk in keys.Chunk(100))
            await table.SubmitTransactionAsync(chunk.Select(key => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p'q", key))));

        (await table.QueryAsync<TableEntity>().ToListAsync()).Select(row => row.RowKey).ShouldBe(keys);
        await foreach (var page in table.QueryAsync<TableEntity>().AsPages())
        {
            page.Values.Count.ShouldBe(1000);
            break;
        }
    }

    [Fact]
    public async Task A_query_goes_on_from_a_continuation_token()
    {
        var table = await ThreeRowsAsync();

        string? token = null;
        await foreach (var page in table.QueryAsync<Row>(maxPerPage: 2).AsPages())
        {
            page.Values.Select(row => row.RowKey).ShouldBe(["a", "b"]);
            token = page.ContinuationToken;
            break;
        }

        var rest = new List<string>();
        await foreach (var page in table.QueryAsync<Row>(maxPerPage: 2).AsPages(token))
        {
            page.ContinuationToken.ShouldBeNull();
            rest.AddRange(page.Values.Select(row => row.RowKey));
        }

        rest.ShouldBe(["c"]);
    }

    [Fact]
    public async Task A_page_can_be_smaller_than_the_query_says()
    {
        var sizes = new List<int>();
        await foreach (var page in (await ThreeRowsAsync()).QueryAsync<Row>(maxPerPage: 3).AsPages(pageSizeHint: 1)) sizes.Add(page.Values.Count);
        sizes.Sum().ShouldBe(3);
        sizes.ShouldAllBe(size => size <= 1);
    }

    [Fact]
    public async Task A_query_of_a_missing_table_fails_when_it_is_enumerated()
    {
        var table = new TableClient(await TablesAzurite.ConnectionStringAsync(), TestTable.NewName());
        var query = table.QueryAsync<Row>();
        (await Should.ThrowAsync<Azure.RequestFailedException>(() => query.ToListAsync())).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_cancelled_query_stops()
    {
        using var cancellation = new CancellationTokenSource();
        var query = (await ThreeRowsAsync()).QueryAsync<Row>(maxPerPage: 1, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => query.ToListAsync());
    }

    private static async Task<TableClient> ThreeRowsAsync()
    {
        var table = await TestTable.CreateAsync();
        await table.SubmitTransactionAsync([
            Add(new() { RowKey = "a", Text = "its", Flag = true, Int = 1, Long = 5_000_000_000, Double = 1, Instant = s_march.AddTicks(-1) }),
            Add(new() { RowKey = "b", Text = "it's", Flag = false, Int = 2, Long = 5_000_000_001, Double = 2, Instant = s_march }),
            Add(new() { RowKey = "c", Text = "", Flag = true, Int = 3, Long = 5_000_000_002, Double = 3, Instant = s_march.AddDays(1), Id = s_id }),
        ]);
        return table;

        static TableTransactionAction Add(Row row) => new(TableTransactionActionType.Add, row);
    }

    public sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "p";
        public string RowKey { get; set; } = "";
        public DateTimeOffset? Timestamp { get; set; }
        public Azure.ETag ETag { get; set; }
        public string? Text { get; set; }
        public bool Flag { get; set; }
        public int Int { get; set; }
        public long Long { get; set; }
        public double Double { get; set; }
        public DateTimeOffset Instant { get; set; }
        public Guid Id { get; set; }
    }
}
