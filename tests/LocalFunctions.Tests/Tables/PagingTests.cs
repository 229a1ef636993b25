using System.Net;
using LocalFunctions.Tables;
using static LocalFunctions.Tests.Tables.ScriptedHandler;

namespace LocalFunctions.Tests.Tables;

public sealed class PagingTests
{
    [Fact]
    public async Task Ten_thousand_rows_are_read_in_order_from_any_page_by_any_client()
    {
        var table = await TestTable.CreateAsync();
        var keys = Enumerable.Range(0, 10_000).Select(i => (Partition: $"p{i / 2500}'", Row: $"r{i:d5} +%")).ToArray();
        await Parallel.ForEachAsync(keys.Chunk(100), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (chunk, cancellation) =>
            await table.SubmitTransactionAsync(
                chunk.Select(key => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(key.Partition, key.Row) { ["N"] = 1, ["Rest"] = "unread" })),
                cancellation));

        var pages = new List<Azure.Page<TableEntity>>();
        await foreach (var page in table.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey", "N"]).AsPages()) pages.Add(page);

        pages.Count.ShouldBe(10);
        pages.ShouldAllBe(page => page.Values.Count == 1000);
        pages[^1].ContinuationToken.ShouldBeNull();
        var rows = pages.SelectMany(page => page.Values).ToArray();
        rows.Select(row => (row.PartitionKey, row.RowKey)).ShouldBe(keys);
        rows.ShouldAllBe(row => row.GetInt32("N") == 1 && !row.ContainsKey("Rest"));

        // Another process goes on in the middle, inside the second partition, in pages of another size.
        var other = new TableClient(await TablesAzurite.ConnectionStringAsync(), table.Name);
        var rest = new List<string>();
        await foreach (var page in other.QueryAsync<TableEntity>(select: ["RowKey"]).AsPages(pages[3].ContinuationToken, pageSizeHint: 700))
        {
            page.Values.Count.ShouldBeLessThanOrEqualTo(700);
            rest.AddRange(page.Values.Select(row => row.RowKey));
        }

        rest.ShouldBe(keys.Skip(4000).Select(key => key.Row));
    }

    [Fact]
    public async Task An_empty_page_is_not_the_end()
    {
        var http = new ScriptedHandler(
            Answer(HttpStatusCode.OK, """{"value":[]}""", ("x-ms-continuation-NextPartitionKey", "1!4!cA--"), ("x-ms-continuation-NextRowKey", "1!4!cg--")),
            Answer(HttpStatusCode.OK, """{"value":[]}""", ("x-ms-continuation-NextPartitionKey", "1!4!cQ--")),
            Answer(HttpStatusCode.OK, """{"value":[{"PartitionKey":"q","RowKey":"r"}]}"""));

        (await http.Table().QueryAsync<TableEntity>("N eq 1", maxPerPage: 5, select: ["PartitionKey", "RowKey"]).ToListAsync()).ShouldHaveSingleItem().PartitionKey.ShouldBe("q");

        const string Query = "?$top=5&$select=PartitionKey%2CRowKey&$filter=N%20eq%201";
        http.Requests.Select(request => request.RequestUri!.Query).ShouldBe(
            [Query, $"{Query}&NextPartitionKey=1%214%21cA--&NextRowKey=1%214%21cg--", $"{Query}&NextPartitionKey=1%214%21cQ--"]);
    }

    [Fact]
    public async Task A_query_that_is_cancelled_in_the_middle_asks_for_no_more()
    {
        using var cancellation = new CancellationTokenSource();
        var http = new ScriptedHandler(Answer(HttpStatusCode.OK, """{"value":[{"PartitionKey":"q","RowKey":"r"}]}""", ("x-ms-continuation-NextPartitionKey", "1!4!cQ--")));
        var read = 0;

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in http.Table().QueryAsync<TableEntity>(cancellationToken: cancellation.Token))
                if (++read == 3) await cancellation.CancelAsync();
        });

        read.ShouldBe(3);
        http.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Each_enumeration_asks_anew()
    {
        var http = new ScriptedHandler(Answer(HttpStatusCode.OK, """{"value":[]}"""));
        var query = http.Table().QueryAsync<TableEntity>();
        http.Requests.ShouldBeEmpty();
        await query.ToListAsync();
        await query.ToListAsync();
        http.Requests.Count.ShouldBe(2);
    }
}
