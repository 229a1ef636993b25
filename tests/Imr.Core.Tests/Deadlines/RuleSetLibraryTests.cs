using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Deadlines;

namespace Imr.Core.Tests.Deadlines;

public sealed class RuleSetLibraryTests
{
    private static readonly string Yaml = YamlData.Embedded("rule-sets.yaml");

    [Theory]
    [InlineData("2012-06-01", "EMERG2013")]
    [InlineData("2013-01-01", "EMERG2013")]
    [InlineData("2014-02-11", "EMERG2013")]
    [InlineData("2014-02-12", "R2014")]
    [InlineData("2017-12-31", "R2014")]
    [InlineData("2018-01-01", "SB1160")]
    [InlineData("2026-03-31", "SB1160")]
    [InlineData("2026-04-01", "R2026")]
    [InlineData("2080-01-01", "R2026")]
    public void The_UR_decision_date_chooses_the_rule_set(string day, string id)
        => RuleSetLibrary.Default.ForUrDecision(DateOnly.Parse(day)).Id.ShouldBe(id);

    [Theory]
    [InlineData("DL-APP-STD", 30, DeadlineUnit.CalendarDays, true, RuleStatus.Confirmed)]
    [InlineData("DL-APP-FORM", 10, DeadlineUnit.CalendarDays, true, RuleStatus.Draft)]
    [InlineData("DL-APP-LIAB", 30, DeadlineUnit.CalendarDays, false, RuleStatus.Draft)]
    [InlineData("DL-ELIG-INFO", 5, DeadlineUnit.BusinessDays, false, RuleStatus.Confirmed)]
    [InlineData("DL-NOARFI", 1, DeadlineUnit.BusinessDays, false, RuleStatus.Confirmed)]
    [InlineData("DL-REC-MAIL", 15, DeadlineUnit.CalendarDays, false, RuleStatus.Confirmed)]
    [InlineData("DL-REC-ELEC", 12, DeadlineUnit.CalendarDays, false, RuleStatus.Confirmed)]
    [InlineData("DL-REC-EXP", 24, DeadlineUnit.Hours, false, RuleStatus.Confirmed)]
    [InlineData("DL-REC-STAT", 10, DeadlineUnit.CalendarDays, false, RuleStatus.Confirmed)]
    [InlineData("DL-MOREINFO", 5, DeadlineUnit.BusinessDays, false, RuleStatus.Draft)]
    [InlineData("DL-MOREINFO-EXP", 1, DeadlineUnit.CalendarDays, false, RuleStatus.Draft)]
    [InlineData("DL-DET-STD", 30, DeadlineUnit.CalendarDays, false, RuleStatus.Confirmed)]
    [InlineData("DL-DET-FORM", 5, DeadlineUnit.WorkingDays, false, RuleStatus.Confirmed)]
    [InlineData("DL-DET-EXP", 72, DeadlineUnit.Hours, false, RuleStatus.Draft)]
    [InlineData("DL-DET-EXT", 3, DeadlineUnit.CalendarDays, false, RuleStatus.Draft)]
    [InlineData("DL-IMPL-AUTH", 5, DeadlineUnit.WorkingDays, false, RuleStatus.Confirmed)]
    [InlineData("DL-IMPL-PAY", 20, DeadlineUnit.CalendarDays, false, RuleStatus.Confirmed)]
    [InlineData("DL-APPEAL", 30, DeadlineUnit.CalendarDays, true, RuleStatus.Confirmed)]
    [InlineData("DL-APPEAL-INEL", 30, DeadlineUnit.CalendarDays, false, RuleStatus.Confirmed)]
    [InlineData("DL-URSTAND", 12, DeadlineUnit.Months, false, RuleStatus.Confirmed)]
    public void Deadlines_from_2018_are_the_table_of_law(string id, int length, DeadlineUnit unit, bool mail, RuleStatus status)
    {
        var rule = RuleSetLibrary.Default.ById("SB1160").Deadline(id);

        (rule.Length, rule.Unit, rule.MailExtension, rule.Status).ShouldBe((length, unit, mail, status));
        RuleSetLibrary.Default.ById("SB1160").Deadlines.Count.ShouldBe(20);
    }

    [Theory]
    [InlineData("EMERG2013", false)]
    [InlineData("R2014", false)]
    [InlineData("SB1160", true)]
    [InlineData("R2026", true)]
    public void Formulary_deadlines_begin_in_2018(string id, bool there)
    {
        var rules = RuleSetLibrary.Default.ById(id);

        rules.HasDeadline(DeadlineIds.ApplicationFormulary).ShouldBe(there);
        rules.HasDeadline(DeadlineIds.DeterminationFormulary).ShouldBe(there);
    }

