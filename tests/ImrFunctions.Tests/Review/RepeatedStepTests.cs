using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Review;
using ImrFunctions.Review.Changes;
using ImrFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ImrFunctions.Tests.Review;

/// <summary>
/// A step that the process lost after its change runs again (docs/determinism.md): it must return what it returned then, though the register shows its own
/// change by now. Else the case goes on by the register and stands still in the orchestration.
/// </summary>
public sealed class RepeatedStepTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = review.App;

    [Fact]
    public async Task A_repeated_recusal_still_sends_the_case_to_another_reviewer()
    {
        var play = await ReviewedAsync("CM26-2960101");
        var result = await TwiceAsync(play, FactKind.Recusal, new Recusal(1, play.Reviewer, ReviewerChangeCause.Conflict, "x"), Activity<ReviewerChangeActivity>().TakeBackReviewer);
        result.GoTo.ShouldBe(ReviewStage.ReviewerAssignment);
        result.Excluded.ShouldBe([play.Reviewer]);
    }

    [Fact]
    public async Task A_repeated_extension_still_moves_the_clock_and_an_expedited_clock_is_not_extended()
    {
        var play = await ReviewedAsync("CM26-2960102");
        var extended = await TwiceAsync(play, FactKind.Extension, new Extension(1, "x", 3, "x"), Activity<ClockActivities>().ExtendDetermination);
        extended.Clocks.ShouldHaveSingleItem().Limits.ShouldNotBeEmpty();

        var expedited = await TwiceAsync(play, FactKind.Expedite, new Expedition(1, "x", ContentHash.Of([1]), new DateOnly(2026, 10, 1), "x"), Activity<ClockActivities>().ExpediteReview);
        expedited.Entry!.Priority.ShouldBe(Priority.Expedited);
        expedited.Clocks.ShouldHaveSingleItem().Limits[^1].Code.ShouldBe("Overdue:DL-DET-EXP");
        (await RecordAsync(play)).ExtensionDays.ShouldBe(0);
    }

    [Fact]
    public async Task A_repeated_question_and_its_repeated_end_still_start_and_stop_the_answers_clock()
    {
        var play = await ReviewedAsync("CM26-2960103");
        var asked = await TwiceAsync(play, FactKind.InformationRequest, new InformationRequest(1, play.Reviewer, ["ClaimsAdministrator"], "x"), Activity<InformationActivities>().AskParties);
        asked.Clocks.ShouldHaveSingleItem().Limits.ShouldHaveSingleItem().Code.ShouldBe("Due:DL-MOREINFO");
        // The answer to an expedited case is not due after its determination.
        var expedited = await TwiceAsync(play, FactKind.Expedite, new Expedition(1, "x", ContentHash.Of([1]), new DateOnly(2026, 10, 1), "x"), Activity<ClockActivities>().ExpediteReview);
        expedited.Clocks!.Single(c => c.Family == "DL-MOREINFO").Limits.ShouldHaveSingleItem().Code.ShouldBe("Due:DL-MOREINFO-EXP");
        var without = await TwiceAsync(play, FactKind.DecideWithout, new DecideWithout(1, play.Reviewer, "x"), Activity<InformationActivities>().TakeInformation);
        without.Clocks.ShouldHaveSingleItem().Limits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repeated_amendment_is_still_the_application_in_force_and_leaves_the_other_organizations_list()
    {
        var play = await ReviewedAsync("CM26-2960104");
        await _app.UploadSampleAsync(ReviewActs.SampleB, play.CaseNumber, change: a => a["claimsAdministrator"]!["organizationId"] = "ORG-OTHER", documents: _ => false);
        var pending = (await _app.Get<CaseRegister>().UntilAsync(play.CaseNumber, r => r.PendingAmendment is not null)).PendingAmendment!;
        var taken = await TwiceAsync(play, FactKind.AmendmentDecision, new AmendmentDecision(1, "x", pending, true, "x"), Activity<AmendmentActivity>().ApplyAmendment);
        taken.Application.ShouldBe(pending);
        taken.Entry!.OrganizationId.ShouldBe("ORG-OTHER");
        // She reads the amended case and signs as the next attempt: what she may have signed meanwhile was of the other one.
        (taken.GoTo, (await RecordAsync(play)).DeterminationAttempt).ShouldBe((ReviewStage.ClinicalReview, 2));
    }

    private T Activity<T>() => ActivatorUtilities.CreateInstance<T>(_app.Services);

    private Task<CaseRecord> RecordAsync(PlayedReview play) => _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(play.CaseNumber), default);

    private async Task<PlayedReview> ReviewedAsync(string number)
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, number);
        await play.ToClinicalReviewAsync();
        await _app.UntilCaseAsync(number, c => (string?)c["nextAction"]!["who"] == "Reviewer");
        return play;
    }

    /// <summary>Runs the step for a fact whose event was never raised, and again as after a crash.</summary>
    private async Task<ChangeResult> TwiceAsync<T>(PlayedReview play, FactKind kind, T said, Func<StepInput, CancellationToken, Task<ChangeResult>> run)
        where T : Imr.Core.Serialization.IVersioned
    {
        var record = await RecordAsync(play);
        var fact = (await _app.Get<FactStore>().WriteAsync(new FactToWrite<T>(record.Review, kind, 1, "twice", "Operator:op-1", _app.Clock.GetUtcNow(), said), default)).Fact;
        // Far from the numbers that the running review uses meanwhile.
        var seq = Math.Max(record.StageSeq, 500) + 1;
        var input = new StepInput(1, record.Review, IndexEntry.Of(record), seq, null, record.ApplicationHash!, record.Stage, fact, [fact.FactId], 1, null);
        var (first, second) = (await run(input, default), await run(input, default));
        Json(second).ShouldBe(Json(first));
        return second;
    }

    private static string Json(ChangeResult result)
    {
        var json = JsonNode.Parse(ImrJson.Write(result))!.AsObject();
        json.Remove("tag");
        return json.ToJsonString();
    }
}
