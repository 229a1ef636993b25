using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;

namespace Imr.Core.Tests.Correspondence;

public sealed class OutgoingItemTests
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 5, 19, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(OutgoingState.Waiting, OutgoingAction.HandOff, OutgoingState.HandedOff)]
    [InlineData(OutgoingState.Waiting, OutgoingAction.Serve, null)]
    [InlineData(OutgoingState.Waiting, OutgoingAction.Return, null)]
    [InlineData(OutgoingState.Waiting, OutgoingAction.Reserve, null)]
    [InlineData(OutgoingState.Reserved, OutgoingAction.HandOff, OutgoingState.HandedOff)]
    [InlineData(OutgoingState.Reserved, OutgoingAction.Serve, null)]
    [InlineData(OutgoingState.Reserved, OutgoingAction.Return, null)]
    [InlineData(OutgoingState.Reserved, OutgoingAction.Reserve, null)]
    [InlineData(OutgoingState.HandedOff, OutgoingAction.HandOff, null)]
    [InlineData(OutgoingState.HandedOff, OutgoingAction.Serve, OutgoingState.Served)]
    [InlineData(OutgoingState.HandedOff, OutgoingAction.Return, OutgoingState.Returned)]
    [InlineData(OutgoingState.HandedOff, OutgoingAction.Reserve, null)]
    [InlineData(OutgoingState.Served, OutgoingAction.HandOff, null)]
    [InlineData(OutgoingState.Served, OutgoingAction.Serve, null)]
    [InlineData(OutgoingState.Served, OutgoingAction.Return, OutgoingState.Returned)]
    [InlineData(OutgoingState.Served, OutgoingAction.Reserve, OutgoingState.Reserved)]
    [InlineData(OutgoingState.Returned, OutgoingAction.HandOff, null)]
    [InlineData(OutgoingState.Returned, OutgoingAction.Serve, null)]
    [InlineData(OutgoingState.Returned, OutgoingAction.Return, null)]
    [InlineData(OutgoingState.Returned, OutgoingAction.Reserve, OutgoingState.Reserved)]
    public void Every_state_takes_what_the_table_says_and_nothing_else(OutgoingState state, OutgoingAction action, OutgoingState? next)
    {
        OutgoingTransitions.Next(state, action).ShouldBe(next);
        OutgoingTransitions.Possible(state).Contains(action).ShouldBe(next is not null);
        var item = New() with { State = state };
        if (next is { } after)
            Apply(item, action).State.ShouldBe(after);
        else
            Should.Throw<InvalidOperationException>(() => Apply(item, action));
    }

    [Fact]
    public void Whatever_happens_no_service_that_is_over_ever_changes_and_every_service_is_kept()
        => Prop.ForAll(Gen.Elements(Enum.GetValues<OutgoingAction>()).ListOf().ToArbitrary(), actions =>
        {
            var item = New();
            foreach (var action in actions)
            {
                var before = item;
                if (OutgoingTransitions.Next(item.State, action) is null)
                    continue;
                item = Apply(item, action);
                var opened = action == OutgoingAction.Reserve ? 1 : 0;
                item.Services.Count.ShouldBe(before.Services.Count + opened);
                var kept = before.Services.Count - 1 + opened;
                item.Services.Take(kept).ShouldBe(before.Services.Take(kept));
                item.Documents.ShouldBe(before.Documents);
                item.Services.Select(s => s.Number).ShouldBe(Enumerable.Range(1, item.Services.Count));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_item_is_served_only_by_a_proof_and_no_longer_when_it_came_back()
        => Prop.ForAll(Gen.Elements(Enum.GetValues<OutgoingAction>()).ListOf().ToArbitrary(), actions =>
        {
            var item = New();
            foreach (var action in actions.Where(a => OutgoingTransitions.Next(item.State, a) is not null))
            {
                item = Apply(item, action);
                (item.ServedOn is not null).ShouldBe(item.State == OutgoingState.Served);
                (item.Service is { Proof: not null, HandOff: null }).ShouldBeFalse();
                (item.State is OutgoingState.Waiting or OutgoingState.Reserved).ShouldBe(item.Service.HandOff is null);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_item_with_a_history_is_read_as_it_was_written()
    {
        var item = Apply(Apply(Apply(Apply(New(), OutgoingAction.HandOff), OutgoingAction.Serve), OutgoingAction.Return), OutgoingAction.Reserve);
        ImrJson.Write(ImrJson.Read<OutgoingItem>(ImrJson.Write(item))).ShouldBe(ImrJson.Write(item));
    }

    internal static OutgoingItem New()
        => new(
            1, "r1-0004-0-InjuredWorker", ReviewKey.Parse("CM26-0000123"), "CM26-0000123.0004.0", "Noarfi", "InjuredWorker", Noon, OutgoingState.Waiting,
            [new OutgoingDocument(OutgoingDocuments.Notice, ContentHash.Of("x"u8))],
            [new ItemService(1, DeliveryChannel.MailBatch, "CM26-0000123.0004.0/InjuredWorker.json", new ServiceOrder("system", Noon, null), null, null, null)]);

    private static OutgoingItem Apply(OutgoingItem item, OutgoingAction action)
        => action switch
        {
            OutgoingAction.HandOff => item.HandOff(new HandOff(Noon, "B20261005-01")),
            OutgoingAction.Serve => item.Serve(new ServiceProof("Intake:desk-1", Noon, ServiceMethod.MailInCalifornia, new DateOnly(2026, 10, 5), null, null)),
            OutgoingAction.Return => item.Return(new ServiceReturn("Intake:desk-1", Noon, ReturnReason.Moved, null)),
            _ => item.Reserve(DeliveryChannel.Fax, "body", new ServiceOrder("Intake:desk-1", Noon, null)),
        };
}