    [Fact]
    public void The_2013_emergency_text_gave_15_days_to_answer()
        => RuleSetLibrary.Default.ById("EMERG2013").Deadline(DeadlineIds.EligibilityInformation).Length.ShouldBe(15);

    [Fact]
    public void All_that_is_taken_over_into_2026_is_draft()
    {
        var rules = RuleSetLibrary.Default.ById("R2026");

        rules.Deadlines.ShouldAllBe(d => d.Status == RuleStatus.Draft);
        rules.Eligibility.ShouldAllBe(e => e.Status == RuleStatus.Draft);
    }

    [Theory]
    [InlineData(ServiceMethod.Personal, 0)]
    [InlineData(ServiceMethod.Electronic, 0)]
    [InlineData(ServiceMethod.Fax, 0)]
    [InlineData(ServiceMethod.MailInCalifornia, 5)]
    [InlineData(ServiceMethod.MailOutsideCalifornia, 10)]
    [InlineData(ServiceMethod.MailAbroad, 20)]
    public void Mail_adds_days_by_place(ServiceMethod service, int days)
        => RuleSetLibrary.Default.RuleSets.ShouldAllBe(s => s.MailExtension.DaysFor(service) == days);

    [Fact]
    public void Reasons_are_curable_only_when_refiling_in_time_helps()
    {
        var curable = RuleSetLibrary.Default.ById("SB1160").Eligibility.Where(e => e.Curable).ToList();

        curable.Select(e => e.Code).ShouldBe([EligibilityCodes.Unsigned, EligibilityCodes.NoUrDecision], ignoreOrder: true);
        curable.ShouldAllBe(e => !e.Terminal);
    }

    [Theory]
    [InlineData("to: 2014-02-11", "to: 2014-02-10", "gap between EMERG2013 and R2014")]
    [InlineData("to: 2014-02-11", "to: 2014-02-12", "R2014 overlaps EMERG2013")]
    [InlineData("from: 2026-04-01", "from: 2026-04-01\n    to: 2030-01-01", "R2026 is the last")]
    [InlineData("id: SB1160", "id: R2014", "'R2014' is empty or repeated")]
    [InlineData("citation: LC 4610.5(l)", "citation: ''", "DL-REC-STAT: has no citation")]
    [InlineData("id: DL-REC-STAT", "id: DL-REC-MAIL", "the deadline id 'DL-REC-MAIL' is empty or repeated")]
    [InlineData("id: DL-REC-STAT", "id: DL-REC-STAT2", "the deadline DL-REC-STAT is missing")]
    [InlineData("code: INEL_CNC", "code: INEL_X", "the eligibility reason INEL_CNC is missing")]
    [InlineData("length: 12, unit: CalendarDays", "length: 0, unit: CalendarDays", "the length must be")]
    [InlineData("unit: Hours", "unit: Weeks", "'Weeks' is not one of")]
    [InlineData("from: 2018-01-01", "from: January", "'January' is not a day")]
    [InlineData("to: 2017-12-31", "to: 2007-12-31", "R2014: ends before it starts")]
    [InlineData("basedOn: R2014", "basedOn: R1914", "R1914 is not an earlier rule set")]
    [InlineData("length: 12, unit: CalendarDays", "lenght: 12, unit: CalendarDays", "rule-sets.yaml")]
    [InlineData("ruleSets:", "ruleSets: [", "rule-sets.yaml")]
    public void Wrong_rule_sets_are_refused_with_the_reason(string right, string wrong, string reason)
    {
        Yaml.ShouldContain(right);
        Should.Throw<DataFileException>(() => RuleSetLibrary.Load(Yaml.Replace(right, wrong, StringComparison.Ordinal))).Message.ShouldContain(reason);
    }

    [Fact]
    public void All_problems_are_listed()
    {
        var wrong = Yaml.Replace("to: 2014-02-11", "to: 2014-02-10", StringComparison.Ordinal).Replace("code: INEL_CNC", "code: INEL_X", StringComparison.Ordinal);

        Should.Throw<DataFileException>(() => RuleSetLibrary.Load(wrong)).Problems.Count.ShouldBe(5); // the gap, and the reason in four sets
    }

    [Fact]
    public void No_rule_sets_are_no_library()
    {
        Should.Throw<DataFileException>(() => RuleSetLibrary.Load(string.Empty));
        Should.Throw<DataFileException>(() => RuleSetLibrary.Load("ruleSets: []\nmailExtension: { status: draft, citation: x }"));
        Should.Throw<KeyNotFoundException>(() => RuleSetLibrary.Default.ById("R1914"));
        Should.Throw<KeyNotFoundException>(() => RuleSetLibrary.Default.ById("R2014").Deadline("DL-APP-FORM"));
        Should.Throw<KeyNotFoundException>(() => RuleSetLibrary.Default.ById("R2014").EligibilityReason("INEL_X"));
    }
}
