using System.Net;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Security;

public sealed class ProductionTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Development_tokens_open_nothing_outside_development(string environment)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions(Environment: environment));
        (await app.GetAsync("dev.operator.op-1", "/api/cases")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.GetAsync(null, "/api/health")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
