using Durable.Parity.Harness;

namespace Durable.Parity;

public static class VersionOrchestrators
{
    [Function(nameof(ComparesVersions))]
    public static Task<int[]> ComparesVersions([OrchestrationTrigger] TaskOrchestrationContext context)
        => Task.FromResult(context.GetInput<string[]>()!.Select(other => Math.Sign(context.CompareVersionTo(other))).ToArray());

    [Function(nameof(ChildVersion))]
    public static async Task<string> ChildVersion([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        SubOrchestrationOptions? options = context.GetInput<string>() is { } version ? new SubOrchestrationOptions { Version = version } : null;
        string child = await context.CallSubOrchestratorAsync<string>(nameof(CommonOrchestrators.ReturnsVersion), null, options);
        return $"{context.Version} has {child}";
    }
}

[Collection(ParityRun.Name)]
public sealed class VersionTests(ParityEngine engine)
{
    private static StartOrchestrationOptions Version(string version) => new() { Version = version };

    [Fact]
    public async Task Without_a_version_the_default_one_counts()
        => (await engine.RunAsync(nameof(CommonOrchestrators.ReturnsVersion))).ReadOutputAs<string>().ShouldBe("1.5");

    [Fact]
    public async Task A_start_can_give_a_version()
        => (await engine.RunAsync(nameof(CommonOrchestrators.ReturnsVersion), null, Version("2.1"))).ReadOutputAs<string>().ShouldBe("2.1");

    [Fact]
    public async Task A_child_has_the_default_version_and_not_its_parents()
        => (await engine.RunAsync(nameof(VersionOrchestrators.ChildVersion), null, Version("3.0"))).ReadOutputAs<string>().ShouldBe("3.0 has 1.5");

    [Fact]
    public async Task A_child_can_be_given_a_version()
        => (await engine.RunAsync(nameof(VersionOrchestrators.ChildVersion), "4.0", Version("3.0"))).ReadOutputAs<string>().ShouldBe("3.0 has 4.0");

    [Theory]
    [InlineData("1.10", "1.9", 1)] // numbers, not text
    [InlineData("1.10", "1.10", 0)]
    [InlineData("1.10", "1.10.0", -1)] // a missing part is less than zero
    [InlineData("1.10", "2.0", -1)]
    [InlineData("1.10", "", 1)] // unversioned is the least
    [InlineData("1.10", "  ", 1)]
    [InlineData("beta", "BETA", 0)] // text without case
    [InlineData("beta", "alpha", 1)]
    [InlineData("2", "10", 1)] // one number alone is no version: text
    public async Task Versions_are_compared(string own, string other, int sign)
        => (await engine.RunAsync(nameof(VersionOrchestrators.ComparesVersions), new[] { other }, Version(own))).ReadOutputAs<int[]>().ShouldBe([sign]);
}
