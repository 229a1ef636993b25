using System.Text;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Operations;
using Imr.Core.Tests.Cases;

namespace Imr.Core.Tests.Operations;

/// <summary>A case that another system began is read with every problem by its path, and planned with its real instants.</summary>
public sealed class ImportTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2025-08-01T18:00:00Z");

    [Fact]
    public void An_array_and_one_object_a_line_say_the_same()
    {
        var one = Case();
        var array = Read($"[{one.ToJsonString()}]").Single();
        var lines = Read($"\n{one.ToJsonString()}\r\n\n").Single();
        array.Problems.ShouldBeEmpty();
        array.Case!.CaseNumber.Value.ShouldBe("CM25-0000123");
        lines.Case!.ApplicationJson.ShouldBe(array.Case.ApplicationJson);
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("[]", "$")]
    [InlineData("not JSON", "line 1")]
    [InlineData("[{]", "$")]
    [InlineData("{}\nrubbish", "line 2")]
    [InlineData("[7]", "$[0]")]
    public void What_is_no_import_is_one_problem_with_its_place(string file, string path)
        => Read(file).SelectMany(e => e.Problems).Select(p => p.Path).ShouldContain(path);

    [Fact]
    public void Every_problem_of_every_case_is_listed_by_its_path_and_quotes_nobody()
    {
        var bad = Case(c =>
        {
            c["stage"] = "EligibilityReview";
            c["firstArrival"] = "2025-06-20T18:00:00"; // no zone
            c["noarfi"]!["by"] = "Pigeon";
            c["recordsCompleteAt"] = "soon";
            c["documents"]![0]!["name"] = "../ur-decision.pdf";
            c["application"]!["priority"] = "Whenever";
            c["application"]!["injuredWorker"]!["dateOfBirth"] = "PHI-MARKER";
        });
        var entries = Read($"[{Case().ToJsonString()},{bad.ToJsonString()}]");
        entries[0].Problems.ShouldBeEmpty();
        entries[1].Problems.Select(p => p.Path).ShouldBe(
            [
                "$[1].stage", "$[1].firstArrival", "$[1].noarfi.by", "$[1].recordsCompleteAt", "$[1].documents[0].name", "$[1].application.priority",
                "$[1].application.injuredWorker.dateOfBirth", "$[1].caseNumber",
            ],
            ignoreOrder: true);
        entries[1].Problems.ShouldAllBe(p => !p.Problem.Contains("PHI-MARKER") && !p.Expected.Contains("PHI-MARKER"));
    }

    [Fact]
    public void More_cases_than_one_import_takes_are_refused()
        => Read($"[{string.Join(',', Enumerable.Repeat("{}", 101))}]").ShouldHaveSingleItem().Problems.Single().Path.ShouldBe("$");

    [Fact]
    public void A_case_in_clinical_review_has_its_clocks_by_the_real_dates()
    {
        var plan = Plan(Case())!;
        plan.Timeline.Select(s => (s.Stage, s.At)).ShouldBe(
            [
                (ReviewStage.Received, At("2025-06-20T18:00:00Z")), (ReviewStage.EligibilityReview, At("2025-06-24T18:00:00Z")), (ReviewStage.RecordsRequested, At("2025-06-25T18:00:00Z")),
                (ReviewStage.ReviewerAssignment, At("2025-07-03T18:00:00Z")), (ReviewStage.ClinicalReview, At("2025-07-08T07:00:00Z")),
            ]);
        plan.Deadlines.Select(d => (d.Deadline.RuleId, d.Deadline.DueOn.ToString("yyyy-MM-dd"), d.MetAt)).ShouldBe(
            [
                ("DL-APP-STD", "2025-07-10", At("2025-06-20T07:00:00Z")), ("DL-NOARFI", "2025-06-25", At("2025-06-25T18:00:00Z")),
                ("DL-REC-MAIL", "2025-07-10", At("2025-07-03T18:00:00Z")), ("DL-DET-STD", "2025-08-04", null),
            ]);
        plan.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_case_that_awaits_records_has_the_records_clock_running()
    {
        var plan = Plan(Case(c =>
        {
            c["stage"] = "RecordsRequested";
            c["noarfi"]!["by"] = "Electronic";
            foreach (var later in new[] { "recordsCompleteAt", "reviewerId", "assignedOn" })
                c.Remove(later);
        }))!;
        var running = plan.Deadlines.Where(d => d.MetAt is null).ShouldHaveSingleItem().Deadline;
        (running.RuleId, running.DueOn).ShouldBe(("DL-REC-ELEC", new DateOnly(2025, 7, 7)));
        plan.Timeline[^1].Stage.ShouldBe(ReviewStage.RecordsRequested);
        plan.Warnings.ShouldContain(w => w.StartsWith("The records look complete", StringComparison.Ordinal));
        plan.Warnings.ShouldContain(w => w.StartsWith("DL-REC-ELEC has passed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("recordsCompleteAt", null, "$[0].recordsCompleteAt")]
    [InlineData("reviewerId", null, "$[0].reviewerId")]
    [InlineData("assignedOn", null, "$[0].assignedOn")]
    [InlineData("assignedOn", "2025-07-02", "$[0].assignedOn")]
    [InlineData("assignedOn", "2025-09-01", "$[0]")]
    [InlineData("eligibleAt", "2025-06-19T18:00:00Z", "$[0].eligibleAt")]
    [InlineData("eligibleAt", "2025-06-26T18:00:00Z", "$[0].noarfi.sentAt")]
    [InlineData("recordsCompleteAt", "2025-06-24T18:00:00Z", "$[0].recordsCompleteAt")]
    [InlineData("receivedOn", "2025-06-21", "$[0].receivedOn")]
    [InlineData("stage", "ReviewerAssignment", "$[0].reviewerId")]
    public void What_does_not_fit_together_is_a_problem_with_its_path(string member, string? value, string path)
    {
        var problems = new List<ApplicationProblem>();
        Plan(Case(c => c[member] = value), problems).ShouldBeNull();
        problems.Select(p => p.Path).ShouldContain(path);
    }

    [Fact]
    public void What_screening_says_otherwise_is_a_warning_since_the_finding_was_made()
        => Plan(Case(c => c["application"]!.AsObject().Remove("signature")))!.Warnings.ShouldContain(w => w.Contains("INEL_UNSIGNED"));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant);

    private static IReadOnlyList<ImportEntry> Read(string file) => ImportReader.Read(Encoding.UTF8.GetBytes(file));

    private static ImportPlan? Plan(JsonObject one, List<ApplicationProblem>? problems = null)
    {
        var entry = Read($"[{one.ToJsonString()}]").Single();
        entry.Problems.ShouldBeEmpty();
        return ImportPlan.Of(entry.Case!, "$[0]", RuleSetLibrary.Default, BusinessCalendar.Default, Now, problems ?? []);
    }

    private static JsonObject Case(Action<JsonObject>? change = null)
    {
        var one = JsonNode.Parse("""
            {
              "caseNumber": "CM25-0000123", "stage": "ClinicalReview", "firstArrival": "2025-06-20T18:00:00Z", "receivedOn": "2025-06-20", "eligibleAt": "2025-06-24T18:00:00Z",
              "noarfi": { "sentAt": "2025-06-25T18:00:00Z", "by": "Mail" }, "recordsCompleteAt": "2025-07-03T11:00:00-07:00", "reviewerId": "REV-0001", "assignedOn": "2025-07-08",
              "documents": [ { "name": "ur-decision.pdf", "kind": "UrDecision" }, { "name": "report.txt", "kind": "MedicalReport" }, { "name": "rfa.pdf", "kind": "RequestForAuthorization" } ]
            }
            """)!.AsObject();
        one["application"] = JsonNode.Parse(SampleApplication.Json);
        change?.Invoke(one);
        return one;
    }
}
