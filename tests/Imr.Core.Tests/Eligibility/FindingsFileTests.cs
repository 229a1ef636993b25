using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Core.Eligibility.Findings;

namespace Imr.Core.Tests.Eligibility;

/// <summary>Proposals as a file, and the findings that come back in it.</summary>
public sealed class FindingsFileTests
{
    private const string Number = "CM26-0000123";
    private const string Person = "AdministrativeDirector:desk-1";
    private const string Header = "caseNumber,item,proposal,finding,reasonCodes,note\n";
    private static readonly RuleSet Rules = RuleSetLibrary.Default.ById("SB1160");

    [Fact]
    public void What_goes_out_comes_back_without_findings()
    {
        var row = new ProposedRow(
            CaseNumber.Parse(Number), "1", Priority.Standard, new DateOnly(2026, 10, 2), "R2026", "0123456789abcdef", EligibilityOutcome.Ineligible, ["INEL_UNSIGNED", "INEL_CNC"],
            new DateOnly(2026, 10, 5), new DateOnly(2026, 9, 30), null, null);
        var csv = FindingsFile.Write([row]);

        csv.ShouldContain("CM26-0000123,1,Standard,2026-10-02,R2026,0123456789abcdef,Ineligible,INEL_UNSIGNED;INEL_CNC,2026-10-05,2026-09-30,,,,,\r\n");
        var back = FindingsFile.Read(new StringReader(csv));
        back.Problems.ShouldBeEmpty();
        var found = back.Rows.ShouldHaveSingleItem();
        (found.Row, found.ItemId, found.ProposalId, found.Outcome, found.Note).ShouldBe((2, "1", "0123456789abcdef", null, null));
        Of(back.Rows, ["1"], out var problems).ShouldBeNull("nothing is found yet");
        problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Eligible,,", EligibilityOutcome.Eligible, "")]
    [InlineData("Ineligible,INEL_UNSIGNED;INEL_CNC,why", EligibilityOutcome.Ineligible, "INEL_UNSIGNED,INEL_CNC")]
    [InlineData("Deferred,DEFER_LIABILITY,", EligibilityOutcome.Deferred, "DEFER_LIABILITY")]
    public void Items_that_are_found_alike_are_the_cases_finding(string cells, EligibilityOutcome outcome, string codes)
    {
        var finding = Of(Read($"{Number},1,x,{cells}", $"{Number},2,x,{cells}"), ["1", "2"], out var problems).ShouldNotBeNull();

        problems.ShouldBeEmpty();
        (finding.Outcome, string.Join(',', finding.ReasonCodes), finding.FoundBy, finding.IneligibleItems).ShouldBe((outcome, codes, Person, null));
    }

    [Fact]
    public void A_case_goes_on_with_its_eligible_items_and_leaves_out_the_ineligible_and_the_deferred()
    {
        var finding = Of(Read($"{Number},1,x,Eligible,,", $"{Number},2,x,Ineligible,INEL_CNC,", $"{Number},3,x,Deferred,DEFER_LIABILITY,"), ["1", "2", "3"], out var problems).ShouldNotBeNull();

        problems.ShouldBeEmpty();
        finding.Outcome.ShouldBe(EligibilityOutcome.Eligible);
        finding.IneligibleItems!.Select(i => (i.ItemId, i.Deferred)).ShouldBe([("2", false), ("3", true)]);
    }

    [Theory]
    [InlineData("Ineligible,INEL_CNC,", "Deferred,DEFER_LIABILITY,", 3, "finding")] // none goes on
    [InlineData("Eligible,,", ",,", 3, "finding")] // one has none
    [InlineData("Eligible,,", "Deferred,INEL_CNC,", 3, "reasonCodes")]
    [InlineData("Eligible,,", "Ineligible,DEFER_LIABILITY,", 3, "reasonCodes")]
    [InlineData("Eligible,,", "Ineligible,INEL_INVENTED,", 3, "reasonCodes")]
    [InlineData("Ineligible,DEFER_LIABILITY,", "Ineligible,DEFER_LIABILITY,", 2, "reasonCodes")] // deferred is not refused
    public void Findings_of_a_case_that_do_not_fit_together_name_row_and_column(string first, string second, int row, string column)
    {
        Of(Read($"{Number},1,x,{first}", $"{Number},2,x,{second}"), ["1", "2"], out var problems).ShouldBeNull();
        problems.ShouldContain(p => p.Row == row && p.Column == column);
    }

    [Fact]
    public void Rows_are_the_cases_items_each_once()
    {
        Of(Read($"{Number},1,x,Eligible,,", $"{Number},1,x,Eligible,,", $"{Number},9,x,Eligible,,"), ["1", "2"], out var problems).ShouldBeNull();
        problems.Select(p => (p.Row, p.Column)).ShouldBe([(4, "item"), (3, "item"), (2, "item")]);
    }

    [Fact]
    public void Only_a_named_person_takes_away()
    {
        var problems = new List<FindingsProblem>();
        CaseFindings.Of(Read($"{Number},1,x,Ineligible,INEL_CNC,"), ["1"], Rules, "AdministrativeDirector:system-2", problems).ShouldBeNull();
        problems.ShouldHaveSingleItem().Problem.ShouldContain("named person");
        CaseFindings.Of(Read($"{Number},1,x,Eligible,,"), ["1"], Rules, "AdministrativeDirector:system-2", []).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("caseNumber,item\nx,1", 1, "finding")]
    [InlineData("caseNumber,item,proposal,finding,reasonCodes,note,more\n", 1, "")]
    [InlineData(Header + "x,1,p,Eligible,,", 2, "caseNumber")]
    [InlineData(Header + Number + ",,p,Eligible,,", 2, "item")]
    [InlineData(Header + Number + ",1,p,Perhaps,,", 2, "finding")]
    [InlineData(Header + Number + ",1,p,InformationPending,INFO_PENDING,", 2, "finding")]
    [InlineData(Header + Number + ",1,p,1,INEL_CNC,", 2, "finding")]
    [InlineData(Header + Number + ",1,p,Ineligible,,", 2, "reasonCodes")]
    [InlineData(Header + Number + ",1,p,Eligible,INEL_CNC,", 2, "reasonCodes")]
    [InlineData(Header + Number + ",1,p,,INEL_CNC,", 2, "reasonCodes")]
    [InlineData(Header + Number + ",1,p,Eligible", 2, "")]
    [InlineData(Header + Number + ",1,p,Eligible,,\"open", 0, "")]
    public void A_bad_row_is_listed_with_its_column(string file, int row, string column)
        => FindingsFile.Read(new StringReader(file)).Problems.ShouldContain(p => p.Row == row && p.Column == column);

    [Fact]
    public void All_problems_of_a_file_are_listed()
        => FindingsFile.Read(new StringReader(Header + $"x,1,p,Maybe,,\n{Number},1,p,Ineligible,,\n{Number},2,p,Eligible,,{new string('n', FindingsFile.MaxNote + 1)}\n"))
            .Problems.Select(p => p.Row).ShouldBe([2, 2, 3, 4]);

    private static IReadOnlyList<FoundRow> Read(params string[] rows)
    {
        var read = FindingsFile.Read(new StringReader(Header + string.Join('\n', rows)));
        read.Problems.ShouldBeEmpty();
        return read.Rows;
    }

    private static AdFinding? Of(IReadOnlyList<FoundRow> rows, IReadOnlyList<string> items, out List<FindingsProblem> problems)
    {
        problems = [];
        return CaseFindings.Of(rows, items, Rules, Person, problems);
    }
}
