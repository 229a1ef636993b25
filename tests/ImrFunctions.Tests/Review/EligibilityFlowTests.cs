using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>Preliminary review (8 CCR 9792.10.3): screening proposes, a person decides what harms a worker.</summary>
public sealed class EligibilityFlowTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private const string SampleC = "CM26-0000103";

    private readonly TestApp _app = review.App;

    [Fact]
    public async Task An_unsigned_application_waits_for_the_Administrative_Director_however_long_and_closes_without_a_letter_by_the_finding_only()
    {
        await _app.UploadSampleAsync(SampleC);
        var proposed = await _app.UntilNotedAsync(SampleC, "Proposed:Ineligible");
        ((string?)proposed["stage"]).ShouldBe("EligibilityReview");
        ((string?)proposed["eligibility"]!["outcome"]).ShouldBe("Ineligible");
        ((bool?)proposed["eligibility"]!["final"]).ShouldBe(false);
        proposed["eligibility"]!["reasons"]!.ToJsonString().ShouldContain("INEL_UNSIGNED");
        ((string?)proposed["nextAction"]!["who"]).ShouldBe("AdministrativeDirector");

        _app.AdvanceBusinessDays(2);
        ReviewActs.Notes(await _app.UntilNotedAsync(SampleC, "Reminder:AdFinding")).ShouldNotContain("Overdue:AdFinding");
        _app.Clock.Advance(TimeSpan.FromDays(60));
        var overdue = await _app.UntilNotedAsync(SampleC, "Overdue:AdFinding");
        ((string?)overdue["stage"]).ShouldBe("EligibilityReview");
        overdue["outcome"].ShouldBeNull();
        foreach (var other in new[] { ReviewActs.Operator, "dev.intake.desk-1", "dev.applicant." + SampleC })
            (await _app.StateAsync(other, $"/api/cases/{SampleC}/ad-finding", new { outcome = "Ineligible", reasonCodes = new[] { "INEL_UNSIGNED" } })).ShouldBe(HttpStatusCode.NotFound);

        await _app.FindAsync(SampleC, "Ineligible", "INEL_UNSIGNED");
        await _app.ShouldBeClosedWithoutLetterAsync(SampleC, "Ineligible");
        var fact = (await _app.FactsAsync(new ReviewKey(CaseNumber.Parse(SampleC), 1), FactKind.AdFinding)).ShouldHaveSingleItem();
        fact.By.ShouldBe("AdministrativeDirector:desk-1");
        ReviewActs.Deadlines(await _app.CaseAsync(SampleC)).ShouldContainKey("DL-APPEAL-INEL");
    }

    [Fact]
    public async Task A_finding_that_a_corrected_application_overtook_is_none_of_the_corrected_one()
    {
        const string number = "CM26-2100152";
        await _app.UploadSampleAsync(SampleC, number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        await _app.Engine.SuspendInstanceAsync(number, "so that the correction is taken first");
        await _app.UploadSampleAsync(SampleC, number, a => a["signature"] = new JsonObject { ["signedBy"] = "InjuredWorker", ["name"] = "Signed Later", ["signedOn"] = "2026-09-20" });
        await _app.UntilFactAsync(new ReviewKey(CaseNumber.Parse(number), 1), FactKind.Application);
        await _app.FindAsync(number, "Ineligible", "INEL_UNSIGNED");
        await _app.Engine.ResumeInstanceAsync(number);

        var open = await _app.UntilCaseAsync(number, c => ReviewActs.Notes(c).Intersect(["FindingOnEarlierApplication", "Found:Ineligible"]).Any());
        ReviewActs.Notes(open).ShouldContain("FindingOnEarlierApplication");
        ((string?)open["stage"]).ShouldBe("EligibilityReview");
        ((bool?)open["eligibility"]!["final"]).ShouldBe(false);
        await _app.FindAsync(number, "Eligible");
        await _app.UntilNotedAsync(number, "Found:Eligible");
    }

    [Fact]
    public async Task A_document_that_changes_nothing_puts_off_no_reminder_of_the_finding()
    {
        const string number = "CM26-2100101";
        var key = new ReviewKey(CaseNumber.Parse(number), 1);
        await _app.UploadSampleAsync(SampleC, number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        _app.AdvanceBusinessDays(1);
        await _app.UploadAsync($"{number}/documents/late-note.txt", "The patient came for a visit."u8.ToArray());
        await _app.UntilFactAsync(key, FactKind.Document);
        await _app.UntilConsumedAsync(key);

        _app.AdvanceBusinessDays(1);
        await _app.UntilNotedAsync(number, "Reminder:AdFinding");
    }

    [Fact]
    public async Task A_finding_of_eligible_against_the_proposal_goes_on()
    {
        const string number = "CM26-2100102";
        await _app.UploadSampleAsync(SampleC, number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        await _app.FindAsync(number, "Eligible");
        await _app.UntilOfferedAsync(number);
        var notes = ReviewActs.Notes(await _app.CaseAsync(number));
        notes.ShouldContain("Found:Eligible");
        notes.ShouldContain("NoarfiSent,RecordsComplete");
    }

    [Fact]
    public async Task A_deferred_case_waits_until_it_is_found_eligible()
    {
        const string number = "CM26-2100103";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, a => a["liabilityDispute"]!["disputed"] = true);
        await _app.UntilNotedAsync(number, "Proposed:Deferred");
        await _app.FindAsync(number, "Deferred", "DEFER_LIABILITY");
        var deferred = await _app.UntilNotedAsync(number, "Found:Deferred");
        ((string?)deferred["stage"]).ShouldBe("EligibilityReview");
        await _app.FindAsync(number, "Eligible");
        await _app.UntilOfferedAsync(number);
    }

    [Fact]
    public async Task A_deferred_case_is_not_made_eligible_by_a_document_that_arrives()
    {
        const string number = "CM26-2100104";
        const string decision = "ur-decision-2026-08-20.txt";
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, documents: d => d != decision);
        await _app.UntilNotedAsync(number, "Proposed:InformationPending");
        await _app.FindAsync(number, "Deferred", "DEFER_LIABILITY");
        await _app.UntilNotedAsync(number, "Found:Deferred");

        await _app.UploadAsync($"{number}/documents/{decision}", "The request is denied. This is the decision."u8.ToArray());
        var screened = await _app.UntilNotedAsync(number, "Proposed:Eligible");
        ((string?)screened["stage"]).ShouldBe("EligibilityReview");
        ((string?)screened["eligibility"]!["outcome"]).ShouldBe("Deferred");
        await _app.FindAsync(number, "Eligible");
        await _app.UntilOfferedAsync(number);
    }
}
