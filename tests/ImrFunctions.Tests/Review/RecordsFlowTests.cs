using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>Records and the clocks that run for them (8 CCR 9792.10.5(a)(1), 9792.10.6(b)(2); LC 4610.6(d)).</summary>
public sealed class RecordsFlowTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private const string LateReport = "progress-report-2026-08-12.txt";

    private readonly TestApp _app = review.App;

    [Fact]
    public async Task Incomplete_records_are_waited_for_and_a_late_document_completes_them()
    {
        const string number = "CM26-2200101";
        await UploadWithoutSettlingAsync(number, d => d != LateReport);
        var waiting = await _app.UntilStageAsync(number, "RecordsRequested");
        ((string?)waiting["nextAction"]!["who"]).ShouldBe("ClaimsAdministrator");
        ReviewActs.Deadlines(waiting)["DL-REC-ELEC"].ShouldBe("Running");
        ReviewActs.Deadlines(waiting).ShouldNotContainKey("DL-DET-STD");

        await _app.UploadAsync($"{number}/documents/{LateReport}", "Progress report. Weakness of the right foot."u8.ToArray());
        await _app.UntilOfferedAsync(number);
        var complete = await _app.CaseAsync(number);
        ReviewActs.Notes(complete).ShouldContain("RecordsComplete");
        (ReviewActs.Deadlines(complete)["DL-REC-ELEC"], ReviewActs.Deadlines(complete)["DL-DET-STD"]).ShouldBe(("Met", "Running"));
    }

    [Fact]
    public async Task When_the_records_are_due_the_review_goes_on_with_what_is_there()
    {
        const string number = "CM26-2200102";
        await UploadWithoutSettlingAsync(number, d => d != LateReport);
        await _app.UntilStageAsync(number, "RecordsRequested");
        await _app.AdvancePastAsync(number, "DL-REC-ELEC");
        await _app.UntilOfferedAsync(number);
        var view = await _app.CaseAsync(number);
        ReviewActs.Notes(view).ShouldContain("DecideOnWhatIsThere");
        (ReviewActs.Deadlines(view)["DL-REC-ELEC"], ReviewActs.Deadlines(view)["DL-DET-STD"]).ShouldBe(("Breached", "Running"));
    }

    [Fact]
    public async Task No_review_rests_on_the_UR_decision_alone_but_goes_on_with_the_first_medical_report()
    {
        const string number = "CM26-2200103";
        await UploadWithoutSettlingAsync(number, d => d.StartsWith("ur-decision", StringComparison.Ordinal));
        await _app.UntilStageAsync(number, "RecordsRequested");
        await _app.AdvancePastAsync(number, "DL-REC-ELEC");
        var insufficient = await _app.UntilStageAsync(number, "InsufficientRecords");
        ReviewActs.Notes(insufficient).ShouldContain("OnlyUrDecision");

        await _app.UploadAsync($"{number}/documents/{LateReport}", "Progress report. Strength of the right foot is 4 of 5."u8.ToArray());
        await _app.UntilOfferedAsync(number);
        ReviewActs.Notes(await _app.CaseAsync(number)).ShouldContain("DecideOnWhatIsThere");
    }

    [Fact]
    public async Task An_expedited_case_has_24_hours_for_records_4_for_an_offer_and_72_for_the_determination()
    {
        const string number = "CM26-2200104";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, a => (a["priority"], a["reviewType"]) = ("Expedited", "Expedited"));
        var offered = await _app.UntilOfferedAsync(number);
        (offered.Offer!.AnswerBy - offered.Offer.OfferedAt).ShouldBe(TimeSpan.FromHours(4));
        var view = await _app.CaseAsync(number);
        ReviewActs.Deadlines(view).ShouldContainKey("DL-REC-EXP");
        ReviewActs.Deadlines(view).ShouldNotContainKey("DL-DET-STD");
        var due = offered.Deadlines.Single(d => d.Deadline.RuleId == "DL-DET-EXP").Deadline;
        (due.BreachedAt - due.StartedAt).ShouldBe(TimeSpan.FromHours(72), tolerance: TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_formulary_dispute_is_filed_within_10_days_and_decided_within_5_working_days()
    {
        const string number = "CM26-2200105";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, a =>
        {
            a["urDecision"]!["formularyDispute"] = true;
            a["applicationReceived"] = "2026-08-27";
            a["signature"]!["signedOn"] = "2026-08-25";
        });
        var offered = await _app.UntilOfferedAsync(number);
        var deadlines = offered.Deadlines.ToDictionary(d => d.Deadline.RuleId, d => d.Deadline, StringComparer.Ordinal);
        // Served electronically on Thursday, August 20: the tenth day is a Sunday and moves to Monday.
        deadlines["DL-APP-FORM"].DueOn.ShouldBe(new DateOnly(2026, 8, 31));
        deadlines.ShouldNotContainKey("DL-DET-STD");
        var days = deadlines["DL-DET-FORM"].DueOn.DayNumber - DateOnly.FromDateTime(deadlines["DL-DET-FORM"].StartedAt.UtcDateTime).DayNumber;
        days.ShouldBeInRange(5, 14);
    }

    [Fact]
    public async Task A_formulary_dispute_filed_after_10_days_is_proposed_as_untimely()
    {
        const string number = "CM26-2200106";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, a => a["urDecision"]!["formularyDispute"] = true);
        var view = await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        view["eligibility"]!["reasons"]!.ToJsonString().ShouldContain("INEL_UNTIMELY");
    }

    /// <summary>Uploads after moving the clock past the time that listed documents have to arrive: it counts from the upload, whose time is storage's own.</summary>
    private async Task UploadWithoutSettlingAsync(string number, Func<string, bool> documents)
    {
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, documents: documents);
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
    }
}
