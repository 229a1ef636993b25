using System.Net;
using System.Text.Json.Nodes;

namespace LocalFunctions.Tests.Management;

public sealed class ReadTests(ManagementApp app) : IClassFixture<ManagementApp>
{
    [Fact]
    public async Task An_instance_under_way_is_202_with_its_own_address()
    {
        await app.WaitingAsync("g-1");

        using var response = await app.CallAsync(HttpMethod.Get, "instances/g-1?showInput=true&code=x");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.Location!.ToString().ShouldBe($"{app.Http.BaseAddress}runtime/webhooks/durabletask/instances/g-1?showInput=true&code=x");
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        var status = (await ManagementApp.JsonAsync(response)).AsObject();
        status.Select(m => m.Key).ShouldBe(["name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime"]);
        ((string)status["createdTime"]!).ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
        ((string)status["lastUpdatedTime"]!).ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
        status.Remove("createdTime");
        status.Remove("lastUpdatedTime");
        status.ToJsonString().ShouldBe("""{"name":"Waiting","instanceId":"g-1","runtimeStatus":"Running","input":null,"customStatus":{"stage":"waiting"},"output":null}""");
    }

    [Fact]
    public async Task An_ended_instance_is_200_without_an_address_and_its_payloads_stand_as_JSON()
    {
        await app.EndedAsync("Echo", "g-2", new { text = "é<&>\"", when = "2026-01-02T03:04:05Z" });

        using var response = await app.CallAsync(HttpMethod.Get, "instances/g-2");

        (response.StatusCode, response.Headers.Location, response.Headers.RetryAfter).ShouldBe((HttpStatusCode.OK, null, null));
        var status = await ManagementApp.JsonAsync(response);
        ((string?)status["output"]!["text"]).ShouldBe("é<&>\"");
        ((string?)status["input"]!["when"]).ShouldBe("2026-01-02T03:04:05Z");
    }

    [Fact]
    public async Task The_input_is_left_out_if_asked()
    {
        await app.EndedAsync("Echo", "g-3", "secret");

        var status = await app.GetAsync("instances/g-3?showInput=false&showHistory=true");

        status.AsObject()["input"].ShouldBeNull();
        status["historyEvents"]![0]!.AsObject().ContainsKey("Input").ShouldBeFalse();
        ((string?)status["output"]).ShouldBe("secret");
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("?returnInternalServerErrorOnFailure=true", 500)]
    [InlineData("?returnInternalServerErrorOnFailure=perhaps", 200)]
    public async Task A_failed_instance_is_500_only_if_asked(string query, int expected)
    {
        await app.EndedAsync("Failing", "g-failed");

        using var response = await app.CallAsync(HttpMethod.Get, "instances/g-failed" + query);

        ((int)response.StatusCode).ShouldBe(expected);
        var status = await ManagementApp.JsonAsync(response);
        ((string?)status["runtimeStatus"]).ShouldBe("Failed");
        ((string)status["output"]!).ShouldContain("not a number");
    }

    [Fact]
    public async Task A_history_has_a_call_and_its_result_in_one_event()
    {
        await app.EndedAsync("Steps", "h-1", "hello");

        var events = (await app.GetAsync("instances/h-1?showHistory=true&showHistoryOutput=true"))["historyEvents"]!.AsArray();

        events.Select(Shape).ShouldBe(
        [
            "EventType:ExecutionStarted,Input:\"hello\",Timestamp,FunctionName:Steps",
            "EventType:TaskCompleted,Result:HELLO,Timestamp,ScheduledTime,FunctionName:Shout,Input:\"hello\"",
            "EventType:SubOrchestrationInstanceCompleted,Result:child,Timestamp,ScheduledTime,FunctionName:Echo,Input:\"child\"",
            "EventType:TimerCreated,FireAt,Timestamp",
            "EventType:TimerFired,FireAt,Timestamp",
            "EventType:ExecutionCompleted,OrchestrationStatus:Completed,Result:HELLO,FailureDetails:null,Timestamp",
        ]);
        foreach (var item in events) ((string)item!["Timestamp"]!).ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$");
        var call = events[1]!;
        ((DateTime)call["ScheduledTime"]!).ShouldBe((DateTime)events[0]!["Timestamp"]!);
        ((DateTime)call["Timestamp"]!).ShouldBeGreaterThan((DateTime)call["ScheduledTime"]!);
    }

    [Fact]
    public async Task A_history_shows_no_results_unless_asked()
    {
        await app.EndedAsync("Steps", "h-2", "hello");

        var events = (await app.GetAsync("instances/h-2?showHistory=true"))["historyEvents"]!.AsArray();

        events.Count.ShouldBe(6);
        events.ShouldAllBe(e => !e!.AsObject().ContainsKey("Result"));
    }

