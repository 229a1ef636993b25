using System.Net;
using Azure;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables.Authentication;

public sealed class ConnectionTests
{
    private static readonly Uri s_azure = new("https://acc.table.core.windows.net");

    [Fact]
    public async Task The_emulator_accepts_the_signature_of_a_key_and_no_other()
    {
        var endpoint = new Uri((await TestTable.CreateAsync()).Uri, ".");
        var name = TestTable.NewName();
        var (account, key) = await TablesAzurite.CredentialAsync();
        var credential = new TableSharedKeyCredential(account, key);
        await new TableClient(endpoint, name, credential).CreateAsync();

        credential.SetAccountKey(Convert.ToBase64String(new byte[64]));

        var refusal = await Should.ThrowAsync<RequestFailedException>(() => new TableClient(endpoint, name, credential).GetEntityIfExistsAsync<TableEntity>("p", "r"));
        refusal.Status.ShouldBe(403);
    }

    [Fact]
    public void A_connection_string_names_endpoint_and_account()
    {
        var key = TablesAzurite.AnyKey;

        var emulator = new TableClient("UseDevelopmentStorage=true", "Cases");
        emulator.Uri.ShouldBe(new Uri("http://127.0.0.1:10002/devstoreaccount1/Cases"));
        emulator.AccountName.ShouldBe("devstoreaccount1");
        emulator.Name.ShouldBe("Cases");

        var suffix = new TableServiceClient($"DefaultEndpointsProtocol=https;AccountName=acc;AccountKey={key};EndpointSuffix=core.windows.net");
        suffix.Uri.ShouldBe(new Uri("https://acc.table.core.windows.net/"));
        suffix.AccountName.ShouldBe("acc");
        suffix.GetTableClient("Cases").Uri.ShouldBe(new Uri("https://acc.table.core.windows.net/Cases"));

        var table = new TableClient($"AccountName=acc;AccountKey={key};TableEndpoint=https://acc.table.core.windows.net/Cases", "Cases");
        table.Uri.ShouldBe(new Uri("https://acc.table.core.windows.net/Cases"));
    }

    [Fact]
    public void A_connection_string_without_account_or_endpoint_is_refused()
    {
        Should.Throw<ArgumentNullException>(() => new TableServiceClient((string)null!));
        Should.Throw<ArgumentException>(() => new TableServiceClient(""));
        Should.Throw<ArgumentException>(() => new TableServiceClient($"AccountName=acc;AccountKey={TablesAzurite.AnyKey}"));
        Should.Throw<ArgumentException>(() => new TableServiceClient("TableEndpoint=https://acc.table.core.windows.net/"));
        Should.Throw<InvalidOperationException>(() => new TableServiceClient("nonsense"));
        Should.Throw<InvalidOperationException>(() => new TableServiceClient("AccountName=a;AccountName=b"));
        Should.Throw<FormatException>(() => new TableSharedKeyCredential("acc", "not base64"));
        Should.Throw<ArgumentException>(() => new TableClient("UseDevelopmentStorage=true", ""));
    }

    [Fact]
    public async Task A_token_is_asked_for_storage_and_sent()
    {
        var http = new StubHandler(HttpStatusCode.NotFound);
        var tokens = new StubTokens();
        var table = new TableClient(s_azure, "Cases", tokens, http.Options());

        (await table.GetEntityIfExistsAsync<TableEntity>("O'Neil", "item|1")).HasValue.ShouldBeFalse();

        tokens.Scopes.ShouldBe(["https://storage.azure.com/.default"]);
        var request = http.Requests.ShouldHaveSingleItem();
        request.Headers.Authorization!.ToString().ShouldBe("Bearer the-token");
        request.RequestUri!.AbsoluteUri.ShouldBe("https://acc.table.core.windows.net/Cases(PartitionKey='O%27%27Neil',RowKey='item%7C1')");
        request.Headers.GetValues("x-ms-version").ShouldBe(["2020-12-06"]);
        request.Headers.Accept.ToString().ShouldBe("application/json;odata=minimalmetadata");
    }

    [Theory]
    [InlineData("https://example.test", "https://example.test/.default")]
    [InlineData("https://example.test/", "https://example.test/.default")]
    [InlineData("https://example.test/.default", "https://example.test/.default")]
    [InlineData("AzureGov", "https://storage.azure.us/.default")]
    public async Task Another_cloud_has_another_audience(string audience, string scope)
    {
        var tokens = new StubTokens();
        var options = new StubHandler(HttpStatusCode.NotFound).Options();
        options.Audience = audience;
        await new TableServiceClient(s_azure, tokens, options).GetTableClient("Cases").GetEntityIfExistsAsync<TableEntity>("p", "r");
        tokens.Scopes.ShouldBe([scope]);
    }

    [Fact]
    public async Task A_busy_service_is_asked_again_and_each_try_is_signed()
    {
        var http = new StubHandler(HttpStatusCode.ServiceUnavailable, HttpStatusCode.RequestTimeout, HttpStatusCode.NoContent);
        var table = new TableClient(s_azure, "Cases", new TableSharedKeyCredential("acc", TablesAzurite.AnyKey), http.Options());

        (await table.AddEntityAsync(new TableEntity("p", "r"))).Status.ShouldBe(204);

        http.Requests.Count.ShouldBe(3);
        http.Requests.ShouldAllBe(request => request.Headers.Authorization!.Scheme == "SharedKeyLite");
        http.Bodies.Distinct().ShouldBe(["""{"PartitionKey":"p","RowKey":"r"}"""]);
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again()
    {
        var http = new StubHandler(HttpStatusCode.Conflict);
        var table = new TableClient(s_azure, "Cases", new TableSharedKeyCredential("acc", TablesAzurite.AnyKey), http.Options());
        await Should.ThrowAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));
        http.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_table_that_is_being_deleted_does_not_count_as_existing()
    {
        var http = new StubHandler(HttpStatusCode.Conflict)
        {
            Answer = """{"odata.error":{"code":"TableBeingDeleted","message":{"lang":"en-US","value":"The specified table is being deleted."}}}""",
        };
        var table = new TableClient(s_azure, "Cases", new TableSharedKeyCredential("acc", TablesAzurite.AnyKey), http.Options());
        (await Should.ThrowAsync<RequestFailedException>(() => table.CreateIfNotExistsAsync())).ErrorCode.ShouldBe("TableBeingDeleted");
    }
}
