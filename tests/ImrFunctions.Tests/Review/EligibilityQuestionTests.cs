using System.Net;
using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>The Administrative Director asks for information in the preliminary review (8 CCR 9792.10.3(c)).</summary>
public sealed class EligibilityQuestionTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private const string SampleC = "CM26-0000103";

    private readonly TestApp _app = review.App;

    [Trait("Law", "INFO_PENDING,DL-ELIG-INFO")]
    [Fact]
    public async Task A_question_has_its_own_clock_says_who_is_asked_and_the_last_answer_ends_it()
    {
        const string number = "CM26-2120101";
        await AskedAsync(number, "ClaimsAdministrator", "InjuredWorker");
        var asked = await _app.CaseAsync(number);
        ReviewActs.Deadlines(asked)["DL-ELIG-INFO"].ShouldBe("Running");
        ((string?)asked["nextAction"]!["who"]).ShouldBe("ClaimsAdministrator");
        asked["eligibility"]!["reasons"]!.ToJsonString().ShouldContain("awaited: ClaimsAdministrator, InjuredWorker");
        (await _app.SentAsync(number, "EligibilityInformationRequest")).ShouldContain("InjuredWorker");
        var open = (await _app.GetAsync("dev.applicant." + number, $"/api/cases/{number}/information")).Json;
        ((string?)open["questions"]![0]!["by"]).ShouldBe("AdministrativeDirector");
        ((string?)open["open"]!["dueOn"]).ShouldBe(ReviewActs.DueOn(asked, "DL-ELIG-INFO").ToString("yyyy-MM-dd"));

        // One at a time; and nobody answers who was not asked.
        (await Ask(number, "Attorney")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Answer(number, "RequestingPhysician")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Answer(number, "ClaimsAdministrator")).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilNotedAsync(number, "InformationAnswered:ClaimsAdministrator");
        (await _app.StateAsync("dev.applicant." + number, $"/api/cases/{number}/information-answer", new { answer = "I signed on Tuesday." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        var answered = await _app.UntilNotedAsync(number, "InformationAnswered:InjuredWorker");
        ReviewActs.Deadlines(answered)["DL-ELIG-INFO"].ShouldBe("Met");
        answered["eligibility"]!["reasons"]!.ToJsonString().ShouldNotContain("INFO_PENDING");
        ((string?)answered["nextAction"]!["who"]).ShouldBe("AdministrativeDirector");

        // The clock that was met notes nothing when its day comes.
        await _app.AdvancePastAsync(number, "DL-ELIG-INFO");
        await _app.UntilNotedAsync(number, "Overdue:AdFinding");
        ReviewActs.Notes(await _app.CaseAsync(number)).ShouldNotContain("InformationNotGiven");
    }

    [Trait("Law", "DL-ELIG-INFO")]
    [Fact]
    public async Task When_nobody_answers_in_time_it_is_decided_on_what_is_there()
    {
        const string number = "CM26-2120102";
        await AskedAsync(number, "ClaimsAdministrator");
        // A document wakes the wait for the finding: the question's clock must go on behind it.
        await _app.UploadAsync($"{number}/documents/late-note.txt", "The patient came for a visit."u8.ToArray());
        await _app.UntilDocumentAsync(number, "late-note.txt");
        await _app.AdvancePastAsync(number, "DL-ELIG-INFO");
        var late = await _app.UntilNotedAsync(number, "InformationNotGiven");
        ReviewActs.Deadlines(late)["DL-ELIG-INFO"].ShouldBe("Breached");
        ((string?)late["stage"]).ShouldBe("EligibilityReview");
        (await Answer(number, "ClaimsAdministrator")).Status.ShouldBe(HttpStatusCode.Conflict);

        await _app.FindAsync(number, "Ineligible", "INEL_UNSIGNED");
        await _app.ShouldBeClosedWithoutLetterAsync(number, "Ineligible");
    }

    [Fact]
    public async Task A_finding_ends_an_open_question()
    {
        const string number = "CM26-2120103";
        await AskedAsync(number, "ClaimsAdministrator");
        await _app.FindAsync(number, "Eligible");
        await _app.UntilOfferedAsync(number);
        var record = await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(number), default);
        record.Information.ShouldBeNull();
        record.Deadlines.ShouldNotContain(d => d.Deadline.RuleId == "DL-ELIG-INFO");
    }

    [Fact]
    public async Task A_case_on_which_the_Administrative_Director_asked_is_accepted_by_nobody_else()
    {
        const string number = "CM26-2120104";
        const string decision = "ur-decision-2026-08-20.txt";
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, documents: d => d != decision);
        await _app.UntilNotedAsync(number, "Proposed:InformationPending");
        (await Ask(number, "ClaimsAdministrator")).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilNotedAsync(number, "InformationRequested");
        await _app.UploadAsync($"{number}/documents/{decision}", "The request is denied. This is the decision."u8.ToArray());
        await _app.UntilCaseAsync(number, c => !c["eligibility"]!["reasons"]!.ToJsonString().Contains("UrDecision", StringComparison.Ordinal));
        (await Answer(number, "ClaimsAdministrator")).Status.ShouldBe(HttpStatusCode.Accepted);

        var screened = await _app.UntilCaseAsync(number, c => (string?)c["eligibility"]!["outcome"] == "Eligible");
        ((bool?)screened["eligibility"]!["final"]).ShouldBe(false);
        ((string?)screened["stage"]).ShouldBe("EligibilityReview");
        await _app.FindAsync(number, "Eligible");
        await _app.UntilOfferedAsync(number);
    }

    [Fact]
    public async Task Only_the_Administrative_Director_asks_in_the_preliminary_review_and_only_then()
    {
        const string number = "CM26-2120105";
        await _app.UploadSampleAsync(SampleC, number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        foreach (var other in new[] { ReviewActs.Operator, "dev.intake.desk-1", "dev.claims.u-1.ORG-X", "dev.reviewer.REV-1" })
            (await _app.StateAsync(other, $"/api/cases/{number}/information-request", new { askedOf = new[] { "InjuredWorker" }, question = "When?" }, null)).Status.ShouldBe(HttpStatusCode.NotFound);
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2120106");
        await play.ToClinicalReviewAsync();
        (await Ask(play.CaseNumber, "InjuredWorker")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task No_system_finds_against_a_worker()
    {
        const string number = "CM26-2120107";
        await _app.UploadSampleAsync(SampleC, number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        var refused = await _app.StateAsync("dev.ad.system-auto", $"/api/cases/{number}/ad-finding", new { outcome = "Ineligible", reasonCodes = new[] { "INEL_UNSIGNED" } }, null);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("named person");
        (await _app.FactsAsync(new ReviewKey(CaseNumber.Parse(number), 1), FactKind.AdFinding)).ShouldBeEmpty();
        foreach (var codes in new[] { new[] { "DEFER_LIABILITY" }, ["INFO_PENDING"] })
        {
            var noReason = await _app.StateAsync(ReviewActs.Director, $"/api/cases/{number}/ad-finding", new { outcome = "Ineligible", reasonCodes = codes }, null);
            noReason.Status.ShouldBe(HttpStatusCode.BadRequest);
            noReason.Text.ShouldContain("$.reasonCodes");
        }
    }

    private async Task AskedAsync(string number, params string[] askedOf)
    {
        await _app.UploadSampleAsync(SampleC, number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        (await Ask(number, askedOf)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilNotedAsync(number, "InformationRequested");
    }

    private Task<Answer> Ask(string number, params string[] askedOf)
        => _app.StateAsync(ReviewActs.Director, $"/api/cases/{number}/information-request", new { askedOf, question = "Who signed the form, and when?" }, null);

    private Task<Answer> Answer(string number, string party)
        => _app.StateAsync(ReviewActs.Operator, $"/api/cases/{number}/information-answer", new { party, answer = "On Tuesday." }, null);
}
