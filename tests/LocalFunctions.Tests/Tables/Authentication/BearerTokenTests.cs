using System.Net;
using Azure;
using LocalFunctions.Tables;
using static LocalFunctions.Tests.Tables.ScriptedHandler;

namespace LocalFunctions.Tests.Tables.Authentication;

public sealed class BearerTokenTests
{
    private const string Challenge = "Bearer authorization_uri=https://login.microsoftonline.com/tenant-1/oauth2/authorize resource_id=https://storage.azure.com";
    private static readonly Uri s_azure = new("https://acc.table.core.windows.net");

    private readonly StubTokens _tokens = new();

    [Fact]
    public async Task A_token_is_never_sent_without_encryption()
    {
        var http = new ScriptedHandler(Answer(HttpStatusCode.NotFound));
        var table = new TableClient(new Uri("http://127.0.0.1:10002/acc"), "Cases", _tokens, StubHandler.OptionsOver(http));
        await Should.ThrowAsync<InvalidOperationException>(() => table.GetEntityIfExistsAsync<TableEntity>("p", "r"));
        http.Requests.ShouldBeEmpty();
        _tokens.Scopes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Challenge)]
    [InlineData("""Bearer error="x", authorization_uri="https://login.microsoftonline.com/tenant-1/oauth2/authorize", resource_id="y" """)]
    public async Task A_service_of_another_tenant_gets_a_token_of_that_tenant(string challenge)
    {
        var http = new ScriptedHandler(Answer(HttpStatusCode.Unauthorized, "", ("WWW-Authenticate", challenge)), Answer(HttpStatusCode.NotFound));
        var table = new TableClient(s_azure, "Cases", _tokens, StubHandler.OptionsOver(http));

        (await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue.ShouldBeFalse();
        await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        _tokens.Tenants.ShouldBe([null, "tenant-1"]);
        _tokens.Scopes.ShouldAllBe(scope => scope == "https://storage.azure.com/.default");
        http.Requests.Count.ShouldBe(3);
        http.Requests[^1].Headers.Authorization!.ToString().ShouldBe("Bearer token-of-tenant-1");
    }

    [Fact]
    public async Task With_tenant_discovery_the_first_request_has_no_token()
    {
        var sent = new List<string?>();
        var http = new ScriptedHandler(Answer(HttpStatusCode.Unauthorized, "", ("WWW-Authenticate", Challenge)), Answer(HttpStatusCode.NotFound));
        var options = StubHandler.OptionsOver(new Spy(http, request => sent.Add(request.Headers.Authorization?.ToString())));
        options.EnableTenantDiscovery = true;

        await new TableClient(s_azure, "Cases", _tokens, options).GetEntityIfExistsAsync<TableEntity>("p", "r");

        sent.ShouldBe([null, "Bearer token-of-tenant-1"]);
        _tokens.Tenants.ShouldBe(["tenant-1"]);
    }

    [Theory]
    [InlineData("Basic realm=x")]
    [InlineData("Bearer authorization_uri=nonsense")]
    public async Task A_challenge_that_names_no_tenant_is_a_refusal(string challenge)
    {
        var http = new ScriptedHandler(Answer(HttpStatusCode.Unauthorized, "", ("WWW-Authenticate", challenge)));
        var refusal = await Should.ThrowAsync<RequestFailedException>(
            () => new TableClient(s_azure, "Cases", _tokens, StubHandler.OptionsOver(http)).GetEntityIfExistsAsync<TableEntity>("p", "r"));
        refusal.Status.ShouldBe(401);
        http.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_transaction_is_sent_with_one_token()
    {
        var http = new ScriptedHandler(Answer(HttpStatusCode.Conflict));
        var table = new TableClient(s_azure, "Cases", _tokens, StubHandler.OptionsOver(http));
        await Should.ThrowAsync<RequestFailedException>(() => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))]));
        http.Requests.ShouldHaveSingleItem().Headers.Authorization!.ToString().ShouldBe("Bearer the-token");
        _tokens.Tenants.ShouldBe([null]);
    }

    private sealed class Spy(HttpMessageHandler inner, Action<HttpRequestMessage> see) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            see(request);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
