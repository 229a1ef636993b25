using Azure;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables.Transactions;

public sealed class TransactionTests
{
    [Fact]
    public async Task All_kinds_of_change_are_made_together_and_answered_in_order()
    {
        var table = await TestTable.CreateAsync();
        foreach (var key in (string[])["merge", "replace", "delete", "upsert"]) await table.AddEntityAsync(new TableEntity("p", key) { ["A"] = 1 });
        var etag = (await table.GetEntityAsync<TableEntity>("p", "merge")).Value.ETag;

        var answers = await table.SubmitTransactionAsync([
            new(TableTransactionActionType.Add, new TableEntity("p", "add") { ["B"] = "Zoë's" }),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "merge") { ["B"] = 2 }, etag),
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "replace") { ["B"] = 2 }, ETag.All),
            new(TableTransactionActionType.Delete, new TableEntity("p", "delete")),
            new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "upsert") { ["B"] = 2 }),
            new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "new") { ["B"] = 2 }),
        ]);

        answers.GetRawResponse().Status.ShouldBe(202);
        answers.Value.Select(answer => answer.Status).ShouldAllBe(status => status == 204);
        var rows = (await table.QueryAsync<TableEntity>().ToListAsync()).ToDictionary(row => row.RowKey);
        rows.Keys.ShouldBe(["add", "merge", "new", "replace", "upsert"], ignoreOrder: true);
        rows["add"].GetString("B").ShouldBe("Zoë's");
        rows["merge"].GetInt32("A").ShouldBe(1);
        rows["replace"].ContainsKey("A").ShouldBeFalse();
        rows["upsert"].GetInt32("A").ShouldBe(1);

        string?[] keys = ["add", "merge", "replace", null, "upsert", "new"];
        foreach (var (answer, key) in answers.Value.Zip(keys))
            if (key is not null) answer.Headers.ETag.ShouldBe(rows[key].ETag);
    }

    [Fact]
    public async Task A_hundred_changes_fit()
    {
        var table = await TestTable.CreateAsync();

        var answers = await table.SubmitTransactionAsync(Adds(100));

        answers.Value.Count.ShouldBe(100);
        answers.Value.Select(answer => answer.Headers.ETag).ShouldAllBe(etag => etag != null);
        (await table.QueryAsync<TableEntity>().ToListAsync()).Count.ShouldBe(100);
    }

    [Fact]
    public async Task A_hundred_and_one_changes_are_refused()
    {
        var table = await TestTable.CreateAsync();
        (await Should.ThrowAsync<RequestFailedException>(() => table.SubmitTransactionAsync(Adds(101)))).Status.ShouldBe(400);
        (await table.QueryAsync<TableEntity>().ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_change_that_fails_is_named_and_none_is_made()
    {
        var table = await TestTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "exists"));

        var failure = await Should.ThrowAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([
            new(TableTransactionActionType.Add, new TableEntity("p", "0")),
            new(TableTransactionActionType.Add, new TableEntity("p", "1")),
            new(TableTransactionActionType.Add, new TableEntity("p", "exists")),
            new(TableTransactionActionType.Add, new TableEntity("p", "3")),
        ]));

        failure.Status.ShouldBe(409);
        failure.ErrorCode.ShouldBe("EntityAlreadyExists");
        failure.FailedTransactionActionIndex.ShouldBe(2);
        (await table.QueryAsync<TableEntity>().ToListAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_version_that_does_not_match_fails_the_transaction()
    {
        var table = await TestTable.CreateAsync();
        var old = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["N"] = 1 });

        var failure = await Should.ThrowAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([
            new(TableTransactionActionType.Add, new TableEntity("p", "other")),
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "r"), old),
        ]));

        failure.Status.ShouldBe(412);
        failure.ErrorCode.ShouldBe("UpdateConditionNotSatisfied");
        failure.FailedTransactionActionIndex.ShouldBe(1);
        (await table.GetEntityIfExistsAsync<TableEntity>("p", "other")).HasValue.ShouldBeFalse();
    }

    [Fact]
    public async Task A_delete_of_a_missing_row_fails_the_transaction()
    {
        var table = await TestTable.CreateAsync();
        var failure = await Should.ThrowAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, new TableEntity("p", "r"))]));
        failure.Status.ShouldBe(404);
        failure.FailedTransactionActionIndex.ShouldBe(0);
    }

    [Fact]
    public async Task A_transaction_needs_a_change()
    {
        var table = await TestTable.CreateAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
        await Should.ThrowAsync<ArgumentNullException>(() => table.SubmitTransactionAsync(null!));
    }

    [Fact]
    public void The_failed_index_comes_from_the_failure_and_may_be_unknown() =>
        new TableTransactionFailedException(new RequestFailedException(409, "text", "EntityAlreadyExists", null)).FailedTransactionActionIndex.ShouldBeNull();

    private static IEnumerable<TableTransactionAction> Adds(int count) =>
        Enumerable.Range(0, count)
            .Select(i => new TableEntity("p", $"{i:d3}") { ["Text"] = new string('x', 500) })
            .Select(entity => new TableTransactionAction(TableTransactionActionType.Add, entity));
}
