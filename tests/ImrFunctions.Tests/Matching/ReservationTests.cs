using System.Net;
using Imr.Testing;
using ImrFunctions.Cases.Register;
using ImrFunctions.Matching;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Matching;

/// <summary>A reviewer's places are counted by the row itself: two cases never take the last one.</summary>
public sealed class ReservationTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Operator = "dev.operator.op-1";

    private TestApp App => shared.App;

    [Fact]
    public async Task Two_who_read_the_same_row_cannot_both_reserve()
    {
        var panel = App.Get<ReviewerPanel>();
        var seen = (await panel.TryGetAsync("REV-0007", default))!;
        var taken = await Task.WhenAll(Enumerable.Range(1, 4).Select(n => panel.TryReserveAsync(seen, $"CM26-001000{n}|1", default)));
        taken.Count(t => t).ShouldBe(1);
        (await panel.TryGetAsync("REV-0007", default))!.Open.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_place_is_taken_once_and_given_back_once_however_often_it_is_said()
    {
        var panel = App.Get<ReviewerPanel>();
        for (var i = 0; i < 2; i++)
            (await panel.TryReserveAsync((await panel.TryGetAsync("REV-0008", default))!, "CM26-0010010|1", default)).ShouldBeTrue();
        (await panel.TryReserveAsync((await panel.TryGetAsync("REV-0008", default))!, "CM26-0010011|1", default)).ShouldBeTrue();
        (await panel.TryGetAsync("REV-0008", default))!.Open.Count.ShouldBe(2);
        for (var i = 0; i < 2; i++)
            await panel.ReleaseAsync("REV-0008", "CM26-0010010|1", default);
        (await panel.TryGetAsync("REV-0008", default))!.Open.ShouldBe(["CM26-0010011|1"]);
    }

    [Fact]
    public async Task An_import_leaves_the_reservations_alone()
    {
        var panel = App.Get<ReviewerPanel>();
        var member = (await panel.TryGetAsync("REV-0006", default))!;
        await panel.TryReserveAsync(member, "CM26-0010020|1", default);
        (await panel.ImportAsync(member.Reviewer, default)).ShouldBeFalse();
        (await panel.ImportAsync(member.Reviewer with { Degree = "DO" }, default)).ShouldBeTrue();
        (await panel.TryGetAsync("REV-0006", default))!.Open.ShouldBe(["CM26-0010020|1"]);
    }

    [Fact]
    public async Task Two_cases_that_race_for_one_place_never_both_get_it()
    {
        await using var app = await TestApp.StartAsync();
        var rows = await File.ReadAllLinesAsync(RepoRoot.Combine("samples", "reviewers.csv"));
        await app.ImportPanelAsync(rows[0] + "\n" + rows[1].Replace(",6,true", ",1,true", StringComparison.Ordinal) + "\n");
        await Task.WhenAll(app.UploadSampleAsync("CM26-0000102", "CM26-0010031"), app.UploadSampleAsync("CM26-0000102", "CM26-0010032"));
        var records = new List<CaseRecord>();
        foreach (var number in new[] { "CM26-0010031", "CM26-0010032" })
            records.Add(await app.Get<CaseRegister>().UntilAsync(number, r => r.Offer is not null || r.Attention is not null));
        records.Count(r => r.Offer is not null).ShouldBe(1);
        records.Single(r => r.Offer is null).Attention!.Code.ShouldBe("NoReviewer");
        (await app.Get<ReviewerPanel>().AllAsync(default)).ShouldHaveSingleItem().Open.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_declined_is_not_asked_again_and_the_same_words_of_the_next_are_hers()
    {
        const string Number = "CM26-0010040";
        await App.UploadSampleAsync("CM26-0000102", Number);
        var asked = new List<string>();
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var record = await App.Get<CaseRegister>().UntilAsync(Number, r => r.Offer?.Attempt == attempt || r.Attention is not null);
            record.Attention.ShouldBeNull();
            asked.Add(record.Offer!.ReviewerId);
            var answer = await App.StateAsync("dev.reviewer." + asked[^1], $"/api/cases/{Number}/offers/{record.Offer.OfferId}/answer", new { accepted = false, reason = "No time." });
            answer.Status.ShouldBe(HttpStatusCode.Accepted);
        }

        var next = await App.Get<CaseRegister>().UntilAsync(Number, r => r.Offer?.Attempt == 3 || r.Attention is not null);
        if (next.Offer is { } third)
            asked.Add(third.ReviewerId);
        asked.ShouldBeUnique();
        var open = (await App.Get<ReviewerPanel>().AllAsync(default)).Where(m => m.Open.Any(o => o.StartsWith(Number, StringComparison.Ordinal))).Select(m => m.Reviewer.Id);
        open.ShouldBe(next.Offer is null ? [] : [next.Offer.ReviewerId]);
        foreach (var declined in asked.Take(2))
            (await App.GetAsync("dev.reviewer." + declined, "/api/offers")).Text.ShouldNotContain(Number);
    }

    [Fact]
    public async Task An_offer_is_answered_only_by_whom_it_was_made_to()
    {
        const string Number = "CM26-0010050";
        await App.UploadSampleAsync("CM26-0000102", Number);
        var offer = (await App.Get<CaseRegister>().UntilAsync(Number, r => r.Offer is not null)).Offer!;
        var body = new { accepted = true, noConflictAttested = true };
        (await App.StateAsync("dev.reviewer.REV-9999", $"/api/cases/{Number}/offers/{offer.OfferId}/answer", body)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await App.StateAsync("dev.reviewer." + offer.ReviewerId, $"/api/cases/{Number}/offers/{Number}-o7/answer", body)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await App.StateAsync("dev.reviewer." + offer.ReviewerId, $"/api/cases/{Number}/offers/{offer.OfferId}/answer", new { accepted = true })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await App.GetAsync(Operator, "/api/cases/" + Number)).Json["stage"]!.GetValue<string>().ShouldBe("ReviewerAssignment");
    }
}
