using System.Net;
using System.Security.Cryptography;
using System.Text;
using LocalFunctions.Tables;
using static LocalFunctions.Tests.Tables.ScriptedHandler;

namespace LocalFunctions.Tests.Tables.Authentication;

/// <summary>What is signed: the date and the resource, "/" and the account and the path as it is sent, nothing of the query.</summary>
public sealed class SharedKeyTests
{
    private const string Azure = "https://acc.table.core.windows.net";
    private const string Azurite = "http://127.0.0.1:10002/acc";
    private static readonly byte[] s_key = [.. Enumerable.Range(1, 64).Select(i => (byte)i)];

    [Theory]
    [InlineData(Azure, "/acc/Cases(PartitionKey='O%27%27Neil',RowKey='item%7C1%20%F0%9F%A6%B4')")]
    [InlineData(Azurite, "/acc/acc/Cases(PartitionKey='O%27%27Neil',RowKey='item%7C1%20%F0%9F%A6%B4')")]
    public async Task A_row_is_signed_by_its_escaped_path(string endpoint, string resource) =>
        await SignsAsync(endpoint, resource, table => table.GetEntityIfExistsAsync<TableEntity>("O'Neil", "item|1 🦴", ["A", "B"]));

    [Theory]
    [InlineData(Azure, "/acc/Cases()")]
    [InlineData(Azurite, "/acc/acc/Cases()")]
    public async Task A_query_is_signed_without_its_parameters(string endpoint, string resource)
    {
        await SignsAsync(endpoint, resource, table => table.QueryAsync<TableEntity>().ToListAsync());
        await SignsAsync(endpoint, resource, table => table.QueryAsync<TableEntity>("A eq 'x&comp=y'", maxPerPage: 5, select: ["A"]).ToListAsync());
    }

    [Theory]
    [InlineData(Azure, "/acc/$batch")]
    [InlineData(Azurite, "/acc/acc/$batch")]
    public async Task A_transaction_is_signed_as_one_request(string endpoint, string resource) =>
        await SignsAsync(endpoint, resource, table => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))]));

    private static async Task SignsAsync(string endpoint, string resource, Func<TableClient, Task> call)
    {
        var http = new ScriptedHandler(Answer(HttpStatusCode.NotFound));
        var table = new TableClient(new Uri(endpoint), "Cases", new TableSharedKeyCredential("acc", Convert.ToBase64String(s_key)), StubHandler.OptionsOver(http));

        await Record.ExceptionAsync(() => call(table));

        var request = http.Requests.ShouldHaveSingleItem();
        var date = request.Headers.GetValues("x-ms-date").ShouldHaveSingleItem();
        DateTimeOffset.ParseExact(date, "r", null).ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
        var signature = Convert.ToBase64String(HMACSHA256.HashData(s_key, Encoding.UTF8.GetBytes($"{date}\n{resource}")));
        request.Headers.Authorization!.ToString().ShouldBe($"SharedKeyLite acc:{signature}");
    }
}
