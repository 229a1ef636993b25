using Azure;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables.Retries;

/// <summary>The service did it, but its answer got lost: what the second try makes of that, as with Microsoft's client.</summary>
public sealed class LostAnswerTests
{
    [Fact]
    public async Task An_insert_looks_like_a_conflict()
    {
        var (table, http) = await UnluckyTableAsync();
        http.LoseNext();
        var refusal = await Should.ThrowAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 1 }));
        refusal.ErrorCode.ShouldBe("EntityAlreadyExists");
        (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("N").ShouldBe(1);
    }

    [Fact]
    public async Task A_conditional_update_looks_like_a_change_by_another()
    {
        var (table, http) = await UnluckyTableAsync();
        var etag = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        http.LoseNext();
        var refusal = await Should.ThrowAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 1 }, etag));
        refusal.ErrorCode.ShouldBe("UpdateConditionNotSatisfied");
        (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("N").ShouldBe(1);
    }

    [Fact]
    public async Task An_upsert_succeeds_and_a_delete_finds_nothing_more_to_delete()
    {
        var (table, http) = await UnluckyTableAsync();
        http.LoseNext();
        (await table.UpsertEntityAsync(new TableEntity("p", "r"))).Status.ShouldBe(204);
        http.LoseNext();
        (await table.DeleteEntityAsync("p", "r")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_transaction_fails_by_its_first_insert_though_all_of_it_is_there()
    {
        var (table, http) = await UnluckyTableAsync();
        http.LoseNext();
        var failure = await Should.ThrowAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, new TableEntity("p", "0")), new(TableTransactionActionType.Add, new TableEntity("p", "1"))]));
        failure.ErrorCode.ShouldBe("EntityAlreadyExists");
        failure.FailedTransactionActionIndex.ShouldBe(0);
        (await table.QueryAsync<TableEntity>().ToListAsync()).Count.ShouldBe(2);
    }

    private static async Task<(TableClient Table, LosingHandler Http)> UnluckyTableAsync()
    {
        var http = new LosingHandler();
        return (await TestTable.CreateAsync(StubHandler.OptionsOver(http)), http);
    }

    private sealed class LosingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        private bool _loses;

        public void LoseNext() => _loses = true;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (!_loses) return response;
            _loses = false;
            response.Dispose();
            throw new HttpRequestException("The connection was reset.");
        }
    }
}
