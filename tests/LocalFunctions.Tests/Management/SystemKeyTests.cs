using System.Net;
using LocalFunctions.Durable.Management;

namespace LocalFunctions.Tests.Management;

public sealed class SystemKeyTests(ManagementApp app) : IClassFixture<ManagementApp>, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("imr-key-");

    [Fact]
    public async Task The_key_opens_as_header_and_as_code()
    {
        (await CodeAsync("instances", header: app.Key)).ShouldBe(HttpStatusCode.OK);
        (await CodeAsync($"instances?code={app.Key}")).ShouldBe(HttpStatusCode.OK);
        // The host looks at the code only if there is no header.
        (await CodeAsync($"instances?code={app.Key}", header: "wrong")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("instances")]
    [InlineData("instances?code=")]
    [InlineData("instances?code=wrong")]
    [InlineData("instances/x/terminate")]
    [InlineData("orchestrators/Echo")]
    [InlineData("entities")]
    [InlineData("makeprimary")]
    [InlineData("no/such/path")]
    [InlineData("")]
    public async Task Without_the_key_everything_is_401_without_a_body(string path)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Options })
        {
            using var request = new HttpRequestMessage(method, new Uri("/runtime/webhooks/durabletask/" + path, UriKind.Relative));
            using var response = await app.Http.SendAsync(request);

            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await response.Content.ReadAsStringAsync()).ShouldBe("");
        }
    }

    [Fact]
    public async Task A_key_that_is_nearly_right_is_wrong()
    {
        (await CodeAsync("instances", header: app.Key[..^1])).ShouldBe(HttpStatusCode.Unauthorized);
        (await CodeAsync("instances", header: app.Key + "A")).ShouldBe(HttpStatusCode.Unauthorized);
        (await CodeAsync("instances", header: app.Key.ToUpperInvariant())).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_apps_routes_get_what_is_not_the_APIs()
    {
        using var other = await app.Http.GetAsync(new Uri("/some/page", UriKind.Relative));
        using var neighbour = await app.Http.GetAsync(new Uri("/runtime/webhooks/durabletaskx/instances", UriKind.Relative));
        using var upper = await app.Http.GetAsync(new Uri("/RUNTIME/webhooks/DurableTask/instances", UriKind.Relative));

        ((int)other.StatusCode, (int)neighbour.StatusCode).ShouldBe((418, 418));
        upper.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void The_start_list_names_the_file_and_not_the_key()
    {
        app.Output.ShouldContain(app.KeyFile);
        app.Output.ShouldNotContain(app.Key);
    }

    [Fact]
    public void The_key_is_32_random_bytes_in_a_file_for_its_owner_only()
    {
        var key = SystemKey.Open(_directory.FullName);

        key.Value.ShouldMatch("^[A-Za-z0-9_-]{43}$");
        key.Value.ShouldNotBe(app.Key);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(key.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _directory.GetFiles().Length.ShouldBe(1);
        SystemKey.Open(_directory.FullName).Value.ShouldBe(key.Value);
    }

    [Fact]
    public void A_key_file_that_others_could_read_is_closed()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = SystemKey.Open(_directory.FullName).Path;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        SystemKey.Open(_directory.FullName);

        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Starts_at_the_same_time_get_the_same_key()
    {
        using var together = new Barrier(8);
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                return SystemKey.Open(_directory.FullName).Value;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        keys.Distinct().ShouldHaveSingleItem();
        _directory.GetFiles().Length.ShouldBe(1);
    }

    [Fact]
    public void A_start_that_was_killed_before_the_key_was_in_its_file_is_made_good()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, SystemKey.FileName), "");

        var key = SystemKey.Open(_directory.FullName);

        key.Value.ShouldMatch("^[A-Za-z0-9_-]{43}$");
        SystemKey.Open(_directory.FullName).Value.ShouldBe(key.Value);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nA")]
    public void A_file_that_holds_no_key_is_refused_and_left_alone(string content)
    {
        var path = Path.Combine(_directory.FullName, SystemKey.FileName);
        File.WriteAllText(path, content);

        Should.Throw<InvalidDataException>(() => SystemKey.Open(_directory.FullName)).Message.ShouldContain(path);
        File.ReadAllText(path).ShouldBe(content);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private async Task<HttpStatusCode> CodeAsync(string path, string? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/runtime/webhooks/durabletask/" + path, UriKind.Relative));
        if (header is not null) request.Headers.Add("x-functions-key", header);
        using var response = await app.Http.SendAsync(request);
        return response.StatusCode;
    }
}
