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
    [InlineData("DL-UR-STD", 5, DeadlineUnit.BusinessDays, false, RuleStatus.Confirmed)]
    [InlineData("DL-UR-MAX", 14, DeadlineUnit.CalendarDays, false, RuleStatus.Confirmed)]
    [InlineData("DL-UR-EXP", 72, DeadlineUnit.Hours, false, RuleStatus.Confirmed)]
    [InlineData("DL-UR-RETRO", 30, DeadlineUnit.CalendarDays, false, RuleStatus.Draft)]
    public void Deadlines_from_2018_are_the_table_of_law(string id, int length, DeadlineUnit unit, bool mail, RuleStatus status)
    {
        var rule = RuleSetLibrary.Default.ById("SB1160").Deadline(id);

        (rule.Length, rule.Unit, rule.MailExtension, rule.Status).ShouldBe((length, unit, mail, status));
        RuleSetLibrary.Default.ById("SB1160").Deadlines.Count.ShouldBe(24);
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
        rules.Tolling.ShouldAllBe(t => t.Status == RuleStatus.Draft);
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

    [Trait("Law", "INEL_DUPLICATE")]
    [Fact]
    public void A_duplicate_is_merged_and_takes_nothing_from_the_worker()
    {
        var duplicate = RuleSetLibrary.Default.ById("SB1160").EligibilityReason(EligibilityCodes.Duplicate);

        (duplicate.Terminal, duplicate.Curable).ShouldBe((false, false));
        duplicate.Meaning.ShouldContain("merged");
    }

    [Theory]
    [InlineData("to: 2014-02-11", "to: 2014-02-10", "$.ruleSets[1].from: there is a gap between EMERG2013 and R2014; expected: 2014-02-11")]
    [InlineData("to: 2014-02-11", "to: 2014-02-12", "$.ruleSets[1].from: R2014 overlaps EMERG2013")]
    [InlineData("from: 2026-04-01", "from: 2026-04-01\n    to: 2030-01-01", "$.ruleSets[3].to: R2026 is the last")]
    [InlineData("id: SB1160", "id: R2014", "$.ruleSets[2].id: 'R2014' stands at $.ruleSets[1].id too")]
    [InlineData("citation: LC 4610.5(l)", "citation: ''", "$.ruleSets[0].deadlines[7].citation: is missing or empty; expected: the source of law")]
    [InlineData("id: DL-REC-STAT", "id: DL-REC-MAIL", "$.ruleSets[0].deadlines[7].id: 'DL-REC-MAIL' stands at $.ruleSets[0].deadlines[4].id too")]
    [InlineData("id: DL-REC-STAT", "id: DL-REC-STAT2", "$.ruleSets[0].deadlines: EMERG2013: the deadline DL-REC-STAT is missing")]
    [InlineData("id: DL-APP-TOLL", "id: DL-APP-TOLL2", "$.ruleSets[0].tolling: EMERG2013: DL-APP-TOLL is missing")]
    [InlineData("code: INEL_CNC", "code: INEL_X", "the eligibility reason INEL_CNC is missing")]
    [InlineData("length: 12, unit: CalendarDays", "length: 0, unit: CalendarDays", "$.ruleSets[0].deadlines[5].length: DL-REC-ELEC: is 0; expected: 1 to 3660")]
    [InlineData("unit: Hours", "unit: Weeks", "$.ruleSets[0].deadlines[6].unit: 'Weeks' is no such word; expected: one of CalendarDays, BusinessDays, WorkingDays, Hours, Months")]
    [InlineData("from: 2018-01-01", "from: January", "$.ruleSets[2].from: 'January' is not a day; expected: YYYY-MM-DD")]
    [InlineData("to: 2017-12-31", "to: 2007-12-31", "$.ruleSets[1].to: R2014 ends before it starts")]
    [InlineData("basedOn: R2014", "basedOn: R1914", "$.ruleSets[2].basedOn: R1914 is not an earlier rule set")]
    [InlineData("inCalifornia: 5", "inCalifornia: -5", "$.mailExtension.inCalifornia: is -5; expected: 0 or more days")]
    [InlineData("latestTime: \"17:30\"", "latestTime: half past five", "$.receipt.latestTime: 'half past five' is not a time")]
    [InlineData("meaning: The utilization review decision is not attached.", "meaning: ''", "$.ruleSets[0].eligibility[2].meaning: is missing or empty")]
    [InlineData("length: 12, unit: CalendarDays", "lenght: 12, unit: CalendarDays", "rule-sets.yaml: line")]
    [InlineData("ruleSets:", "ruleSets: [", "rule-sets.yaml: line")]
    public void Wrong_rule_sets_are_refused_with_file_place_fault_and_what_is_expected(string right, string wrong, string reason)
    {
        Yaml.ShouldContain(right);
        var fault = Should.Throw<DataFileException>(() => RuleSetLibrary.Load(Yaml.Replace(right, wrong, StringComparison.Ordinal)));
        fault.Message.ShouldContain(reason);
        fault.Problems.ShouldAllBe(p => p.StartsWith("rule-sets.yaml: ", StringComparison.Ordinal));
    }

    [Fact]
    public void All_problems_are_listed()
    {
        var wrong = Yaml.Replace("to: 2014-02-11", "to: 2014-02-10", StringComparison.Ordinal).Replace("code: INEL_CNC", "code: INEL_X", StringComparison.Ordinal);

        Should.Throw<DataFileException>(() => RuleSetLibrary.Load(wrong)).Problems.Count.ShouldBe(5); // the gap, and the reason in four sets
    }

    [Fact]
    public void The_faults_of_all_files_of_law_are_listed_at_once()
    {
        Should.NotThrow(LawData.Check);
        var faults = Should.Throw<DataFileException>(() => LawData.Check(file => YamlData.Embedded(file).Replace("citation: ", "citation: '' #", StringComparison.Ordinal)));

        foreach (var file in new[] { "rule-sets.yaml", "holidays.yaml", "fees.yaml" })
            faults.Problems.ShouldContain(p => p.StartsWith(file + ": ", StringComparison.Ordinal));
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
