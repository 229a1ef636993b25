using Imr.Core.Data;
using Imr.Core.Operations;

namespace Imr.Core.Tests.Operations;

/// <summary>Which case that does not move is shown to whom is data, and is checked when it is read.</summary>
public sealed class AlertRulesTests
{
    [Fact]
    public void Every_place_where_a_case_can_stand_too_long_has_an_alert()
        => AlertRules.Places.Except(AlertRules.Default.Rules.Select(r => r.Place)).ShouldBeEmpty();

    [Theory]
    [InlineData("{ stage: Closed, maxAgeHours: 1, severity: Warning, who: Operator }", "no open stage")]
    [InlineData("{ stage: Received, maxAgeHours: 0, severity: Warning, who: Operator }", "maxAgeHours")]
    [InlineData("{ stage: Received, maxAgeHours: .nan, severity: Warning, who: Operator }", "maxAgeHours")]
    [InlineData("{ stage: Received, maxAgeHours: 1, severity: Fatal, who: Operator }", "severity")]
    [InlineData("{ stage: Received, maxAgeHours: 1, severity: Warning, who: Nobody }", "who")]
    [InlineData("{ stage: Received, maxAgeHours: 1, severity: Warning, who: Operator, page: true }", "page")]
    [InlineData("{ stage: Received, maxAgeHours: 1, severity: Warning, who: Operator }\n  - { stage: Received, maxAgeHours: 2, severity: Warning, who: Operator }", "two Warning")]
    [InlineData("{ stage: Received, maxAgeHours: 2, severity: Warning, who: Operator }\n  - { stage: Received, maxAgeHours: 2, severity: Critical, who: Operator }", "later")]
    public void A_rule_that_says_nothing_is_refused(string rule, string why)
        => Should.Throw<DataFileException>(() => AlertRules.Load($"alerts:\n  - {rule}\n")).Message.ShouldContain(why);
}
