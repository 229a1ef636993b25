using System.Net;
using System.Text.Json.Nodes;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Guidelines;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Evaluation;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Cases;

/// <summary>The register: each change happens once, the case never goes back, rounds do not mix, newer shapes are refused.</summary>
public sealed class RegisterTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private TestApp App => shared.App;

    [Fact]
    public async Task A_change_that_is_applied_twice_happens_once()
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-0004001");
        var change = registered.Change(2, ReviewStage.RecordsRequested).WithNote("NoarfiSent").Send(new OutgoingMessage("Noarfi", ["ClaimsAdministrator"], null));
        await registered.AdvanceAsync(change);
        await registered.AdvanceAsync(registered.Change(3, ReviewStage.ReviewerAssignment).Leave(ReviewStage.RecordsRequested));
        await registered.AdvanceAsync(change);

        var record = await registered.ReadAsync();
        (record.Stage, record.StageSeq).ShouldBe((ReviewStage.ReviewerAssignment, 3));
        (await registered.TimelineAsync()).Select(e => e.Seq).ShouldBe([1, 2, 3]);
        (await KeysAsync(registered.Review, "out|")).ShouldBe(["out|r1|0002|0"]);
        (await App.Get<CaseIndex>().ListAsync(CaseIndex.StagePartition(ReviewStage.RecordsRequested), 100, null, default)).Cases.ShouldNotContain(c => c.CaseNumber == registered.Review.CaseNumber);
    }

    [Fact]
    public async Task A_stale_tag_is_read_again_and_the_change_applied()
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-0004002");
        var stale = (await registered.ReadAsync()).ETag.ToString();
        await registered.AdvanceAsync(registered.Change(2, ReviewStage.Received).Between("n1").WithNote("Reminder:X"), stale);
        await registered.AdvanceAsync(registered.Change(2, ReviewStage.EligibilityReview).Leave(ReviewStage.Received), stale);
        (await registered.ReadAsync()).Stage.ShouldBe(ReviewStage.EligibilityReview);
    }

    [Fact]
    public async Task A_step_that_was_overtaken_does_not_move_the_case_back()
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-0004003");
        var stale = (await registered.ReadAsync()).ETag.ToString();
        await registered.AdvanceAsync(registered.Change(5, ReviewStage.ClinicalReview));
        foreach (var tag in new[] { stale, null })
            await registered.AdvanceAsync(registered.Change(4, ReviewStage.ReviewerAssignment).Send(new OutgoingMessage("Noarfi", ["Attorney"], null)), tag);

        var record = await registered.ReadAsync();
        (record.Stage, record.StageSeq).ShouldBe((ReviewStage.ClinicalReview, 5));
        (await KeysAsync(registered.Review, "out|")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_between_stages_leaves_the_number_of_the_stage_alone()
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-0004004");
        for (var mark = 1; mark <= 11; mark++)
            await registered.AdvanceAsync(new CaseChange(registered.Review, 1, ReviewStage.Received, DateTimeOffset.UnixEpoch.AddYears(60).AddMinutes(mark)).Between($"n{mark}").WithNote($"Note{mark}"));
        (await registered.ReadAsync()).StageSeq.ShouldBe(1);
        (await registered.TimelineAsync()).Skip(1).Select(e => e.Note).ShouldBe(Enumerable.Range(1, 11).Select(n => $"Note{n}"));
    }

    [Fact]
    public async Task A_second_registration_of_a_number_writes_nothing()
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-0004005", "ORG-FIRST");
        var second = CaseRecord.New(registered.Review, ReviewStage.Received, DateTimeOffset.UnixEpoch, new DateOnly(2026, 1, 1), DateTimeOffset.UnixEpoch) with { OrganizationId = "ORG-SECOND" };
        (await App.Get<CaseRegister>().RegisterAsync(second, [], default)).ShouldBeFalse();
        (await registered.ReadAsync()).OrganizationId.ShouldBe("ORG-FIRST");
    }

    [Fact]
    public async Task The_round_stands_in_every_key_so_that_a_remand_touches_nothing_of_the_first_review()
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-0004006");
        var second = new ReviewKey(registered.Review.CaseNumber, 2);
        var facts = App.Get<FactStore>();
        await facts.WriteAsync(Withdrawn(registered.Review, "one"), default);
        await registered.AdvanceAsync(registered.Change(2, ReviewStage.EligibilityReview).Send(new OutgoingMessage("A", ["Attorney"], null)));
        var before = await RowsAsync(registered.Review, "|r1|");

        (await facts.WriteAsync(Withdrawn(second, "two"), default)).Outcome.ShouldBe(FactWriteOutcome.Created);
        await registered.AdvanceAsync(new CaseChange(second, 2, ReviewStage.EligibilityReview, DateTimeOffset.UnixEpoch).Send(new OutgoingMessage("B", ["Attorney"], null)));

        (await RowsAsync(registered.Review, "|r1|")).ShouldBe(before);
        (await App.FactsAsync(registered.Review, FactKind.Withdrawal)).ShouldHaveSingleItem().Read<Withdrawal>().Reason.ShouldBe("one");
        (await App.FactsAsync(second, FactKind.Withdrawal)).ShouldHaveSingleItem().Read<Withdrawal>().Reason.ShouldBe("two");
        (await KeysAsync(registered.Review, "")).Where(k => k != "case" && !k.Contains("|r1|", StringComparison.Ordinal) && !k.Contains("|r2|", StringComparison.Ordinal) && !k.StartsWith("delivery|", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_that_a_newer_program_wrote_is_refused_and_unchanged()
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-0004007");
        await App.Storage.Cases.UpdateEntityAsync(new TableEntity("CM26-0004007", RowKeys.Case) { ["SchemaVersion"] = 2 }, ETag.All, TableUpdateMode.Merge);
        var refused = await Should.ThrowAsync<SchemaVersionException>(() => registered.AdvanceAsync(registered.Change(2, ReviewStage.EligibilityReview)));
        FailureMiddleware.Classify(refused).ShouldBe(FailureCode.NewerSchema);
        (await App.GetAsync("dev.operator.op-1", "/api/cases/CM26-0004007")).Status.ShouldBe(HttpStatusCode.InternalServerError);
        (await KeysAsync(registered.Review, "stage|")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_fact_of_a_newer_shape_is_refused_in_its_row_and_in_its_body()
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-0004008");
        var facts = App.Get<FactStore>();
        var row = (await facts.WriteAsync(Withdrawn(registered.Review, "row"), default)).Fact;
        var body = (await facts.WriteAsync(Withdrawn(registered.Review, "body") with { RequestId = "key-2" }, default)).Fact;
        await App.Storage.Cases.UpdateEntityAsync(new TableEntity("CM26-0004008", body.FactId) { ["Body0"] = """{"schemaVersion":2,"reason":"x"}""" }, ETag.All, TableUpdateMode.Merge);
        App.Get<ImmutableCache>().Clear();
        var stored = await facts.ReadAsync(registered.Review, body.FactId, default);
        Should.Throw<SchemaVersionException>(() => stored.Read<Withdrawal>());
        await App.Storage.Cases.UpdateEntityAsync(new TableEntity("CM26-0004008", row.FactId) { ["SchemaVersion"] = 2 }, ETag.All, TableUpdateMode.Merge);
        await Should.ThrowAsync<SchemaVersionException>(() => facts.ReadAsync(registered.Review, row.FactId, default));
    }

    [Fact]
    public async Task A_blob_of_a_newer_shape_is_refused_and_unknown_members_are_not()
    {
        var review = ReviewKey.Parse("CM26-0004009");
        var blob = App.Storage.Evaluations.GetBlobClient("CM26-0004009/r1.json");
        await App.Get<EvaluationStore>().StoreAsync(review, new CaseEvaluation(1, "test", []), default);
        var json = JsonNode.Parse((await blob.DownloadContentAsync()).Value.Content)!.AsObject();
        json["somethingNew"] = new JsonObject { ["deep"] = true };
        await blob.UploadAsync(BinaryData.FromString(json.ToJsonString()), overwrite: true);
        (await App.Get<EvaluationStore>().TryReadAsync(review, default)).ShouldNotBeNull();
        json["schemaVersion"] = 2;
        await blob.UploadAsync(BinaryData.FromString(json.ToJsonString()), overwrite: true);
        await Should.ThrowAsync<SchemaVersionException>(() => App.Get<EvaluationStore>().TryReadAsync(review, default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(29_999)]
    [InlineData(30_000)]
    [InlineData(30_001)]
    [InlineData(100_000)]
    public async Task A_long_statement_comes_back_whole(int length)
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-01" + length.ToString("D6"));
        var reason = string.Concat(Enumerable.Range(0, length).Select(n => n % 997 == 0 ? 'é' : (char)('a' + (n % 26))));
        var facts = App.Get<FactStore>();
        var written = await facts.WriteAsync(Withdrawn(registered.Review, reason), default);
        (await facts.ReadAsync(registered.Review, written.Fact.FactId, default)).Read<Withdrawal>().Reason.ShouldBe(reason);
    }

    [Fact]
    public void A_text_that_no_row_can_hold_is_refused()
        => Should.Throw<ArgumentOutOfRangeException>(() => ChunkedText.Write(new TableEntity("p", "r"), new string('x', ChunkedText.MaxLength + 1)));

    [Fact]
    public void The_key_after_a_prefix_follows_every_key_with_the_prefix_and_precedes_the_next_round()
    {
        var prefix = RowKeys.FactPrefix(1);
        foreach (var key in new[] { RowKeys.Fact(1, "AdFinding", 1, "a"), RowKeys.Fact(1, "zzz", 9999, "zzz"), prefix + "\u00ff" })
            string.CompareOrdinal(key, RowKeys.After(prefix)).ShouldBeLessThan(0, key);
        string.CompareOrdinal(RowKeys.Fact(2, "AdFinding", 1, "a"), RowKeys.After(prefix)).ShouldBeGreaterThan(0);
        string.CompareOrdinal(RowKeys.Fact(10, "AdFinding", 1, "a"), prefix).ShouldBeLessThan(0);
    }

    private static FactToWrite<Withdrawal> Withdrawn(ReviewKey review, string reason)
        => new(review, FactKind.Withdrawal, 1, "key-1", "Operator:op-1", DateTimeOffset.UnixEpoch, new Withdrawal(1, "Operator:op-1", reason));

    private async Task<IReadOnlyList<string>> KeysAsync(ReviewKey review, string prefix)
        => [.. (await RowsAsync(review, "")).Select(r => r.Split('#')[0]).Where(k => k.StartsWith(prefix, StringComparison.Ordinal))];

    /// <summary>Keys and tags: a row that was written again has another tag. Sent marks of the outbox are left out, since the relay works meanwhile.</summary>
    private async Task<IReadOnlyList<string>> RowsAsync(ReviewKey review, string containing)
    {
        var rows = new List<string>();
        await foreach (var row in App.Storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {review.CaseNumber.Value}")))
        {
            if (row.RowKey.Contains(containing, StringComparison.Ordinal))
                rows.Add(row.RowKey + "#" + (row.RowKey.StartsWith("out|", StringComparison.Ordinal) ? "" : row.ETag.ToString()));
        }

        return rows;
    }
}
