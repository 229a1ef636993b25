using System.Text.Json.Nodes;

namespace Imr.Cli.Tests.OpenApi;

public sealed class OpenApiCommandTests
{
    [Fact]
    public async Task The_description_of_the_API_is_written_without_a_running_app()
    {
        var (exitCode, output, error) = await Imr.RunAsync("openapi");

        (exitCode, error).ShouldBe((0, ""));
        ((string?)JsonNode.Parse(output)!["openapi"]).ShouldBe("3.1.0");
    }
}
