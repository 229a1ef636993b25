using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Imr.Testing;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Tests.Operability;

/// <summary>The real app under a load of starts that it is told to end, or whose disk takes nothing more. What it has acknowledged is there afterwards.</summary>
public sealed class LoadedProcessTests : IDisposable
{
    private const string Starts = "runtime/webhooks/durabletask/orchestrators/ReviewOrchestrator/";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("imr-loaded-");
    private readonly ConcurrentQueue<string> _acknowledged = new();

    private string Key => File.ReadAllText(Path.Combine(_directory.FullName, "durable-system-key")).Trim();

    [Fact]
    public async Task SIGTERM_under_load_ends_in_order_with_every_acknowledged_turn_taken()
    {
        (string host, string cases) = (await AzuriteForTests.AccountAsync(), await AzuriteForTests.AccountAsync());
        using AppOnTheSide app = new(_directory.FullName, host, cases, ("LocalFunctions__ShutdownSeconds", "5"));
        using HttpClient http = Client((await app.ListeningAsync()).ShouldNotBeNull(app.Error));
        Task load = LoadAsync(http, 8);
        await UntilAcknowledgedAsync(100);

        long began = Stopwatch.GetTimestamp();
        app.Terminate();
        (await app.ExitAsync()).ShouldBe(0, app.Error);
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        await load;

        Dictionary<string, long> statuses = Statuses();
        _acknowledged.Where(id => statuses.GetValueOrDefault(id) < 3).ShouldBeEmpty();
        Integrity().ShouldBe("ok");
    }

    [Fact]
    public async Task A_second_SIGTERM_ends_at_once_and_loses_nothing()
    {
        (string host, string cases) = (await AzuriteForTests.AccountAsync(), await AzuriteForTests.AccountAsync());
        using (AppOnTheSide app = new(_directory.FullName, host, cases))
        {
            Uri address = (await app.ListeningAsync()).ShouldNotBeNull(app.Error);
            using HttpClient http = Client(address);
            using TcpClient slow = await HoldARequestAsync(address);
            Task load = LoadAsync(http, 8);
            await UntilAcknowledgedAsync(100);

            long began = Stopwatch.GetTimestamp();
            while (!app.HasEnded)
                app.Terminate();
            (await app.ExitAsync()).ShouldBe(143, app.Error);
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(5));
            await load;
        }

        Integrity().ShouldBe("ok");
        await ShouldAllEndAsync(host, cases);
    }

    [Fact]
    public async Task A_SIGTERM_that_is_sent_twice_at_once_as_timeout_does_and_a_request_that_never_ends_leave_the_stop_in_order()
    {
        (string host, string cases) = (await AzuriteForTests.AccountAsync(), await AzuriteForTests.AccountAsync());
        using AppOnTheSide app = new(_directory.FullName, host, cases, ("LocalFunctions__ShutdownSeconds", "1"));
        Uri address = (await app.ListeningAsync()).ShouldNotBeNull(app.Error);
        using TcpClient slow = await HoldARequestAsync(address);
        using HttpClient http = Client(address);
        (await StartAsync(http, "after", """{"schemaVersion":999}""")).ShouldBeTrue();

        long began = Stopwatch.GetTimestamp();
        app.Terminate();
        app.Terminate();

        (await app.ExitAsync()).ShouldBe(0, app.Error);
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        app.Output.ShouldContain("Stopped; the task hub");
    }

    [Fact]
    public async Task A_full_disk_is_said_once_nothing_is_acknowledged_meanwhile_and_a_stop_is_clean()
    {
        (string host, string cases) = (await AzuriteForTests.AccountAsync(), await AzuriteForTests.AccountAsync());
        using (AppOnTheSide app = AppOnTheSide.WithSmallFiles(1024, _directory.FullName, host, cases))
        {
            using HttpClient http = Client((await app.ListeningAsync()).ShouldNotBeNull(app.Error));
            string large = $$"""{"schemaVersion":999,"text":"{{new string('x', 50_000)}}"}""";
            int refused = 0;
            for (int n = 0; n < 200 && refused < 5; n++)
            {
                if (!await StartAsync(http, $"full-{n}", large))
                    refused++;
            }

            refused.ShouldBe(5);
            (await http.GetAsync(new Uri("runtime/health/live", UriKind.Relative))).EnsureSuccessStatusCode();
            (await http.GetStringAsync(new Uri("runtime/health/live", UriKind.Relative))).ShouldContain("alive");
            app.Output.Split('\n').Count(line => line.Contains("cannot be written", StringComparison.Ordinal)).ShouldBe(1, app.Output);
            app.Terminate();
            (await app.ExitAsync()).ShouldBe(0, app.Error);
            app.Error.ShouldBeEmpty();
        }

        _acknowledged.ShouldNotBeEmpty();
        await ShouldAllEndAsync(host, cases);
        Integrity().ShouldBe("ok");
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private async Task ShouldAllEndAsync(string host, string cases)
    {
        using AppOnTheSide again = new(_directory.FullName, host, cases);
        (await again.ListeningAsync()).ShouldNotBeNull(again.Error);
        again.Terminate();
        (await again.ExitAsync()).ShouldBe(0, again.Error);

        Dictionary<string, long> statuses = Statuses();
        _acknowledged.Where(id => statuses.GetValueOrDefault(id) < 3).ShouldBeEmpty();
    }

    private HttpClient Client(Uri address)
    {
        HttpClient http = new() { BaseAddress = address };
        http.DefaultRequestHeaders.Add("x-functions-key", Key);
        return http;
    }

    /// <summary>Starts instances until the app answers no more.</summary>
    private Task LoadAsync(HttpClient http, int callers) => Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
    {
        for (int n = 0; await StartAsync(http, $"load-{caller}-{n}", """{"schemaVersion":999}"""); n++)
        {
            // Each is written down by its start.
        }
    }));

    private async Task<bool> StartAsync(HttpClient http, string id, string input)
    {
        try
        {
            using StringContent body = new(input, Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await http.PostAsync(new Uri(Starts + id, UriKind.Relative), body);
            if (!answer.IsSuccessStatusCode)
                return false;
            _acknowledged.Enqueue(id);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>A request whose body never ends holds up an orderly stop.</summary>
    private async Task<TcpClient> HoldARequestAsync(Uri address)
    {
        TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port);
        string head = $"POST /{Starts}held HTTP/1.1\r\nHost: {address.Authority}\r\nx-functions-key: {Key}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        return client;
    }

    private async Task UntilAcknowledgedAsync(int count)
    {
        long began = Stopwatch.GetTimestamp();
        while (_acknowledged.Count < count)
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(60));
            await Task.Yield();
        }
    }

    private Dictionary<string, long> Statuses()
    {
        Dictionary<string, long> statuses = [];
        using SqliteConnection connection = Open();
        using SqliteCommand command = new("SELECT id, status FROM instances", connection);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
            statuses.Add(reader.GetString(0), reader.GetInt64(1));
        return statuses;
    }

    private string Integrity()
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = new("PRAGMA integrity_check", connection);
        return (string)command.ExecuteScalar()!;
    }

    private SqliteConnection Open()
    {
        SqliteConnection connection = new($"Data Source={Path.Combine(_directory.FullName, "ImrReview.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
