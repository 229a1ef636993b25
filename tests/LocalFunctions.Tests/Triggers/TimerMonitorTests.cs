using System.Text.Json;
using Azure.Storage.Blobs;
using LocalFunctions.Tests.Hosting;

namespace LocalFunctions.Tests.Triggers;

public sealed class TimerMonitorTests(TriggersAzurite azurite) : IClassFixture<TriggersAzurite>
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 8, 30, 0, TimeSpan.Zero));
    private readonly Seen _seen = new();

    [Fact]
    public async Task What_was_missed_while_the_app_was_down_is_run_once_at_start_and_said_to_be_past_due()
    {
        await using (await StartAsync("missed", "0 0 * * * *")) await AdvanceAsync(TimeSpan.FromMinutes(30), "00:00 09:00 False");

        _time.Jump(TimeSpan.FromHours(4.5));
        await using (await StartAsync("missed", "0 0 * * * *"))
        {
            (await _seen.NextAsync()).ShouldBe("09:00 10:00 True");
            await AdvanceAsync(TimeSpan.FromHours(0.5), "13:30 14:00 False");
        }

        _seen.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_first_occurrence_that_was_missed_counts_too()
    {
        await using (await StartAsync("first", "0 0 * * * *")) await _time.TimerSetAsync();

        _time.Jump(TimeSpan.FromHours(1));
        await using var again = await StartAsync("first", "0 0 * * * *");

        (await _seen.NextAsync()).ShouldBe("00:00 09:00 True");
    }

    [Fact]
    public async Task A_schedule_that_was_changed_has_missed_nothing()
    {
        await using (await StartAsync("changed", "0 0 * * * *")) await AdvanceAsync(TimeSpan.FromMinutes(30), "00:00 09:00 False");

        _time.Jump(TimeSpan.FromHours(4.5));
        await using var again = await StartAsync("changed", "0 */20 * * * *");
        await AdvanceAsync(TimeSpan.FromMinutes(10), "00:00 13:40 False");
    }

    [Fact]
    public async Task Schedules_of_less_than_a_minute_are_not_monitored()
    {
        await using (await StartAsync("short", "*/30 * * * * *")) await AdvanceAsync(TimeSpan.FromSeconds(30), "  False");

        Status("short").Exists().Value.ShouldBeFalse();
    }

    [Fact]
    public async Task The_status_has_the_Functions_hosts_place_and_form()
    {
        await using (await StartAsync("form", "0 0 * * * *")) await AdvanceAsync(TimeSpan.FromMinutes(30), "00:00 09:00 False");

        var status = await StatusAsync("form");
        status.EnumerateObject().Select(p => $"{p.Name} {p.Value}").ShouldBe(
            ["Last 2026-01-01T09:00:00+00:00", "Next 2026-01-01T10:00:00+00:00", "LastUpdated 2026-01-01T09:00:00+00:00"]);
    }

    [Fact]
    public async Task A_status_that_cannot_be_read_is_as_none()
    {
        await azurite.Blobs.GetBlobContainerClient("azure-webjobs-hosts").CreateIfNotExistsAsync();
        await Status("broken").UploadAsync(BinaryData.FromString("{\"Last\":"));

        await using var app = await StartAsync("broken", "0 0 * * * *");

        await AdvanceAsync(TimeSpan.FromMinutes(30), "00:00 09:00 False");
    }

    [Fact]
    public async Task A_run_that_a_stop_cuts_off_is_made_up_for_at_the_next_start()
    {
        await using (await StartAsync("cut-off", "0 0 * * * *", endless: true))
        {
            await _time.TimerSetAsync();
            _time.Jump(TimeSpan.FromMinutes(30));
            (await _seen.NextAsync()).ShouldBe("00:00 09:00 False");
        }

        _time.Jump(TimeSpan.FromMinutes(1));
        await using var again = await StartAsync("cut-off", "0 0 * * * *");

        (await _seen.NextAsync()).ShouldBe("00:00 09:00 True");
    }

    private Task<LocalApp> StartAsync(string host, string schedule, bool endless = false)
    {
        var probe = new Probe
        {
            Timer = async (timer, cancellation) =>
            {
                _seen.Add(FormattableString.Invariant($"{timer.ScheduleStatus?.Last:HH:mm} {timer.ScheduleStatus?.Next:HH:mm} {timer.IsPastDue}"));
                if (endless) await Task.Delay(Timeout.Infinite, cancellation);
            },
        };
        var settings = new Dictionary<string, string?> { ["Schedule"] = schedule, ["AzureFunctionsWebHost:hostId"] = host, ["LocalFunctions:ShutdownSeconds"] = "0" };
        return ProbeApp.StartAsync(azurite.ConnectionString, probe, [typeof(TimerProbe)], settings, time: _time);
    }

    private BlobClient Status(string host) => azurite.Blobs.GetBlobContainerClient("azure-webjobs-hosts").GetBlobClient($"timers/{host}/Host.Functions.TimerProbe/status");

    private async Task<JsonElement> StatusAsync(string host) => JsonDocument.Parse((await Status(host).DownloadContentAsync()).Value.Content).RootElement;

    /// <summary>Moves the clock, and waits for the run that this brings and for its status: only then the next timer is set.</summary>
    private async Task AdvanceAsync(TimeSpan by, string run)
    {
        await _time.TimerSetAsync();
        _time.Jump(by);
        (await _seen.NextAsync()).ShouldBe(run);
        await _time.TimerSetAsync();
    }
}
