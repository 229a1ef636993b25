using Azure;
using LocalFunctions.Tables;
using LocalFunctions.Tables.Models;

namespace LocalFunctions.Tests.Tables;

public sealed class RowOperationTests
{
    [Fact]
    public async Task Adding_a_row_twice_is_a_conflict()
    {
        var table = await TestTable.CreateAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r"));
        added.Headers.ETag.ShouldNotBeNull();

        var refusal = await Should.ThrowAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        refusal.Status.ShouldBe(409);
        refusal.ErrorCode.ShouldBe("EntityAlreadyExists");
        (refusal.ErrorCode! == TableErrorCode.EntityAlreadyExists).ShouldBeTrue();
    }

    [Fact]
    public async Task An_update_of_another_version_is_refused_and_changes_nothing()
    {
        var table = await TestTable.CreateAsync();
        var first = (await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 1 })).Headers.ETag!.Value;
        var second = (await table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 2 }, first)).Headers.ETag!.Value;
        second.ShouldNotBe(first);

        foreach (var mode in Enum.GetValues<TableUpdateMode>())
        {
            var refusal = await Should.ThrowAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 3 }, first, mode));
            refusal.Status.ShouldBe(412);
            refusal.ErrorCode.ShouldBe("UpdateConditionNotSatisfied");
        }

        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        row.GetInt32("N").ShouldBe(2);
        row.ETag.ShouldBe(second);
    }

    [Fact]
    public async Task An_update_needs_a_condition()
    {
        var table = await TestTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        (await Should.ThrowAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default))).ParamName.ShouldBe("ifMatch");
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 1 }, ETag.All);
    }

    [Fact]
    public async Task Merge_keeps_what_is_not_sent_and_replace_removes_it()
    {
        var table = await TestTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["B"] = 2 }, ETag.All);
        (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("A").ShouldBe(1);

        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["C"] = 3 }, TableUpdateMode.Replace);
        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        row.ContainsKey("A").ShouldBeFalse();
        row.GetInt32("C").ShouldBe(3);
        await Should.ThrowAsync<ArgumentException>(() => table.UpsertEntityAsync(row, (TableUpdateMode)9));
    }

    [Fact]
    public async Task An_upsert_creates_a_missing_row_and_an_update_does_not()
    {
        var table = await TestTable.CreateAsync();
        var refusal = await Should.ThrowAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));
        refusal.Status.ShouldBe(404);
        refusal.ErrorCode.ShouldBe("ResourceNotFound");

        var upserted = await table.UpsertEntityAsync(new TableEntity("p", "r"));

        (await table.GetEntityAsync<TableEntity>("p", "r")).Value.ETag.ShouldBe(upserted.Headers.ETag!.Value);
    }

    [Fact]
    public async Task A_delete_is_unconditional_unless_a_version_is_named()
    {
        var table = await TestTable.CreateAsync();
        var old = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["N"] = 1 });

        var refusal = await Should.ThrowAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", old));
        refusal.Status.ShouldBe(412);
        refusal.ErrorCode.ShouldBe("UpdateConditionNotSatisfied");

        (await table.DeleteEntityAsync(new TableEntity("p", "r") { ETag = old })).Status.ShouldBe(204);
        (await table.DeleteEntityAsync("p", "r")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_missing_row_is_an_error_or_no_value()
    {
        var table = await TestTable.CreateAsync();

        var refusal = await Should.ThrowAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"));
        refusal.Status.ShouldBe(404);
        refusal.ErrorCode.ShouldBe("ResourceNotFound");

        var none = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");
        none.HasValue.ShouldBeFalse();
        none.GetRawResponse().Status.ShouldBe(404);
        Should.Throw<InvalidOperationException>(() => none.Value);

        await table.AddEntityAsync(new TableEntity("p", "r"));
        (await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).Value!.RowKey.ShouldBe("r");
    }

    [Fact]
    public async Task Rows_need_both_keys()
    {
        var table = await TestTable.CreateAsync();

        await Should.ThrowAsync<ArgumentNullException>(() => table.AddEntityAsync<TableEntity>(null!));
        await Should.ThrowAsync<ArgumentNullException>(() => table.AddEntityAsync(new TableEntity { PartitionKey = "p" }));
        await Should.ThrowAsync<ArgumentNullException>(() => table.UpsertEntityAsync(new TableEntity { RowKey = "r" }));
        await Should.ThrowAsync<ArgumentNullException>(() => table.GetEntityAsync<TableEntity>("p", null!));
        await Should.ThrowAsync<ArgumentNullException>(() => table.DeleteEntityAsync(null!, "r"));
    }
}
