using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Cases;

/// <summary>Messages to parties: written with the change that causes them, sent though a signal is lost, handed out once.</summary>
public sealed class OutboxTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private TestApp App => shared.App;

    [Fact]
    public async Task A_message_whose_signal_was_lost_is_sent_by_reconcile()
    {
        var review = await StatementTests.WaitingForFindingAsync(App, "CM26-0006001");
        await App.Storage.Cases.AddEntityAsync(Outbox.ToRow(review, 90, 0, new OutgoingMessage("Noarfi", ["InjuredWorker", "ClaimsAdministrator"], null)));
        await App.Get<Reconciler>().RunAsync(App.Engine, default);
        await App.Storage.Outgoing.GetBlobClient("CM26-0006001.0090.0/InjuredWorker.json").ShouldExistAsync();
        await App.Storage.Outgoing.GetBlobClient("CM26-0006001.0090.0/ClaimsAdministrator.json").ShouldExistAsync();
        (await App.Get<Outbox>().RelayAsync(review.CaseNumber, default)).ShouldBe(0);
    }

    [Fact]
    public async Task The_last_message_of_a_closed_case_is_not_lost_either()
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-0006002");
        await App.Storage.Cases.AddEntityAsync(Outbox.ToRow(registered.Review, 91, 0, new OutgoingMessage("Withdrawn", ["InjuredWorker"], null)));
        await registered.AdvanceAsync(registered.Change(2, ReviewStage.Closed).Leave(ReviewStage.Received).Close(CaseEnd.Withdrawn));
        await App.Get<Reconciler>().RunAsync(App.Engine, default);
        await App.Storage.Outgoing.GetBlobClient("CM26-0006002.0091.0/InjuredWorker.json").ShouldExistAsync();
        (await App.Get<CaseIndex>().ListAsync(CaseIndex.StagePartition(ReviewStage.Closed), 100, null, default)).Cases.ShouldNotContain(c => c.CaseNumber == registered.Review.CaseNumber);
    }

    [Fact]
    public async Task A_change_signals_its_own_message()
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-0006003");
        await registered.AdvanceAsync(registered.Change(2, ReviewStage.RecordsRequested).Send(new OutgoingMessage("Noarfi", ["Attorney"], "DL-REC")));
        await App.Storage.Outgoing.GetBlobClient("CM26-0006003.0002.0/Attorney.json").ShouldExistAsync();
    }

    [Fact]
    public async Task A_notification_that_comes_twice_is_handed_out_once()
    {
        var notification = new Notification(1, "CM26-0006004.0002.0", ReviewKey.Parse("CM26-0006004"), "Noarfi", ["InjuredWorker", "Attorney"], null);
        await App.Get<NotificationDesk>().DeliverAsync(notification, default);
        await App.Get<NotificationDesk>().DeliverAsync(notification, default);
        for (var i = 0; i < 2; i++)
            await App.Storage.NotificationsQueue.SendMessageAsync(ImrJson.Write(notification));
        await App.Storage.NotificationsQueue.SendMessageAsync(ImrJson.Write(notification with { MessageId = "CM26-0006004.0003.0" }));
        await App.Storage.Outgoing.GetBlobClient("CM26-0006004.0003.0/Attorney.json").ShouldExistAsync();

        (await App.Storage.Outgoing.NamesAsync("CM26-0006004.0002.0/")).Order().ShouldBe(["CM26-0006004.0002.0/Attorney.json", "CM26-0006004.0002.0/InjuredWorker.json"]);
        var rows = 0;
        await foreach (var row in App.Storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"CM26-0006004"} and RowKey eq {"delivery|CM26-0006004.0002.0"}")))
            rows += row is null ? 0 : 1;
        rows.ShouldBe(1);
    }
}
