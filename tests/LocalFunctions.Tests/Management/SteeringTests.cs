using System.Net;
using System.Text;

namespace LocalFunctions.Tests.Management;

public sealed class SteeringTests(ManagementApp app) : IClassFixture<ManagementApp>
{
    [Fact]
    public async Task An_event_reaches_the_instance()
    {
        await app.WaitingAsync("e-1");

        using var response = await app.CallAsync(HttpMethod.Post, "instances/e-1/raiseEvent/go", """ {"answer": 42} """);

        (response.StatusCode, await response.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.Accepted, ""));
        (await app.EndAsync("e-1")).SerializedOutput.ShouldBe("""{"answer":42}""");
    }

    [Theory]
    [InlineData("raiseEvent/Go")]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    [InlineData("rewind")]
    public async Task An_unknown_instance_is_404_and_an_ended_one_410(string operation)
    {
        await app.EndedAsync("Echo", "ended");

        (await app.CodeAsync(HttpMethod.Post, "instances/unknown/" + operation, "1")).ShouldBe(404);
        (await app.CodeAsync(HttpMethod.Post, "instances/ended/" + operation, "1")).ShouldBe(410);
        (await app.CodeAsync(HttpMethod.Get, "instances/ended/" + operation)).ShouldBe(404);
    }

    [Fact]
    public async Task A_termination_keeps_its_reason_as_the_output()
    {
        await app.WaitingAsync("t-1");

        (await app.CodeAsync(HttpMethod.Post, "instances/t-1/TERMINATE?reason=no%20longer%20needed")).ShouldBe(202);

        await app.EndAsync("t-1");
        var status = await app.GetAsync("instances/t-1");
        (((string?)status["runtimeStatus"], (string?)status["output"])).ShouldBe(("Terminated", "no longer needed"));
    }

    [Fact]
    public async Task A_suspended_instance_goes_on_after_the_resume()
    {
        await app.WaitingAsync("p-1");
        (await app.CodeAsync(HttpMethod.Post, "instances/p-1/suspend?reason=x")).ShouldBe(202);
        await app.UntilAsync("p-1", i => i.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        (await app.CodeAsync(HttpMethod.Get, "instances/p-1")).ShouldBe(202);
        (await app.CodeAsync(HttpMethod.Post, "instances/p-1/raiseEvent/Go", "1")).ShouldBe(202);
        (await app.CodeAsync(HttpMethod.Post, "instances/p-1/resume")).ShouldBe(202);

        (await app.EndAsync("p-1")).SerializedOutput.ShouldBe("1");
    }

    [Fact]
    public async Task Suspending_twice_and_resuming_what_runs_are_the_extensions_500()
    {
        await app.WaitingAsync("p-2");
        using var resumed = await app.CallAsync(HttpMethod.Post, "instances/p-2/resume");
        resumed.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var error = (await ManagementApp.JsonAsync(resumed)).AsObject();
        error.Select(m => m.Key).ShouldBe(["Message", "ExceptionMessage", "ExceptionType", "StackTrace"]);
        ((string?)error["ExceptionType"]).ShouldBe("System.InvalidOperationException");

        await app.CodeAsync(HttpMethod.Post, "instances/p-2/suspend");
        await app.UntilAsync("p-2", i => i.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        (await app.CodeAsync(HttpMethod.Post, "instances/p-2/suspend")).ShouldBe(500);
    }

    [Fact]
    public async Task A_rewind_of_a_failed_instance_says_that_this_back_end_has_none()
    {
        await app.EndedAsync("Failing", "w-1");

        using var response = await app.CallAsync(HttpMethod.Post, "instances/w-1/rewind?reason=x");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        ((string?)(await ManagementApp.JsonAsync(response))["ExceptionType"]).ShouldBe("System.NotImplementedException");
    }

    [Fact]
    public async Task A_purge_deletes_an_ended_instance_and_leaves_one_under_way()
    {
        await app.EndedAsync("Echo", "d-1");
        await app.WaitingAsync("d-2");

        (await DeleteAsync("instances/d-1")).ShouldBe((HttpStatusCode.OK, """{"instancesDeleted":1}"""));
        (await DeleteAsync("instances/d-1")).ShouldBe((HttpStatusCode.NotFound, ""));
        (await DeleteAsync("instances/d-2")).ShouldBe((HttpStatusCode.OK, """{"instancesDeleted":0}"""));
        (await app.CodeAsync(HttpMethod.Get, "instances/d-2")).ShouldBe(202);
    }

    [Fact]
    public async Task A_purge_by_filter_takes_what_matches_and_has_ended()
    {
        await app.EndedAsync("Echo", "b-1");
        await app.EndedAsync("Failing", "b-2");
        await app.WaitingAsync("b-3");
        var from = (await app.Client.GetInstanceAsync("b-1"))!.CreatedAt.UtcDateTime;

        (await DeleteAsync($"instances?createdTimeFrom={from:o}&createdTimeTo={from.AddTicks(-1):o}")).ShouldBe((HttpStatusCode.NotFound, ""));
        (await DeleteAsync($"instances?createdTimeFrom={from:o}&runtimeStatus=Failed")).ShouldBe((HttpStatusCode.OK, """{"instancesDeleted":1}"""));
        (await DeleteAsync($"instances?createdTimeFrom={from:o}")).ShouldBe((HttpStatusCode.OK, """{"instancesDeleted":1}"""));
        (await app.CodeAsync(HttpMethod.Get, "instances/b-3")).ShouldBe(202);
    }

    [Fact]
    public async Task An_event_needs_JSON_by_its_content_type()
    {
        await app.WaitingAsync("e-2");

        using var text = await app.SendAsync(HttpMethod.Post, "instances/e-2/raiseEvent/Go", new StringContent("1", Encoding.UTF8, "text/plain"));
        using var none = await app.SendAsync(HttpMethod.Post, "instances/e-2/raiseEvent/Go", content: null);

        (text.StatusCode, none.StatusCode).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        (await ManagementApp.JsonAsync(text)).AsObject().Select(m => m.Key).ShouldBe(["Message"]);
    }

    private async Task<(HttpStatusCode Code, string Body)> DeleteAsync(string path)
    {
        using var response = await app.CallAsync(HttpMethod.Delete, path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
