using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables;

/// <summary>A fresh, empty table of the emulator.</summary>
internal static class TestTable
{
    public static string NewName() => "T" + Guid.NewGuid().ToString("N");

    public static async Task<TableClient> CreateAsync(TableClientOptions? options = null)
    {
        var table = new TableClient(await TablesAzurite.ConnectionStringAsync(), NewName(), options);
        await table.CreateAsync();
        return table;
    }

    public static async Task<List<T>> ToListAsync<T>(this Azure.AsyncPageable<T> pageable)
        where T : notnull
    {
        var list = new List<T>();
        await foreach (var item in pageable) list.Add(item);
        return list;
    }
}