    [Fact]
    public async Task A_history_says_how_something_failed()
    {
        await app.EndedAsync("Failing", "h-3");

        var events = (await app.GetAsync("instances/h-3?showHistory=true"))["historyEvents"]!.AsArray();

        var failed = events.Single(e => (string?)e!["EventType"] == "TaskFailed")!;
        (((string?)failed["FunctionName"], (string?)failed["Reason"], (string?)failed["FailureDetails"]!["ErrorType"])).ShouldBe(("Fail", "not a number", "System.FormatException"));
        ((string?)events[^1]!["FailureDetails"]!["InnerFailure"]!["ErrorMessage"]).ShouldBe("not a number");
    }

    [Fact]
    public async Task A_history_shows_steering_and_events()
    {
        await app.WaitingAsync("h-4");
        await app.CodeAsync(HttpMethod.Post, "instances/h-4/suspend?reason=a%20break");
        await app.UntilAsync("h-4", i => i.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await app.CodeAsync(HttpMethod.Post, "instances/h-4/resume?reason=on");
        await app.UntilAsync("h-4", i => i.IsRunning);
        await app.CodeAsync(HttpMethod.Post, "instances/h-4/raiseEvent/Other", """{"b":2}""");
        await app.CodeAsync(HttpMethod.Post, "instances/h-4/terminate?reason=enough");
        await app.EndAsync("h-4");

        var events = (await app.GetAsync("instances/h-4?showHistory=true&showHistoryOutput=true"))["historyEvents"]!.AsArray();

        events.Skip(1).Select(Shape).ShouldBe(
        [
            "EventType:ExecutionSuspended,Reason:a break,Timestamp",
            "EventType:ExecutionResumed,Reason:on,Timestamp",
            """EventType:EventRaised,Name:Other,Input:{"b":2},Timestamp""",
            "EventType:ExecutionTerminated,Input:\"enough\",Timestamp",
            "EventType:ExecutionCompleted,OrchestrationStatus:Terminated,Result:enough,FailureDetails:null,Timestamp",
        ]);
    }

    [Fact]
    public async Task A_pending_instance_has_no_history()
    {
        await app.Client.ScheduleNewOrchestrationInstanceAsync("Echo", new StartOrchestrationOptions("h-5") { StartAt = DateTimeOffset.MaxValue });

        (await app.GetAsync("instances/h-5?showHistory=true")).AsObject().ContainsKey("historyEvents").ShouldBeFalse();
    }

    [Fact]
    public async Task An_unknown_instance_is_404_without_a_body()
    {
        using var response = await app.CallAsync(HttpMethod.Get, "instances/unknown");

        (response.StatusCode, await response.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.NotFound, ""));
    }

    [Fact]
    public async Task A_list_goes_page_by_page_by_the_token_in_the_header()
    {
        for (var i = 0; i < 5; i++) await app.EndedAsync("Echo", $"page-{i}", i);
        List<string> seen = [];
        var token = "";
        do
        {
            using var response = await app.CallAsync(HttpMethod.Get, "instances?instanceIdPrefix=page-&top=2", null, ("x-ms-continuation-token", token));
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            var page = (await ManagementApp.JsonAsync(response)).AsArray();
            page.Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page.Select(i => (string)i!["instanceId"]!));
            token = response.Headers.GetValues("x-ms-continuation-token").Single();
        }
        while (token.Length > 0);

        seen.Order().ShouldBe(["page-0", "page-1", "page-2", "page-3", "page-4"]);
    }

    [Fact]
    public async Task A_list_is_filtered_by_status_and_time()
    {
        await app.EndedAsync("Echo", "f-done", "in");
        await app.WaitingAsync("f-open");
        var created = (await app.Client.GetInstanceAsync("f-open"))!.CreatedAt.UtcDateTime;

        async Task<string[]> Ids(string query) =>
            [.. (await app.GetAsync("instances/?instanceIdPrefix=f-&" + query)).AsArray().Select(i => (string)i!["instanceId"]!).Order()];

        (await Ids("")).ShouldBe(["f-done", "f-open"]);
        (await Ids("runtimeStatus=Completed")).ShouldBe(["f-done"]);
        (await Ids("runtimeStatus=Completed,Running")).ShouldBe(["f-done", "f-open"]);
        (await Ids("runtimeStatus=Failed&runtimeStatus=Running")).ShouldBe(["f-open"]);
        (await Ids($"createdTimeFrom={created:o}")).ShouldBe(["f-open"]);
        (await Ids($"createdTimeTo={created.AddTicks(-1):o}")).ShouldBe(["f-done"]);
        (await Ids("createdTimeTo=2020-01-01")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_shows_inputs_unless_told_not_to()
    {
        await app.EndedAsync("Echo", "i-1", "in");

        ((string?)(await app.GetAsync("instances?instanceIdPrefix=i-"))[0]!["input"]).ShouldBe("in");
        (await app.GetAsync("instances?instanceIdPrefix=i-&showInput=false"))[0]!.AsObject()["input"].ShouldBeNull();
    }

    /// <summary>The members of an event in their order; times by their names only.</summary>
    private static string Shape(JsonNode? item) => string.Join(',', item!.AsObject().Select(m =>
        m.Key is "Timestamp" or "ScheduledTime" or "FireAt" ? m.Key : $"{m.Key}:{m.Value?.ToString() ?? "null"}"));
}
