using Azure;
using LocalFunctions.Tables;
using LocalFunctions.Tables.Models;

namespace LocalFunctions.Tests.Tables;

public sealed class TableAdministrationTests
{
    [Fact]
    public async Task Creating_a_table_that_exists_is_a_conflict_unless_it_may_exist()
    {
        var service = new TableServiceClient(await TablesAzurite.ConnectionStringAsync());
        var name = TestTable.NewName();

        (await service.CreateTableIfNotExistsAsync(name)).GetRawResponse().Status.ShouldBe(204);
        var again = await service.CreateTableIfNotExistsAsync(name);
        again.Value.Name.ShouldBe(name);
        again.GetRawResponse().Status.ShouldBe(409);
        (await service.GetTableClient(name).CreateIfNotExistsAsync()).GetRawResponse().Status.ShouldBe(409);

        var refusal = await Should.ThrowAsync<RequestFailedException>(() => service.CreateTableAsync(name));
        refusal.Status.ShouldBe(409);
        refusal.ErrorCode.ShouldBe("TableAlreadyExists");
    }

    [Fact]
    public async Task A_deleted_table_has_no_rows_and_deleting_it_again_is_no_error()
    {
        var table = await TestTable.CreateAsync();

        (await table.DeleteAsync()).Status.ShouldBe(204);
        (await table.DeleteAsync()).Status.ShouldBe(404);
        (await new TableServiceClient(await TablesAzurite.ConnectionStringAsync()).DeleteTableAsync(table.Name)).Status.ShouldBe(404);

        var refusal = await Should.ThrowAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));
        refusal.Status.ShouldBe(404);
        refusal.ErrorCode.ShouldBe("TableNotFound");
    }

    [Fact]
    public async Task Tables_are_found_by_name()
    {
        var service = new TableServiceClient(await TablesAzurite.ConnectionStringAsync());
        string[] names = [TestTable.NewName(), TestTable.NewName(), TestTable.NewName()];
        foreach (var name in names) await service.CreateTableAsync(name);

        (await service.QueryAsync($"TableName eq '{names[0]}'").ToListAsync()).ShouldHaveSingleItem().Name.ShouldBe(names[0]);
        (await service.QueryAsync((FormattableString)$"TableName eq {names[1]}").ToListAsync()).ShouldHaveSingleItem().Name.ShouldBe(names[1]);
        (await service.QueryAsync(table => table.Name == names[2]).ToListAsync()).ShouldHaveSingleItem().Name.ShouldBe(names[2]);
        names.ShouldBeSubsetOf((await service.QueryAsync(maxPerPage: 1).ToListAsync()).Select(table => table.Name));
        TableServiceClient.CreateQueryFilter(table => table.Name.CompareTo("A") >= 0).ShouldBe("TableName ge 'A'");
    }

    [Fact]
    public async Task A_wrong_name_is_refused_by_the_service()
    {
        var service = new TableServiceClient(await TablesAzurite.ConnectionStringAsync());
        (await Should.ThrowAsync<RequestFailedException>(() => service.CreateTableIfNotExistsAsync("no-hyphens"))).Status.ShouldBe(400);
    }
}
