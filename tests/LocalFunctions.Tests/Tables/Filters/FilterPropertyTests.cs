using FsCheck;
using FsCheck.Fluent;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables.Filters;

public sealed class FilterPropertyTests : IAsyncLifetime
{
    private readonly IReadOnlyList<FilterRow> _rows = FilterGenerator.Rows(60);
    private TableClient _table = null!;

    public async Task InitializeAsync()
    {
        _table = await TestTable.CreateAsync();
        foreach (var partition in _rows.GroupBy(row => row.PartitionKey))
            await _table.SubmitTransactionAsync(partition.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
    }

    [Fact]
    public void A_lambda_and_a_text_find_the_rows_that_they_mean() =>
        Prop.ForAll(FilterGenerator.Conditions, FindsWhatItMeansAsync).QuickCheckThrowOnFailure();

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task FindsWhatItMeansAsync(FilterCondition condition)
    {
        var meant = Keys(_rows.Where(condition.Holds));
        Keys(await _table.QueryAsync(condition.Lambda).ToListAsync()).ShouldBe(meant, $"as a lambda: {TableClient.CreateQueryFilter(condition.Lambda)}");
        Keys(await _table.QueryAsync<FilterRow>(condition.Text).ToListAsync()).ShouldBe(meant, $"as text: {condition}");
    }

    private static string[] Keys(IEnumerable<FilterRow> rows) =>
        [.. rows.Select(row => $"{row.PartitionKey}/{row.RowKey}").Order(StringComparer.Ordinal)];
}
