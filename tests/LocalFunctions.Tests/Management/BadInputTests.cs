using System.Net;

namespace LocalFunctions.Tests.Management;

/// <summary>What a careless or hostile caller sends: never a 500, and never more done than was asked.</summary>
public sealed class BadInputTests(ManagementApp app) : IClassFixture<ManagementApp>
{
    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("instances/a/b/c/d")]
    [InlineData("instances/x/explode")]
    [InlineData("instances/x/raiseEvent")]
    [InlineData("instances//terminate")]
    [InlineData("orchestrators")]
    [InlineData("orchestrators/Echo/a/b")]
    [InlineData("orchestrators/Echo/a%2Fb/c")]
    [InlineData("../durabletask2/instances")]
    public async Task A_path_that_is_none_is_404_for_every_verb(string path)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Put, HttpMethod.Head, HttpMethod.Options })
        {
            // Outside of the API the app's own routes answer.
            (await app.CodeAsync(method, path)).ShouldBe(path.StartsWith("..", StringComparison.Ordinal) ? 418 : 404, $"{method} {path}");
        }
    }

    [Theory]
    [InlineData("PUT", "instances/x")]
    [InlineData("POST", "instances")]
    [InlineData("PATCH", "instances")]
    [InlineData("GET", "orchestrators/Echo")]
    [InlineData("PUT", "entities/counter/a")]
    public async Task A_verb_that_a_path_does_not_have_is_404(string method, string path) =>
        (await app.CodeAsync(new HttpMethod(method), path)).ShouldBe(404);

    [Theory]
    [InlineData("orchestrators/Unknown")]
    [InlineData("orchestrators/Echo/@entity@id")]
    [InlineData("orchestrators/Echo/a%5Cb")]
    [InlineData("orchestrators/Echo/a%23b")]
    [InlineData("orchestrators/Echo/a%3Fb")]
    [InlineData("orchestrators/Echo/a%0Ab")]
    [InlineData("orchestrators/Echo?taskHub=OtherHub")]
    [InlineData("orchestrators/Echo?connection=OtherStorage")]
    [InlineData("orchestrators/Echo?timeout=1&pollingInterval=2")]
    [InlineData("orchestrators/Echo?timeout=1e300&pollingInterval=1")]
    [InlineData("orchestrators/Echo?timeout=NaN&pollingInterval=1")]
    [InlineData("instances/unknown/restart?timeout=1e300&pollingInterval=1")]
    public async Task A_start_that_cannot_be_is_400_in_the_extensions_shape(string path)
    {
        using var response = await app.CallAsync(HttpMethod.Post, path, "1");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await ManagementApp.JsonAsync(response)).AsObject();
        error.Select(m => m.Key).ShouldBe(["Message", "ExceptionMessage", "ExceptionType", "StackTrace"]);
        ((string?)error["ExceptionType"]).ShouldBe("System.ArgumentException");
        error["StackTrace"].ShouldBeNull();
    }

    [Fact]
    public async Task An_instance_id_that_is_too_long_is_refused_at_the_start_and_unknown_elsewhere()
    {
        var id = new string('x', 300);

        (await app.CodeAsync(HttpMethod.Post, $"orchestrators/Echo/{id}")).ShouldBe(400);
        (await app.CodeAsync(HttpMethod.Get, $"instances/{id}")).ShouldBe(404);
        (await app.CodeAsync(HttpMethod.Post, $"instances/{id}/terminate")).ShouldBe(404);
    }

    [Theory]
    [InlineData("a b", "a%20b")]
    [InlineData("ünï-☃-😀", "%C3%BCn%C3%AF-%E2%98%83-%F0%9F%98%80")]
    [InlineData("50%", "50%25")]
    [InlineData("a+b&c=d;e", "a+b&c=d;e")]
    [InlineData("quote'\"<>", "quote'%22%3C%3E")]
    [InlineData("a%2Fb", "a%2Fb")]
    [InlineData("%41", "%2541")]
    public async Task An_odd_id_is_the_same_in_every_call(string id, string inPath)
    {
        (await app.CodeAsync(HttpMethod.Post, $"orchestrators/Waiting/{inPath}")).ShouldBe(202);
        await app.UntilAsync(id, i => i.IsRunning);

        using var response = await app.CallAsync(HttpMethod.Get, $"instances/{inPath}");
        using var again = await app.Http.GetAsync(new Uri($"{response.Headers.Location}?code={app.Key}"));

        ((string?)(await ManagementApp.JsonAsync(again))["instanceId"]).ShouldBe(id);
        (await app.CodeAsync(HttpMethod.Post, $"instances/{inPath}/raiseEvent/Go", "1")).ShouldBe(202);
        (await app.EndAsync(id)).SerializedOutput.ShouldBe("1");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"a\":1} trailing")]
    [InlineData("'single'")]
    [InlineData("undefined")]
    [InlineData("\"\\ud800\"")]
    [InlineData("[1,]")]
    public async Task A_body_that_is_not_JSON_is_400_and_not_quoted(string body)
    {
        await app.WaitingAsync("bad-json");

        foreach (var path in new[] { "orchestrators/Echo", "instances/bad-json/raiseEvent/Go" })
        {
            using var response = await app.CallAsync(HttpMethod.Post, path, body);

            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            var error = await ManagementApp.JsonAsync(response);
            ((string)error["ExceptionType"]!).ShouldContain("Json");
            error.ToJsonString().ShouldNotContain("trailing");
        }
    }

    [Fact]
    public async Task An_event_without_a_body_is_400_and_a_start_without_one_has_no_input()
    {
        await app.WaitingAsync("no-body");

        (await app.CodeAsync(HttpMethod.Post, "instances/no-body/raiseEvent/Go", "")).ShouldBe(400);
        (await app.CodeAsync(HttpMethod.Post, "orchestrators/Echo/no-input", "")).ShouldBe(202);
        (await app.EndAsync("no-input")).SerializedInput.ShouldBeNull();
    }

    [Fact]
    public async Task JSON_that_is_nested_too_deep_is_400() =>
        (await app.CodeAsync(HttpMethod.Post, "orchestrators/Echo", new string('[', 5000) + new string(']', 5000))).ShouldBe(400);

    [Fact]
    public async Task A_payload_above_the_limit_is_400_and_a_huge_body_413()
    {
        await app.WaitingAsync("big");
        var payload = $"\"{new string('x', app.Engine.Options.MaxPayloadBytes)}\"";
        var huge = $"\"{new string('x', 5 * app.Engine.Options.MaxPayloadBytes)}\"";

        (await app.CodeAsync(HttpMethod.Post, "instances/big/raiseEvent/Go", payload)).ShouldBe(400);
        (await app.CodeAsync(HttpMethod.Post, "orchestrators/Echo", payload)).ShouldBe(400);
        (await app.CodeAsync(HttpMethod.Post, "orchestrators/Echo", huge)).ShouldBe(413);
        (await app.CodeAsync(HttpMethod.Get, "instances/big")).ShouldBe(202);
    }

    [Theory]
    [InlineData("createdTimeFrom=yesterday")]
    [InlineData("createdTimeTo=13/45/2026")]
    [InlineData("runtimeStatus=Sleeping")]
    [InlineData("runtimeStatus=,,")]
    [InlineData("top=many")]
    [InlineData("top=99999999999")]
    [InlineData("showInput=maybe")]
    public async Task A_list_leaves_out_a_filter_that_it_cannot_read(string query)
    {
        await app.WaitingAsync("list-me");

        (await app.GetAsync("instances?instanceIdPrefix=list-me&" + query)).AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("top=0")]
    [InlineData("top=-5")]
    public async Task A_page_needs_room_for_an_instance(string query) =>
        (await app.CodeAsync(HttpMethod.Get, "instances?" + query)).ShouldBe(400);

    [Fact]
    public async Task A_page_of_all_numbers_is_cut_to_the_largest_page() =>
        (await app.CodeAsync(HttpMethod.Get, "instances?top=2147483647")).ShouldBe(200);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("99999999999999999999999999")]
    [InlineData("eyJOZXh0UGFydGl0aW9uS2V5IjpudWxsfQ==")]
    public async Task A_token_that_is_none_is_400(string token)
    {
        using var response = await app.CallAsync(HttpMethod.Get, "instances", null, ("x-ms-continuation-token", token));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?createdTimeFrom=")]
    [InlineData("?createdTimeFrom=yesterday")]
    [InlineData("?createdTimeFrom=2020-01-01&createdTimeTo=tomorrow")]
    [InlineData("?createdTimeFrom=2020-01-01&runtimeStatus=Compleeted")]
    public async Task A_purge_whose_filter_cannot_be_read_deletes_nothing(string query)
    {
        await app.EndedAsync("Echo", "keep-me");

        (await app.CodeAsync(HttpMethod.Delete, "instances" + query)).ShouldBe(400);
        (await app.CodeAsync(HttpMethod.Get, "instances/keep-me")).ShouldBe(200);
    }

    [Theory]
    [InlineData("taskHub=OtherHub")]
    [InlineData("connection=OtherStorage")]
    public async Task Another_hub_has_none_of_this_hubs_instances(string query)
    {
        await app.WaitingAsync("mine");

        (await app.CodeAsync(HttpMethod.Get, "instances/mine?" + query)).ShouldBe(404);
        (await app.CodeAsync(HttpMethod.Post, "instances/mine/terminate?" + query)).ShouldBe(404);
        (await app.CodeAsync(HttpMethod.Delete, "instances/mine?" + query)).ShouldBe(404);
        (await app.CodeAsync(HttpMethod.Delete, "instances?createdTimeFrom=2020-01-01&" + query)).ShouldBe(404);
        (await app.CodeAsync(HttpMethod.Post, "instances/mine/restart?" + query)).ShouldBe(400);
        (await app.GetAsync("instances?" + query)).AsArray().ShouldBeEmpty();
        (await app.CodeAsync(HttpMethod.Get, "instances/mine?taskHub=managehub&connection=storage")).ShouldBe(202);
    }

    [Fact]
    public async Task An_app_without_entities_answers_as_the_extension_does_for_one()
    {
        using var list = await app.CallAsync(HttpMethod.Get, "entities/counter?fetchState=true");

        (list.StatusCode, await list.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.OK, "[]"));
        list.Headers.GetValues("x-ms-continuation-token").ShouldBe([""]);
        (await app.CodeAsync(HttpMethod.Get, "entities/counter/a")).ShouldBe(404);
        (await app.CodeAsync(HttpMethod.Post, "entities/counter/a?op=add", "1")).ShouldBe(400);
        (await app.CodeAsync(HttpMethod.Delete, "entities/counter/a")).ShouldBe(400);
        (await app.CodeAsync(HttpMethod.Post, "entities")).ShouldBe(400);
    }

    [Fact]
    public async Task Making_an_app_primary_is_what_this_back_end_has_not() =>
        (await app.CodeAsync(HttpMethod.Post, "makeprimary")).ShouldBe(500);
}
