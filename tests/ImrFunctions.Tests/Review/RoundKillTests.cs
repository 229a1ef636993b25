using System.Diagnostics.Metrics;
using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>A process that dies while it opens a further round: the order stands, and reconcile starts the review.</summary>
public sealed class RoundKillTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await TestApp.StartAsync(new TestAppOptions { Settings = { ["Reconcile:Schedule"] = "0 0 0 1 1 *", ["Reconcile:GraceSeconds"] = "0" } });
        await _app.ImportPanelAsync(InventedPanel.Csv(4));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    /// <param name="number">The case.</param>
    /// <param name="service">Of the last request that the process made.</param>
    /// <param name="operation">The same; the records' copy is the first batch, the round the second, and the relay's message the last of all.</param>
    /// <param name="nth">Which of these requests.</param>
    [Theory]
    [InlineData("CM26-2970101", "table", "POST batch", 2)]
    [InlineData("CM26-2970102", "queue", "POST", 1)]
    public async Task A_round_that_was_opened_and_not_started_is_started_by_reconcile(string number, string service, string operation, int nth)
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, number);
        await play.ToLetterAsync();
        await _app.Engine.WaitForInstanceCompletionAsync(number, CancellationToken.None);
        // Reconcile is done with the closed case: no list of a stage has it any more.
        await _app.Get<Reconciler>().RunAsync(_app.Engine, CancellationToken.None);
        (await _app.Get<CaseIndex>().ListAsync(CaseIndex.StagePartition(ReviewStage.Closed), 100, null, CancellationToken.None)).Cases.ShouldBeEmpty();

        var closed = await _app.Get<CaseSnapshots>().GetAsync(CaseNumber.Parse(number), CancellationToken.None);
        var today = PacificTime.LegalDay(_app.Clock.GetUtcNow());
        var order = new FactToWrite<Remand>(
            closed.Record.Review, FactKind.Remand, 1, "order-1", ReviewActs.Director, _app.Clock.GetUtcNow(),
            new Remand(Remand.CurrentSchemaVersion, ReviewActs.Director, AppealGround.Fraud, null, today));
        using (new DeathAfter(service, operation, nth))
            (await Should.ThrowAsync<InvalidOperationException>(() => _app.Get<Rounds>().OpenAsync(_app.Engine, closed, order, today, CancellationToken.None))).Message.ShouldBe(DeathAfter.Message);
        ((await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(number), CancellationToken.None)).Review.Round, await _app.Engine.GetInstanceAsync(number + "-r2", false, CancellationToken.None))
            .ShouldBe((2, null));

        (await _app.Get<Reconciler>().RunAsync(_app.Engine, CancellationToken.None)).InstancesStarted.ShouldBe(1);
        await play.OfferedAsync();
        (await _app.Get<Reconciler>().RunAsync(_app.Engine, CancellationToken.None)).InstancesStarted.ShouldBe(0);
        (await _app.HoldersAsync(number, round: 2)).ShouldBe([play.Reviewer]);
        await play.AcceptAsync();
        await play.StateProvisionalAsync();
        (await play.DetermineAsync(0)).EnsureSuccessStatusCode();
        await _app.UntilStageAsync(number, "AwaitingRelease");
        (await play.ReleaseAsync()).EnsureSuccessStatusCode();
        var ended = await _app.UntilStageAsync(number, "Closed");
        foreach (var once in new[] { "RemandOrdered", "Resumed" })
            ReviewActs.Notes(ended).Count(n => n == once).ShouldBe(1);
        (await _app.SentAsync(number, "Remanded")).ShouldBeUnique();
        (await _app.SentAsync(number, "Remanded")).ShouldContain("ClaimsAdministrator");
        (await _app.HoldersAsync(number, round: 2)).ShouldBeEmpty();
    }

    /// <summary>The process dies when storage has done a request and before it goes on: here the flow that made this ends by an exception.</summary>
    private sealed class DeathAfter : IDisposable
    {
        public const string Message = "Killed here.";

        private static readonly AsyncLocal<DeathAfter?> s_ofThisFlow = new();

        private readonly MeterListener _listener = new();
        private readonly (string Service, string Operation) _request;
        private int _left;

        public DeathAfter(string service, string operation, int nth)
        {
            (_request, _left) = ((service, operation), nth);
            s_ofThisFlow.Value = this;
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == StorageMeter.MeterName)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Count(tags));
            _listener.Start();
        }

        public void Dispose()
        {
            s_ofThisFlow.Value = null;
            _listener.Dispose();
        }

        private void Count(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (s_ofThisFlow.Value != this)
                return;
            var (service, operation) = ("", "");
            foreach (var (name, value) in tags)
            {
                service = name == "service" ? (string)value! : service;
                operation = name == "operation" ? (string)value! : operation;
            }

            if ((service, operation) == _request && --_left == 0)
                throw new InvalidOperationException(Message);
        }
    }
}
