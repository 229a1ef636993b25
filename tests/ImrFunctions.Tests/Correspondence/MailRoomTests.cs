using Imr.Core.Correspondence;
using Imr.Core.Deadlines;
using Imr.Core.Serialization;
using ImrFunctions.Correspondence;
using ImrFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ImrFunctions.Tests.Correspondence;

/// <summary>Mail batches: one a day or at so many items, the same batch however often it is killed.</summary>
public sealed class MailRoomTests : IAsyncLifetime
{
    private readonly DyingFiles _files = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("imr-mail-").FullName;
    private TestApp _app = null!;

    public async Task InitializeAsync()
        => _app = await TestApp.StartAsync(new TestAppOptions(services => services.AddSingleton<IOutgoingFiles>(p => _files.Around(ActivatorUtilities.CreateInstance<OutgoingFiles>(p))))
        {
            // The timer stays out of the way: these tests call what it calls.
            Settings = { ["Correspondence:Schedule"] = "0 0 0 1 1 *", ["Correspondence:Directory"] = _folder, ["Correspondence:BatchItems"] = "4" },
        });

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_batch_that_is_killed_after_any_of_its_files_is_finished_as_it_was_begun()
    {
        var review = await _app.CaseAsync("CM26-0007201");
        await _app.DeliverAsync(_app.Message(review));
        for (var writes = 0; writes < 5; writes++)
        {
            _files.DieAfter(writes);
            await Should.ThrowAsync<IOException>(() => MakeAsync(now: true));
            (await _app.ItemsAsync(review)).ShouldAllBe(i => i.State != OutgoingState.HandedOff);
        }

        _files.DieAfter(int.MaxValue);
        // What came meanwhile is not of this batch.
        await _app.DeliverAsync(_app.Message(review, "0095", "Extended"));
        var batch = (await MakeAsync(now: false)).ShouldNotBeNull();

        batch.Items.Count.ShouldBe(2);
        Names(batch).ShouldBe(["0001-0-cover.html", "0001-1-notice.html", "0002-0-cover.html", "0002-1-notice.html", "manifest.csv"]);
        File.ReadAllLines(Path.Combine(_folder, "mail", batch.BatchId, "manifest.csv")).Length.ShouldBe(3);
        (await _app.ItemsAsync(review)).Count(i => i.Service.HandOff?.Reference == batch.BatchId).ShouldBe(2);
        Directory.GetDirectories(Path.Combine(_folder, "mail")).ShouldHaveSingleItem();
        var next = (await MakeAsync(now: true)).ShouldNotBeNull();
        next.BatchId.ShouldBe(batch.BatchId[..^2] + "02");
        next.Items.Count.ShouldBe(2);
        (await MakeAsync(now: true)).ShouldBeNull();
    }

    [Fact]
    public async Task A_batch_whose_items_were_marked_but_not_closed_marks_nothing_twice()
    {
        var review = await _app.CaseAsync("CM26-0007202");
        await _app.DeliverAsync(_app.Message(review));
        var batch = (await MakeAsync(now: true)).ShouldNotBeNull();
        var before = (await _app.ItemsAsync(review)).Select(ImrJson.Write).ToList();
        // As a pass leaves it that died before its last step; in the index too, an old row.
        var row = (await _app.Storage.CaseIndex.GetEntityAsync<TableEntity>("mail", "current")).Value;
        row["Done"] = false;
        await _app.Storage.CaseIndex.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        await _app.Get<CorrespondenceIndex>().WriteAsync([(await _app.ItemAsync(review, "InjuredWorker")) with { State = OutgoingState.Waiting }], default);

        (await MakeAsync(now: false))!.BatchId.ShouldBe(batch.BatchId);

        (await _app.ItemsAsync(review)).Select(ImrJson.Write).ShouldBe(before);
        (await _app.ListedAsync(CorrespondenceIndex.ToSend, review)).ShouldBeEmpty();
        (await MakeAsync(now: true)).ShouldBeNull();
    }

    [Fact]
    public async Task There_is_one_batch_a_day_from_its_hour_and_one_whenever_enough_waits()
    {
        MoveTo(new TimeSpan(9, 0, 0), days: 1);
        var review = await _app.CaseAsync("CM26-0007203");
        await _app.DeliverAsync(_app.Message(review, "0091"));
        (await MakeAsync(now: false)).ShouldBeNull();
        await _app.DeliverAsync(_app.Message(review, "0092"));
        (await MakeAsync(now: false))!.Items.Count.ShouldBe(4);

        await _app.DeliverAsync(_app.Message(review, "0093"));
        (await MakeAsync(now: false)).ShouldBeNull();
        MoveTo(new TimeSpan(15, 1, 0), days: 0);
        var daily = (await MakeAsync(now: false)).ShouldNotBeNull();
        daily.Items.Count.ShouldBe(2);
        daily.BatchId.ShouldEndWith("-02");
        await _app.DeliverAsync(_app.Message(review, "0094"));
        (await MakeAsync(now: false)).ShouldBeNull();
        MoveTo(new TimeSpan(15, 1, 0), days: 1);
        (await MakeAsync(now: false))!.BatchId.ShouldEndWith("-01");
    }

    [Fact]
    public async Task Two_passes_at_once_make_one_batch()
    {
        var review = await _app.CaseAsync("CM26-0007204");
        await _app.DeliverAsync(_app.Message(review));
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MakeAsync(now: true)));
        made.OfType<MailBatch>().Select(b => b.BatchId).Distinct().ShouldHaveSingleItem();
        (await _app.ItemsAsync(review)).Where(i => i.Service.Channel == DeliveryChannel.MailBatch).ShouldAllBe(i => i.State == OutgoingState.HandedOff);
    }

    private Task<MailBatch?> MakeAsync(bool now) => _app.Get<MailRoom>().MakeAsync(now, default);

    private IReadOnlyList<string> Names(MailBatch batch)
        => [.. Directory.GetFiles(Path.Combine(_folder, "mail", batch.BatchId)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    /// <summary>To an hour of a Pacific day from today on.</summary>
    private void MoveTo(TimeSpan hour, int days) => _app.Clock.Advance(PacificTime.StartOfDay(_app.Today().AddDays(days)) + hour - _app.Clock.GetUtcNow());

    /// <summary>Files of an app that dies at one of them.</summary>
    private sealed class DyingFiles : IOutgoingFiles
    {
        private IOutgoingFiles _inner = null!;
        private int _left = int.MaxValue;

        public DyingFiles Around(IOutgoingFiles inner)
        {
            _inner = inner;
            return this;
        }

        public void DieAfter(int writes) => _left = writes;

        public Task WriteAsync(string name, byte[] bytes, string contentType, CancellationToken cancellation)
            => name.StartsWith("mail/", StringComparison.Ordinal) && _left-- <= 0 ? throw new IOException("The process died.") : _inner.WriteAsync(name, bytes, contentType, cancellation);
    }
}
