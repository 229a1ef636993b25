using System.Net;

namespace LocalFunctions.Tests.Management;

public sealed class StartTests(ManagementApp app) : IClassFixture<ManagementApp>
{
    [Fact]
    public async Task A_start_is_202_with_the_links_of_the_instance()
    {
        using var response = await app.CallAsync(HttpMethod.Post, "orchestrators/Waiting/s-1", """{"a":1}""");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        var links = (await ManagementApp.JsonAsync(response)).AsObject();
        var instance = $"{app.Http.BaseAddress}runtime/webhooks/durabletask/instances/s-1";
        var query = $"taskHub=ManageHub&connection=Storage&code={app.Key}";
        links.Select(l => (l.Key, (string)l.Value!)).ShouldBe(
        [
            ("id", "s-1"),
            ("statusQueryGetUri", $"{instance}?{query}"),
            ("sendEventPostUri", $"{instance}/raiseEvent/{{eventName}}?{query}"),
            ("terminatePostUri", $"{instance}/terminate?reason={{text}}&{query}"),
            ("purgeHistoryDeleteUri", $"{instance}?{query}"),
            ("restartPostUri", $"{instance}/restart?{query}"),
            ("suspendPostUri", $"{instance}/suspend?reason={{text}}&{query}"),
            ("resumePostUri", $"{instance}/resume?reason={{text}}&{query}"),
        ]);
        response.Headers.Location!.ToString().ShouldBe((string?)links["statusQueryGetUri"]);
    }

    [Fact]
    public async Task The_links_work_as_they_are()
    {
        using var started = await app.CallAsync(HttpMethod.Post, "orchestrators/Waiting/l%C3%B6 100%25");
        var links = await ManagementApp.JsonAsync(started);

        using var raised = await app.Http.PostAsync(
            new Uri(((string)links["sendEventPostUri"]!).Replace("{eventName}", "Go", StringComparison.Ordinal)), new StringContent("7", null, "application/json"));
        raised.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await app.EndAsync("lö 100%");

        using var status = await app.Http.GetAsync(new Uri((string)links["statusQueryGetUri"]!));
        (await ManagementApp.JsonAsync(status))["output"]!.ToJsonString().ShouldBe("7");
        using var purged = await app.Http.DeleteAsync(new Uri((string)links["purgeHistoryDeleteUri"]!));
        (await ManagementApp.JsonAsync(purged)).ToJsonString().ShouldBe("""{"instancesDeleted":1}""");
    }

    [Fact]
    public async Task A_start_without_an_id_makes_one_of_32_digits()
    {
        using var response = await app.CallAsync(HttpMethod.Post, "orchestrators/waiting");

        ((string)(await ManagementApp.JsonAsync(response))["id"]!).ShouldMatch("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task A_start_that_waits_is_answered_with_the_output_alone()
    {
        using var response = await app.CallAsync(HttpMethod.Post, "orchestrators/Echo?timeout=30&pollingInterval=1", """{ "name": "Ada", "n": [1.0, null] }""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"name":"Ada","n":[1.0,null]}""");
    }

    [Fact]
    public async Task An_empty_output_is_the_JSON_null()
    {
        using var response = await app.CallAsync(HttpMethod.Post, "orchestrators/Echo?timeout=30&pollingInterval=1");

        (response.StatusCode, await response.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.OK, "null"));
    }

    [Fact]
    public async Task A_wait_that_is_too_short_is_answered_with_the_links()
    {
        using var response = await app.CallAsync(HttpMethod.Post, "orchestrators/Waiting/s-late?timeout=0.05&pollingInterval=0.01");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        ((string?)(await ManagementApp.JsonAsync(response))["id"]).ShouldBe("s-late");
    }

    [Fact]
    public async Task A_wait_that_ends_in_failure_is_answered_with_the_status_and_never_500()
    {
        using var response = await app.CallAsync(HttpMethod.Post, "orchestrators/Failing?timeout=30&pollingInterval=1&returnInternalServerErrorOnFailure=true");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((string?)(await ManagementApp.JsonAsync(response))["runtimeStatus"]).ShouldBe("Failed");
    }

    [Fact]
    public async Task A_timeout_without_an_interval_does_not_wait() =>
        (await app.CodeAsync(HttpMethod.Post, "orchestrators/Waiting?timeout=3600")).ShouldBe(202);

    [Fact]
    public async Task An_ended_instance_is_replaced_and_one_under_way_is_not()
    {
        await app.EndedAsync("Echo", "s-again", 1);
        (await app.CodeAsync(HttpMethod.Post, "orchestrators/Waiting/s-again")).ShouldBe(202);
        await app.UntilAsync("s-again", i => i.Name == "Waiting" && i.IsRunning);

        using var refused = await app.CallAsync(HttpMethod.Post, "orchestrators/Echo/s-again");

        // The extension's own answer: it has no code for this case.
        refused.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        ((string)(await ManagementApp.JsonAsync(refused))["ExceptionType"]!).ShouldEndWith("OrchestrationAlreadyExistsException");
        (await app.Client.GetInstanceAsync("s-again"))!.Name.ShouldBe("Waiting");
    }

    [Fact]
    public async Task A_restart_runs_the_same_orchestrator_with_the_same_input_under_a_new_id()
    {
        await app.EndedAsync("Echo", "r-1", new { a = 1 });

        using var response = await app.CallAsync(HttpMethod.Post, "instances/r-1/restart");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var id = (string)(await ManagementApp.JsonAsync(response))["id"]!;
        id.ShouldNotBe("r-1");
        var end = await app.EndAsync(id);
        (end.Name, end.SerializedInput, end.SerializedOutput).ShouldBe(("Echo", """{"a":1}""", """{"a":1}"""));
    }

    [Fact]
    public async Task A_restart_can_keep_the_id_and_wait()
    {
        var first = await app.EndedAsync("Echo", "r-2", "again");

        using var response = await app.CallAsync(HttpMethod.Post, "instances/r-2/restart?restartWithNewInstanceId=false&timeout=30&pollingInterval=1");

        (response.StatusCode, await response.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.OK, "\"again\""));
        (await app.Client.GetInstanceAsync("r-2"))!.CreatedAt.ShouldBeGreaterThan(first.CreatedAt);
    }

    [Fact]
    public async Task A_restart_under_the_same_id_does_not_replace_what_is_under_way()
    {
        await app.WaitingAsync("r-3");

        (await app.CodeAsync(HttpMethod.Post, "instances/r-3/restart?restartWithNewInstanceId=false")).ShouldBe(500);
        (await app.CodeAsync(HttpMethod.Get, "instances/r-3")).ShouldBe(202);
    }

    [Fact]
    public async Task A_restart_of_an_unknown_instance_is_400() =>
        (await app.CodeAsync(HttpMethod.Post, "instances/unknown/restart")).ShouldBe(400);
}
