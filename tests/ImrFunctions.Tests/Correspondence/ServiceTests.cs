using System.Net;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;
using ImrFunctions.Correspondence;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Correspondence;

/// <summary>Served, returned, served again: recorded once, with proof, and nothing of the history lost.</summary>
public sealed class ServiceTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly object Better = new { address = new { line1 = "9 Corrected Way", city = "Lodi", state = "CA", zipCode = "95242" } };

    private TestApp App => shared.App;

    [Fact]
    public async Task Mail_that_comes_back_is_served_again_at_the_corrected_address_and_the_first_service_stays()
    {
        var item = await MailedAsync("CM26-0007101");
        (await RecordAsync(item, "served", Proof())).Json["servedOn"]!.GetValue<string>().ShouldBe($"{App.Today():O}");
        (await App.ListedAsync(CorrespondenceIndex.HandedOff, item.Review)).ShouldNotContain("InjuredWorker");
        (await RecordAsync(item, "returned", new { reason = "Moved" })).Json["state"]!.GetValue<string>().ShouldBe("Returned");
        (await App.ListedAsync(CorrespondenceIndex.Returned, item.Review)).ShouldBe(["InjuredWorker"]);
        var reserved = await RecordAsync(item, "reserve", Better);
        ((string?)reserved.Json["state"], (string?)reserved.Json["servedOn"]).ShouldBe(("Reserved", null));
        (await App.ListedAsync(CorrespondenceIndex.Returned, item.Review)).ShouldBeEmpty();
        var batch = await App.Get<MailRoom>().MakeAsync(now: true, default);

        var now = await App.ItemAsync(item.Review, "InjuredWorker");
        now.State.ShouldBe(OutgoingState.HandedOff);
        now.Services.Count.ShouldBe(2);
        now.Services[0].Proof!.DeclaredBy.ShouldBe("Intake:desk-1");
        now.Services[0].Returned!.Reason.ShouldBe(ReturnReason.Moved);
        now.Documents.ShouldBe(item.Documents);
        var position = batch!.Items.ToList().FindIndex(i => i.CaseNumber == item.Review.CaseNumber) + 1;
        (await App.BlobAsync($"mail/{batch.BatchId}/{position:D4}-0-cover.html")).ShouldContain("9 Corrected Way");
        // The row holds ids only.
        ImrJson.Write(now).ShouldNotContain("Corrected");
    }

    [Fact]
    public async Task The_same_record_again_changes_nothing_and_another_is_a_conflict_that_says_what_is_possible()
    {
        var item = await MailedAsync("CM26-0007102");
        var first = await RecordAsync(item, "served", Proof(), "key-1");
        (await RecordAsync(item, "served", Proof(), "key-1")).Text.ShouldBe(first.Text);
        (await RecordAsync(item, "served", Proof("OTHER-1"), "key-1")).Status.ShouldBe(HttpStatusCode.Conflict);
        var second = await RecordAsync(item, "served", Proof("OTHER-2"), "key-2");
        second.Status.ShouldBe(HttpStatusCode.Conflict);
        second.Json["possible"]!.AsArray().Select(p => (string?)p).ShouldBe(["returned", "reserve"]);
        (await App.ItemAsync(item.Review, "InjuredWorker")).Service.Proof!.TrackingId.ShouldBe("TRACK-1");
    }

    [Fact]
    public async Task A_record_of_an_earlier_service_that_comes_late_is_known_by_its_key()
    {
        var item = await MailedAsync("CM26-0007103");
        await RecordAsync(item, "returned", new { reason = "Unclaimed" }, "first-return");
        await RecordAsync(item, "reserve", Better, "again");
        await App.Get<MailRoom>().MakeAsync(now: true, default);

        (await RecordAsync(item, "returned", new { reason = "Unclaimed" }, "first-return")).Status.ShouldBe(HttpStatusCode.OK);
        (await App.ItemAsync(item.Review, "InjuredWorker")).State.ShouldBe(OutgoingState.HandedOff);
        // The second service can come back for the same reason, said in the same words.
        (await RecordAsync(item, "returned", new { reason = "Unclaimed" })).Json["state"]!.GetValue<string>().ShouldBe("Returned");
    }

    [Fact]
    public async Task What_is_wrong_with_a_record_is_said_field_by_field_and_nothing_is_stored()
    {
        var item = await MailedAsync("CM26-0007104");
        await ShouldBeRefusedAsync(item, "served", new { }, "$.servedOn", "$.method");
        await ShouldBeRefusedAsync(item, "served", new { servedOn = App.Today().AddDays(1), method = "MailInCalifornia" }, "$.servedOn");
        await ShouldBeRefusedAsync(item, "served", new { servedOn = App.Today().AddDays(-400), method = "Fax", trackingId = "no spaces" }, "$.servedOn", "$.method", "$.trackingId");
        await ShouldBeRefusedAsync(item, "returned", new { }, "$.reason");
        await ShouldBeRefusedAsync(item, "returned", new { reason = "NoAddress" }, "$.reason");
        (await RecordAsync(item, "returned", new { reason = "Refused" })).Status.ShouldBe(HttpStatusCode.OK);
        await ShouldBeRefusedAsync(item, "reserve", new { channel = "Fax" }, "$.fax");
        await ShouldBeRefusedAsync(item, "reserve", new { channel = "Portal" }, "$.channel");
        await ShouldBeRefusedAsync(item, "reserve", new { email = "nobody", address = new { line1 = "", city = "Lodi", state = "Cal", zipCode = "95242" } }, "$.address.line1", "$.address.state", "$.email");
        (await App.ItemAsync(item.Review, "InjuredWorker")).State.ShouldBe(OutgoingState.Returned);
        (await RecordAsync(item with { ItemId = "r1-9999-0-Nobody" }, "returned", new { reason = "Moved" })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_list_over_all_cases_comes_by_pages_oldest_first()
    {
        var items = new List<OutgoingItem>();
        for (var n = 0; n < 3; n++)
        {
            items.Add(await MailedAsync($"CM26-000711{n}"));
            await RecordAsync(items[^1], "returned", new { reason = "Moved" });
        }

        var (seen, next) = (new List<string>(), "");
        do
        {
            var page = (await App.GetAsync(Desk.Operator, $"/api/correspondence?state=Returned&limit=1{next}")).Json;
            seen.Add((string)page["items"]!.AsArray().ShouldHaveSingleItem()!["caseNumber"]!);
            next = (string?)page["continuation"] is { } token ? "&continuation=" + Uri.EscapeDataString(token) : "";
        }
        while (next.Length > 0);

        seen.Where(c => c.StartsWith("CM26-000711", StringComparison.Ordinal)).ShouldBe(["CM26-0007110", "CM26-0007111", "CM26-0007112"]);
        var bad = await App.GetAsync(Desk.Operator, "/api/correspondence?state=Lost&limit=x&continuation=9");
        bad.Status.ShouldBe(HttpStatusCode.BadRequest);
        bad.Json["errors"]!.AsArray().Count.ShouldBe(3);
        (await App.GetAsync(Desk.Operator, "/api/correspondence?state=Unserved&limit=200")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private object Proof(string tracking = "TRACK-1") => new { servedOn = App.Today(), method = "MailInCalifornia", trackingId = tracking };

    private async Task<OutgoingItem> MailedAsync(string number)
    {
        var review = await App.CaseAsync(number);
        await App.DeliverAsync(App.Message(review));
        await App.Get<MailRoom>().MakeAsync(now: true, default);
        return await App.ItemAsync(review, "InjuredWorker");
    }

    private Task<Answer> RecordAsync(OutgoingItem item, string act, object body, string? key = null) => App.StateAsync(Desk.Intake, Desk.Address(item, act), body, key);

    private async Task ShouldBeRefusedAsync(OutgoingItem item, string act, object body, params string[] paths)
    {
        var answer = await RecordAsync(item, act, body);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Json["errors"]!.AsArray().Select(e => (string?)e!["path"]).ShouldBe(paths, ignoreOrder: true);
    }
}
