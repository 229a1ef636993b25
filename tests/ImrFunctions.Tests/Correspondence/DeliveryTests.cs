using System.Net;
using System.Text;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Correspondence;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Correspondence;

/// <summary>Each recipient of a message gets one item, whatever happens on the way.</summary>
public sealed class DeliveryTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private TestApp App => shared.App;

    [Fact]
    public async Task Each_recipient_gets_one_item_by_the_channel_that_reaches_it()
    {
        var review = await App.CaseAsync("CM26-0007001", a => a["requestingPhysician"]!["fax"] = "209-555-0100");
        await App.DeliverAsync(App.Message(review));

        var items = await App.ItemsAsync(review);
        items.ToDictionary(i => i.Recipient, i => (i.Service.Channel, i.State)).ShouldBe(
            new Dictionary<string, (DeliveryChannel, OutgoingState)>
            {
                ["InjuredWorker"] = (DeliveryChannel.MailBatch, OutgoingState.Waiting),
                ["RequestingPhysician"] = (DeliveryChannel.Fax, OutgoingState.Waiting),
                ["ClaimsAdministrator"] = (DeliveryChannel.Portal, OutgoingState.Served),
            },
            ignoreOrder: true);
        // The portal shows it at once: that is its service.
        items.Single(i => i.Recipient == "ClaimsAdministrator").ServedOn.ShouldBe(App.Today());
        (await App.ListedAsync(CorrespondenceIndex.ToSend, review)).ShouldBe(["InjuredWorker", "RequestingPhysician"]);
    }

    [Fact]
    public async Task A_message_that_comes_twice_makes_no_second_item_and_takes_nothing_back()
    {
        var review = await App.CaseAsync("CM26-0007002");
        var message = App.Message(review);
        await App.DeliverAsync(message);
        await App.Get<MailRoom>().MakeAsync(now: true, default);
        var before = await App.ItemsAsync(review);
        before.Single(i => i.Recipient == "InjuredWorker").State.ShouldBe(OutgoingState.HandedOff);

        await App.DeliverAsync(message);

        (await App.ItemsAsync(review)).Select(ImrJson.Write).ShouldBe(before.Select(ImrJson.Write));
        (await App.ListedAsync(CorrespondenceIndex.ToSend, review)).ShouldBeEmpty();
        (await App.ListedAsync(CorrespondenceIndex.HandedOff, review)).ShouldBe(["InjuredWorker", "RequestingPhysician"]);
    }

    [Fact]
    public async Task A_process_that_died_between_a_body_and_the_items_leaves_nothing_that_a_repeat_does_not_finish()
    {
        var review = await App.CaseAsync("CM26-0007003");
        var first = App.Message(review, "0091");
        await App.DeliverAsync(first);
        var second = App.Message(review, "0092");
        // What a first try leaves when it dies after its first body: this one, with its day.
        var body = ImrJson.Read<OutgoingBody>(await App.BlobAsync($"{first.MessageId}/InjuredWorker.json"));
        var left = body with { MessageId = second.MessageId, Notice = body.Notice with { Day = new DateOnly(2026, 1, 2) } };
        await App.Storage.Outgoing.CreateAsync($"{second.MessageId}/InjuredWorker.json", ImrJson.WriteBytes(left), "application/json", default);

        await App.DeliverAsync(second);

        var items = (await App.ItemsAsync(review)).Where(i => i.MessageId == second.MessageId).ToList();
        items.Select(i => i.Recipient).ShouldBe(["ClaimsAdministrator", "InjuredWorker", "RequestingPhysician"], ignoreOrder: true);
        // The item names what the first try wrote.
        items.Single(i => i.Recipient == "InjuredWorker").Documents[0].Sha256.ShouldBe(ContentHash.Of(Encoding.UTF8.GetBytes(NoticeHtml.Render(left.Notice))));
    }

    [Fact]
    public async Task A_recipient_without_an_address_waits_for_a_person_and_staff_is_told()
    {
        var review = await App.CaseAsync("CM26-0007004", a => a["injuredWorker"]!.AsObject().Remove("address"));
        await App.DeliverAsync(App.Message(review));

        var item = await App.ItemAsync(review, "InjuredWorker");
        item.State.ShouldBe(OutgoingState.Returned);
        item.Service.Returned!.Reason.ShouldBe(ReturnReason.NoAddress);
        (await App.ListedAsync(CorrespondenceIndex.Returned, review)).ShouldBe(["InjuredWorker"]);
        await App.UntilAsync(Desk.Intake, "/api/notices?limit=200", n => n["notices"]!.AsArray().Any(x => (string?)x!["caseNumber"] == "CM26-0007004" && (string?)x["kind"] == "ReturnedMail"));
    }

    [Fact]
    public async Task A_fax_is_handed_off_with_its_document_once()
    {
        var review = await App.CaseAsync("CM26-0007005", a => a["requestingPhysician"]!["fax"] = "209-555-0100");
        await App.DeliverAsync(App.Message(review));
        await App.Get<Dispatcher>().SendWaitingAsync(default);
        await App.Get<Dispatcher>().SendWaitingAsync(default);

        var item = await App.ItemAsync(review, "RequestingPhysician");
        item.State.ShouldBe(OutgoingState.HandedOff);
        var place = item.Service.HandOff!.Reference;
        var handOff = ImrJson.Read<GatewayHandOff>(await App.BlobAsync($"{place}/hand-off.json"));
        (handOff.Address, handOff.Channel).ShouldBe(("209-555-0100", DeliveryChannel.Fax));
        var document = await App.BlobAsync($"{place}/{handOff.Documents.ShouldHaveSingleItem()}");
        ContentHash.Of(Encoding.UTF8.GetBytes(document)).ShouldBe(item.Documents[0].Sha256);
    }

    [Fact]
    public async Task An_issued_letter_is_enclosed_by_its_hash_and_mailed_as_it_was_issued()
    {
        var play = new PlayedReview(App, "CM26-0000102", "CM26-0007006");
        await play.ToLetterAsync();
        var review = ReviewKey.Parse(play.CaseNumber);
        await App.UntilAsync(Desk.Operator, $"/api/cases/{play.CaseNumber}/correspondence", c => c["items"]!.AsArray().Any(i => (string?)i!["kind"] == "FinalDetermination"));
        var batch = await App.Get<MailRoom>().MakeAsync(now: true, default);

        var issued = (await App.Get<CaseRegister>().GetAsync(review.CaseNumber, default)).Letters.ShouldHaveSingleItem();
        var item = (await App.ItemsAsync(review)).Single(i => i is { Kind: "FinalDetermination", Recipient: "InjuredWorker" });
        item.Documents.Single(d => d.Name == "r1/v1").Sha256.ShouldBe(issued.LetterHash);
        var position = batch!.Items.ToList().FindIndex(i => i.CaseNumber == review.CaseNumber && i.ItemId == item.ItemId) + 1;
        (await App.BlobAsync($"mail/{batch.BatchId}/{position:D4}-2-letter.html"))
            .ShouldBe((await App.Storage.Letters.GetBlobClient($"{review.CaseNumber}/r1/v1/final-determination.html").DownloadContentAsync()).Value.Content.ToString());
        (await App.ItemsAsync(review)).ShouldAllBe(i => i.State == OutgoingState.HandedOff || i.State == OutgoingState.Served);
    }

    /// <summary>Before there were items a message cost a body for each recipient and one row.</summary>
    [Fact]
    public async Task A_message_costs_two_operations_more_than_a_body_for_each_recipient_and_a_row()
    {
        var review = await App.CaseAsync("CM26-0007008");
        using var operations = new CountedOperations();
        await App.DeliverAsync(App.Message(review));
        operations.Count.ShouldBe(3 + 1 + 2);
    }

    [Fact]
    public async Task Correspondence_is_staff_s()
    {
        await App.DeliverAsync(App.Message(await App.CaseAsync("CM26-0007007")));
        foreach (var token in new[] { "dev.claims.x.CA-REDWOOD", "dev.applicant.CM26-0007007", "dev.reviewer.REV-0001" })
        {
            (await App.GetAsync(token, "/api/cases/CM26-0007007/correspondence")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await App.GetAsync(token, "/api/correspondence?state=Returned")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }
}
