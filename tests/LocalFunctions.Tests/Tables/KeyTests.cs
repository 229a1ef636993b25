using Azure;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables;

public sealed class KeyTests
{
    // The last two are one letter, composed and decomposed: two rows.
    private static readonly string[] s_odd =
    [
        "", " ", " a ", "'", "''", "it's", "%", "%25", "%2F", "+", "a+b c", "a:b,c;d", "$batch", "$x", "(", ")", "PartitionKey='x'", "..", ".", "&a=b", "=", "@odata.type",
        "~!@^*()_-=[]{}|\"<>`", "{0}", "語", "🦴", "👨‍👩", "\u200e", "ﷺ", new('k', 512), new('語', 512), "é", "e\u0301",
    ];

    public static TheoryData<string> Refused => new("a/b", "a\\b", "a#b", "a?b", "a\tb", "a\nb", "a\u0001b", "a\u007fb", "a\u0085b", new string('k', 513));

    [Fact]
    public async Task Odd_keys_are_kept_apart_in_every_operation()
    {
        var table = await TestTable.CreateAsync();
        foreach (var key in s_odd) (await table.AddEntityAsync(new TableEntity(key, key) { ["Key"] = key })).Status.ShouldBe(204);

        foreach (var key in s_odd)
        {
            var row = (await table.GetEntityAsync<TableEntity>(key, key)).Value;
            (row.PartitionKey, row.RowKey, row.GetString("Key")).ShouldBe((key, key, key));
            var etag = (await table.UpdateEntityAsync(new TableEntity(key, key) { ["Updated"] = key }, row.ETag)).Headers.ETag!.Value;
            var other = new TableEntity(key, "other") { ["Key"] = key };
            await table.SubmitTransactionAsync([
                new(TableTransactionActionType.UpdateMerge, new TableEntity(key, key) { ["Changed"] = key }, etag),
                new(TableTransactionActionType.Add, other)]);

            var found = await table.QueryAsync<TableEntity>(e => e.PartitionKey == key && e.RowKey == key).ToListAsync();
            found.ShouldHaveSingleItem().GetString("Changed").ShouldBe(key);
            found[0].GetString("Updated").ShouldBe(key);
        }

        foreach (var key in s_odd) (await table.DeleteEntityAsync(key, key)).Status.ShouldBe(204);
        (await table.QueryAsync<TableEntity>().ToListAsync()).Select(row => row.PartitionKey).ShouldBe(s_odd, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_a_key_is_refused_by_the_service(string key)
    {
        var table = await TestTable.CreateAsync();

        await RefusedAsync(() => table.AddEntityAsync(new TableEntity(key, "r")));
        await RefusedAsync(() => table.AddEntityAsync(new TableEntity("p", key)));
        await RefusedAsync(() => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", key))]));
        (await table.QueryAsync<TableEntity>().ToListAsync()).ShouldBeEmpty();

        async Task RefusedAsync(Func<Task> call)
        {
            var refusal = await Should.ThrowAsync<RequestFailedException>(call);
            refusal.Status.ShouldBe(400);
            refusal.Message.ShouldNotContain(key);
        }
    }
}
