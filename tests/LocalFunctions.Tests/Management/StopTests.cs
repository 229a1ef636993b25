using System.Net;

namespace LocalFunctions.Tests.Management;

public sealed class StopTests
{
    [Fact]
    public async Task A_call_that_waits_for_an_instances_end_is_answered_by_a_stop_and_does_not_hold_it_up()
    {
        var app = new ManagementApp();
        await app.InitializeAsync();
        try
        {
            var call = app.CallAsync(HttpMethod.Post, "orchestrators/Waiting/w-1?timeout=600&pollingInterval=1");
            await app.UntilAsync("w-1", instance => instance.IsRunning);

            await app.StopAsync().WaitAsync(TimeSpan.FromSeconds(15));

            using var response = await call;
            response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }
        finally
        {
            await app.DisposeAsync();
        }
    }
}
