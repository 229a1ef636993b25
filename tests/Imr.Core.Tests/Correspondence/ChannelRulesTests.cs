using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Data;

namespace Imr.Core.Tests.Correspondence;

public sealed class ChannelRulesTests
{
    private static readonly Address Anywhere = new("1 Paper St", null, "Fresno", "CA", "93650");

    [Theory]
    [InlineData("ClaimsAdministrator", true, Priority.Standard, DeliveryChannel.Portal)]
    [InlineData("ClaimsAdministrator", false, Priority.Standard, DeliveryChannel.MailBatch)]
    [InlineData("ClaimsAdministrator", false, Priority.Expedited, DeliveryChannel.Fax)]
    [InlineData("InjuredWorker", true, Priority.Expedited, DeliveryChannel.MailBatch)]
    [InlineData("Attorney", true, Priority.Standard, DeliveryChannel.Email)]
    [InlineData("Attorney", true, Priority.Expedited, DeliveryChannel.Fax)]
    [InlineData("Attorney", false, Priority.Standard, DeliveryChannel.MailBatch)]
    [InlineData("RequestingPhysician", true, Priority.Standard, DeliveryChannel.Email)]
    public void A_recipient_who_has_everything_is_reached_by(string recipient, bool electronic, Priority priority, DeliveryChannel channel)
        => ChannelRules.Default.Choose(recipient, new PartyContact("N", null, Anywhere, "916-555-0100", "n@example.org"), priority, electronic).ShouldBe(channel);

    [Fact]
    public void A_channel_that_cannot_reach_the_recipient_is_passed_over()
    {
        ChannelRules.Default.Choose("Attorney", new PartyContact("N", null, Anywhere, "916-555-0100", null), Priority.Standard, true).ShouldBe(DeliveryChannel.Fax);
        ChannelRules.Default.Choose("Attorney", new PartyContact("N", null, Anywhere, null, null), Priority.Expedited, true).ShouldBe(DeliveryChannel.MailBatch);
        ChannelRules.Default.Choose("Attorney", new PartyContact("N", null, null, null, null), Priority.Standard, true).ShouldBe(DeliveryChannel.MailBatch);
    }

    [Theory]
    [InlineData("rules: []", "there is no rule")]
    [InlineData("rules: [{ channel: Pigeon }]", "no channel 'Pigeon'")]
    [InlineData("rules: [{ channel: Fax, priority: Soon }]", "no priority 'Soon'")]
    [InlineData("rules: [{ channel: Portal, recipient: InjuredWorker }]", "only claims administrators")]
    public void A_rule_that_means_nothing_is_refused(string yaml, string problem)
        => Should.Throw<DataFileException>(() => ChannelRules.Load(yaml)).Message.ShouldContain(problem);
}
