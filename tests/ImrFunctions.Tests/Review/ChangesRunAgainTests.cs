using System.Text.Json;
using System.Text.Json.Nodes;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;
using ImrFunctions.Review;
using ImrFunctions.Review.Changes;
using ImrFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ImrFunctions.Tests.Review;

/// <summary>
/// A process that dies after a step's transaction and before the engine has its result runs the step again: it must return what it decided then, or the review
/// waits for something that the register says is over.
/// </summary>
public sealed class ChangesRunAgainTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = review.App;

    [Fact]
    public async Task A_change_that_runs_again_returns_what_it_decided_and_changes_nothing()
    {
        const string number = "CM26-2960101";
        var play = new PlayedReview(_app, ReviewActs.SampleB, number);
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, change: ReviewChanges.WithSecondItem);
        await play.OfferedAsync();
        await play.AcceptAsync();

        await _app.SayAsync(play.ReviewerToken, number, "information-request", new { askedOf = new[] { "InjuredWorker" }, question = "When?" });
        await AgainAsync<InformationActivities>(number, nameof(InformationActivities.AskParties), a => a.AskParties);
        await _app.SayAsync(ReviewActs.Operator, number, "information-answer", new { party = "InjuredWorker", answer = "Then." });
        await AgainAsync<InformationActivities>(number, nameof(InformationActivities.TakeInformation), a => a.TakeInformation);
        await _app.SayAsync(ReviewActs.Director, number, "extension", new { days = 2, reason = "A fire." });
        await AgainAsync<ClockActivities>(number, nameof(ClockActivities.ExtendDetermination), a => a.ExtendDetermination);
        await _app.ExpediteAsync(number);
        await AgainAsync<ClockActivities>(number, nameof(ClockActivities.ExpediteReview), a => a.ExpediteReview);
        await _app.SayAsync(ReviewActs.Operator, number, "authorization", new { itemIds = new[] { ReviewChanges.SecondItem }, authorizedOn = ReviewActs.Today(_app) });
        await AgainAsync<AuthorizationActivity>(number, nameof(AuthorizationActivity.ApplyAuthorization), a => a.ApplyAuthorization);
        await _app.SayAsync(play.ReviewerToken, number, "recusal", new { cause = "Scope", reason = "Not my field." });
        // The next offer is made: nothing else happens meanwhile.
        await _app.Get<CaseRegister>().UntilAsync(number, r => r.Offer is not null);
        await AgainAsync<ReviewerChangeActivity>(number, nameof(ReviewerChangeActivity.TakeBackReviewer), a => a.TakeBackReviewer);
    }

    [Fact]
    public async Task A_screening_that_runs_again_still_says_until_when_the_finding_is_awaited()
    {
        const string number = "CM26-2960103";
        await _app.UploadSampleAsync("CM26-0000103", number, documents: d => d.StartsWith("ur-decision", StringComparison.Ordinal));
        await _app.UntilInstanceAsync(number, s => s.Contains("Document", StringComparison.Ordinal));
        await _app.UploadSampleAsync("CM26-0000103", number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        var again = await AgainAsync<EligibilityActivities, ScreeningResult>(number, nameof(EligibilityActivities.ScreenEligibility), a => a.ScreenEligibility, result: "Overdue:AdFinding");
        again.Limits.Select(l => l.Code).ShouldBe(["Reminder:AdFinding", "Overdue:AdFinding"]);
    }

    private Task<ChangeResult> AgainAsync<T>(string number, string activity, Func<T, Func<StepInput, CancellationToken, Task<ChangeResult>>> step)
        => AgainAsync<T, ChangeResult>(number, activity, step);

    /// <summary>Runs the last step of that name, and with that in its result, once more: with the input that history has.</summary>
    private async Task<TResult> AgainAsync<T, TResult>(string number, string activity, Func<T, Func<StepInput, CancellationToken, Task<TResult>>> step, string result = "")
        where TResult : StepResult
    {
        var (input, recorded) = await UntilDoneAsync(number, activity, result);
        var before = await StandsAsync(number);
        var again = await step(ActivatorUtilities.CreateInstance<T>(_app.Services))(ImrJson.Read<StepInput>(input), CancellationToken.None);
        var first = JsonSerializer.Deserialize<TResult>(recorded, ImrJson.Options)!;
        Untagged(again).ShouldBe(Untagged(first), activity);
        (await StandsAsync(number)).ShouldBe(before, activity);
        return again;
    }

    private static string Untagged<TResult>(TResult result)
        where TResult : StepResult
        => JsonSerializer.Serialize((TResult)((StepResult)result with { Tag = "" }), ImrJson.Options);

    private async Task<(string Input, string Result)> UntilDoneAsync(string number, string activity, string result)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(Patience.Seconds));
        while (true)
        {
            var events = JsonNode.Parse(_app.HistoryOf(number))!["events"]!.AsArray().OfType<JsonObject>().ToList();
            var done = events.Where(e => (string?)e["k"] == "task-done").ToDictionary(e => (int)e["Id"]!, e => (string?)e["Result"] ?? "");
            var task = events.LastOrDefault(e => (string?)e["k"] == "task" && (string?)e["Name"] == activity && done.TryGetValue((int)e["Id"]!, out var text) && text.Contains(result, StringComparison.Ordinal));
            if (task is not null && StandsStill(events, done))
                return ((string)task["Input"]!, done[(int)task["Id"]!]);
            await Task.Delay(25, limit.Token);
        }
    }

    /// <summary>
    /// A step that is under way, or a reminder that is due at once (an expedited clock's may be), writes entries of its own between two looks: only a review with neither stands still.
    /// </summary>
    private bool StandsStill(List<JsonObject> events, Dictionary<int, string> done)
    {
        var fired = events.Where(e => (string?)e["k"] == "timer-fired").Select(e => (int)e["Id"]!).ToHashSet();
        var waitsFor = events.LastOrDefault(e => (string?)e["k"] == "timer");
        return events.Where(e => (string?)e["k"] == "task").All(e => done.ContainsKey((int)e["Id"]!))
            && (waitsFor is null || fired.Contains((int)waitsFor["Id"]!) || (DateTimeOffset)waitsFor["FireAt"]! > _app.Clock.GetUtcNow().AddMinutes(1));
    }

    /// <summary>What must not change: entries of the timeline, outgoing messages.</summary>
    private async Task<(int Entries, int Messages)> StandsAsync(string number)
    {
        var (entries, messages) = (0, 0);
        await foreach (var row in _app.Storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {number}")))
        {
            entries += row.RowKey.StartsWith("stage|", StringComparison.Ordinal) ? 1 : 0;
            messages += row.RowKey.StartsWith("out|", StringComparison.Ordinal) ? 1 : 0;
        }

        return (entries, messages);
    }
}
