using LocalFunctions.Durable.Engine;
using LocalFunctions.Hosting;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Tests.Hosting;

public sealed class DurableJsonTests
{
    [Fact]
    public void Without_settings_the_engine_has_its_defaults()
    {
        var (engine, untouched) = (Engine("{}"), new DurableEngineOptions());

        engine.HubName.ShouldBe("TestHubName");
        engine.DefaultVersion.ShouldBeEmpty();
        engine.MaxConcurrentActivities.ShouldBe(untouched.MaxConcurrentActivities);
        engine.MaxConcurrentOrchestrations.ShouldBe(untouched.MaxConcurrentOrchestrations);
        engine.KeepsOrchestrations.ShouldBeFalse();
        engine.ThrowOnRaiseToMissing.ShouldBeFalse();
    }

    [Fact]
    public void The_extensions_settings_reach_the_engine()
    {
        var engine = Engine(
            """
            {"hubName":"Review","defaultVersion":"2.0","maxConcurrentActivityFunctions":3,"maxConcurrentOrchestratorFunctions":7,
             "extendedSessionsEnabled":true,"throwStatusExceptionsOnRaiseEvent":true}
            """);

        engine.HubName.ShouldBe("Review");
        engine.DefaultVersion.ShouldBe("2.0");
        (engine.MaxConcurrentActivities, engine.MaxConcurrentOrchestrations).ShouldBe((3, 7));
        engine.KeepsOrchestrations.ShouldBeTrue();
        engine.ThrowOnRaiseToMissing.ShouldBeTrue();
    }

    [Fact]
    public void A_hub_name_in_percent_signs_is_a_setting() => Engine("""{"hubName":"%Hub%"}""", new() { ["Hub"] = "Second" }).HubName.ShouldBe("Second");

    [Theory]
    [InlineData("""{"hubName":"%Hub%"}""", "the setting Hub is not set")]
    [InlineData("""{"hubName":"../other"}""", "3 to 45 letters and digits")]
    [InlineData("""{"hubName":"1st"}""", "begin with a letter")]
    [InlineData("""{"hubName":"ab"}""", "3 to 45 letters and digits")]
    [InlineData("""{"maxConcurrentActivityFunctions":0}""", "maxConcurrentActivityFunctions 0")]
    [InlineData("""{"maxConcurrentOrchestratorFunctions":-1}""", "maxConcurrentOrchestratorFunctions -1")]
    [InlineData("""{"extendedSessionsEnabled":"yes"}""", "host.json cannot be read")]
    public void A_value_that_is_not_valid_is_refused_by_its_name(string durable, string says)
        => Should.Throw<StartRefusedException>(() => Engine(durable)).Message.ShouldContain(says);

    private static DurableEngineOptions Engine(string durable, Dictionary<string, string?>? settings = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings ?? []).Build();
        var engine = new DurableEngineOptions();
        HostJson.Read($$"""{"extensions":{"durableTask":{{durable}} } }""").Durable.Resolve(configuration).Apply(engine);
        return engine;
    }
}
