using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake.Duplicates;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Correspondence;
using ImrFunctions.Tests.Hosting;
using ImrFunctions.Tests.Review;

namespace ImrFunctions.Tests.Intake;

/// <summary>A dispute that is filed twice (domain.md §1.6): found by the index, proposed, merged by a named person, and taken apart again.</summary>
public sealed class DuplicateFlowTests(DuplicateApp duplicates) : IClassFixture<DuplicateApp>
{
    private readonly TestApp _app = duplicates.App;

    [Fact]
    public async Task A_second_filing_is_proposed_as_a_duplicate_and_waits_for_a_named_person()
    {
        const string first = "CM26-3300101", second = "CM26-3300102";
        await duplicates.FileAsync(first, 0);
        await _app.UntilOfferedAsync(first);
        await duplicates.FileAsync(second, 0, Mistype);

        var proposed = await _app.UntilNotedAsync(second, "Proposed:Ineligible");
        var reason = proposed["eligibility"]!["reasons"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)reason["code"]).ShouldBe("INEL_DUPLICATE");
        ((string?)reason["explanation"])!.ShouldContain(first);
        ((string?)reason["fact"])!.ShouldContain($"$.disputedItems[0]: item 1 of {first}");
        ((bool?)proposed["eligibility"]!["final"]).ShouldBe(false);
        // A party is not told of another case, nor by what it was found.
        var seen = await _app.GetAsync("dev.claims.u-1.CA-REDWOOD", $"/api/cases/{second}");
        seen.Text.ShouldNotContain(first);
        seen.Text.ShouldContain("INEL_DUPLICATE");

        _app.Clock.Advance(TimeSpan.FromDays(40));
        var later = await _app.UntilNotedAsync(second, "Overdue:AdFinding");
        ((string?)later["stage"]).ShouldBe("EligibilityReview");
        var related = (await _app.GetAsync(ReviewActs.Operator, $"/api/cases/{second}/related")).Json["cases"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)related["relation"]).ShouldBe("SameFiling");
        ((bool?)related["earlier"]).ShouldBe(true);
        related.ToJsonString().ShouldNotContain("Okonkwo");
        // What a person finds against the proposal stands.
        await _app.FindAsync(second, "Eligible");
        await _app.UntilOfferedAsync(second);
    }

    [Fact]
    public async Task A_duplicate_is_merged_into_the_first_with_its_records_and_taken_apart_again()
    {
        const string first = "CM26-3300201", second = "CM26-3300202";
        await duplicates.FileAsync(first, 1);
        await _app.UntilOfferedAsync(first);
        await _app.UploadAsync($"{second}/documents/second-opinion.txt", "The invented second opinion says nothing new."u8.ToArray());
        await duplicates.FileAsync(second, 1, Mistype);
        await _app.UntilNotedAsync(second, "Proposed:Ineligible");
        var before = await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(first), default);

        var body = new { into = first, reason = "The applicant and the attorney sent the same form." };
        (await _app.StateAsync("dev.applicant." + second, $"/api/cases/{second}/merge", body, null)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _app.StateAsync(ReviewActs.Director, $"/api/cases/{second}/merge", body, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        // A second click is the same statement.
        (await _app.StateAsync(ReviewActs.Director, $"/api/cases/{second}/merge", body, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.ShouldBeClosedWithoutLetterAsync(second, "Merged");

        var merged = await _app.CaseAsync(second);
        ((string?)merged["mergedInto"]).ShouldBe(first);
        ReviewActs.Notes(merged).ShouldContain("MergedInto:" + first);
        ((string?)(await _app.GetAsync("dev.claims.u-1.CA-REDWOOD", $"/api/cases/{second}")).Json["dxcStatus"]).ShouldBe("5");
        (await _app.SentAsync(second, "Merged")).ShouldContain("InjuredWorker");
        var kept = await _app.CaseAsync(first);
        ReviewActs.Notes(kept).Count(n => n == "Merged:" + second).ShouldBe(1);
        (await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(first), default)).FirstArrival.ShouldBe(before.FirstArrival);
        var copied = (await DocumentsAsync(first)).Where(d => (string?)d!["from"] == second).ShouldHaveSingleItem()!;
        ((string?)copied["name"]).ShouldBe($"{second} second-opinion.txt");
        (await _app.GetAsync(ReviewActs.Operator, $"/api/cases/{first}/documents/{copied["sha256"]}")).Text.ShouldContain("nothing new");
        await _app.Get<Reconciler>().RunAsync(_app.Engine, default);
        await _app.UntilConsumedAsync(before.Review);

        (await _app.StateAsync(ReviewActs.Operator, $"/api/cases/{first}/unmerge", new { reason = "x" }, null)).Status.ShouldBe(HttpStatusCode.Conflict);
        var apart = new { reason = "The second form is about another decision." };
        (await _app.StateAsync(ReviewActs.Operator, $"/api/cases/{second}/unmerge", apart, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        (await _app.StateAsync(ReviewActs.Operator, $"/api/cases/{second}/unmerge", apart, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        // It is looked at again, and not proposed as the same duplicate.
        await _app.UntilOfferedAsync(second);
        var opened = await _app.CaseAsync(second);
        ((int?)opened["round"]).ShouldBe(2);
        opened["mergedInto"].ShouldBeNull();
        opened["outcome"].ShouldBeNull();
        ReviewActs.Notes(await _app.CaseAsync(first)).Count(n => n == "Unmerged:" + second).ShouldBe(1);
        (await DocumentsAsync(first)).ShouldNotContain(d => d!["from"] != null);
        ((string?)(await _app.GetAsync(ReviewActs.Operator, $"/api/cases/{first}/related")).Json["merged"]!.AsArray().ShouldHaveSingleItem()!["endedAt"]).ShouldNotBeNull();
    }

    [Fact]
    public async Task Only_the_items_that_an_earlier_case_has_are_proposed_to_be_left_out_and_merging_would_lose_the_others()
    {
        const string first = "CM26-3300301", second = "CM26-3300302";
        await duplicates.FileAsync(first, 2);
        await _app.UntilOfferedAsync(first);
        await duplicates.FileAsync(second, 2, a => a["disputedItems"]!.AsArray().Add(new JsonObject { ["id"] = "2", ["description"] = "Acupuncture, 6 visits", ["codes"] = new JsonArray(), ["urOutcome"] = "Denied" }));
        var proposed = await _app.UntilNotedAsync(second, "Proposed:Eligible");
        ((string?)proposed["stage"]).ShouldBe("EligibilityReview");
        ((string?)proposed["eligibility"]!["reasons"]![0]!["code"]).ShouldBe("INEL_DUPLICATE");

        var refused = await _app.StateAsync(ReviewActs.Director, $"/api/cases/{second}/merge", new { into = first, reason = "Twice." }, null);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("Item 2 is not seen in " + first);
        var wrong = await _app.StateAsync(ReviewActs.Director, $"/api/cases/{second}/merge", new { into = first, reason = "Twice.", items = new[] { new { itemId = "2", sameAs = "9" } } }, null);
        wrong.Text.ShouldContain("$.items[0].sameAs");
        (await _app.StateAsync(
            ReviewActs.Director, $"/api/cases/{second}/ad-finding", new { outcome = "Eligible", ineligibleItems = new[] { new { itemId = "1", reasonCodes = new[] { "INEL_DUPLICATE" } } } }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilOfferedAsync(second);
        (await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(second), default)).ClosedItemIds.ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_merge_never_goes_into_a_later_case_another_worker_s_or_one_that_reviews_nothing()
    {
        const string first = "CM26-3300401", second = "CM26-3300402", other = "CM26-3300403", withdrawn = "CM26-3300404", again = "CM26-3300405";
        await duplicates.FileAsync(first, 3);
        await _app.UntilOfferedAsync(first);
        await duplicates.FileAsync(second, 3);
        await _app.UntilNotedAsync(second, "Proposed:Ineligible");
        await duplicates.FileAsync(other, 4);
        await _app.UntilOfferedAsync(other);

        (await MergeAsync(first, second)).Text.ShouldContain("arrived later");
        (await MergeAsync(second, other)).Text.ShouldContain("Another worker");
        (await MergeAsync(second, second)).Text.ShouldContain("This case itself");
        (await MergeAsync(second, "CM26-3399999")).Text.ShouldContain("There is no such case");

        await duplicates.FileAsync(withdrawn, 5);
        await _app.UntilOfferedAsync(withdrawn);
        await _app.WithdrawAsync(withdrawn);
        await _app.UntilStageAsync(withdrawn, "Closed");
        // What was withdrawn may be filed again.
        await duplicates.FileAsync(again, 5);
        await _app.UntilOfferedAsync(again);
        (await MergeAsync(again, withdrawn)).Text.ShouldContain("reviews nothing");

        Task<Answer> MergeAsync(string later, string into) => _app.StateAsync(ReviewActs.Director, $"/api/cases/{later}/merge", new { into, reason = "Twice." }, null);
    }

    [Fact]
    public async Task A_closed_case_is_found_and_a_case_into_which_one_was_merged_is_named_instead_of_that_one()
    {
        const string first = "CM26-3300501", second = "CM26-3300502", third = "CM26-3300503";
        await duplicates.FileAsync(first, 6);
        await _app.UntilOfferedAsync(first);
        await duplicates.FileAsync(second, 6);
        await _app.UntilNotedAsync(second, "Proposed:Ineligible");
        (await _app.StateAsync(ReviewActs.Director, $"/api/cases/{second}/merge", new { into = first, reason = "Twice." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(second, "Closed");
        await duplicates.FileAsync(third, 6);
        var proposed = await _app.UntilNotedAsync(third, "Proposed:Ineligible");
        proposed["eligibility"]!["reasons"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString().ShouldContain(first);
        (await _app.GetAsync(ReviewActs.Operator, $"/api/cases/{third}/related")).Json["cases"]!.AsArray().Count.ShouldBe(2);
        (await _app.StateAsync(ReviewActs.Director, $"/api/cases/{third}/merge", new { into = second, reason = "Thrice." }, null)).Text.ShouldContain($"is merged into {first}");
    }

    [Fact]
    public async Task A_merge_into_a_case_that_was_withdrawn_meanwhile_does_not_happen_and_a_step_that_runs_again_returns_the_same()
    {
        const string first = "CM26-3300601", second = "CM26-3300602";
        await duplicates.FileAsync(first, 7);
        await _app.UntilOfferedAsync(first);
        await duplicates.FileAsync(second, 7);
        await _app.UntilNotedAsync(second, "Proposed:Ineligible");
        var merge = new Imr.Core.Cases.Statements.Merge(1, "x", CaseNumber.Parse(first), [], "x");

        var done = await _app.TwiceAsync(second, FactKind.Merge, merge, s => s.MergeCase);
        done.End.ShouldBe(CaseEnd.Merged);
        (await _app.Get<MergeStore>().ListAsync(CaseNumber.Parse(first), default)).Count.ShouldBe(1);
        ReviewActs.Notes(await _app.CaseAsync(first)).Count(n => n == "Merged:" + second).ShouldBe(1);

        await _app.WithdrawAsync(first);
        await _app.UntilStageAsync(first, "Closed");
        (await _app.TwiceAsync(second, FactKind.Merge, merge, s => s.MergeCase, "again")).End.ShouldBeNull();
    }

    [Fact]
    public async Task A_corrected_application_is_found_by_its_new_keys_and_no_more_by_the_old_ones()
    {
        const string number = "CM26-3300701";
        await duplicates.FileAsync(number, 8, a => a["signature"] = null);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        await duplicates.FileAsync(number, 8, a => a["claim"]!["claimNumber"] = "NEW-5550123");
        await _app.UntilOfferedAsync(number);
        var record = await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(number), default);
        var application = await _app.Get<ImrFunctions.Review.StepContext>().ApplicationAsync(record.Review.CaseNumber, record.ApplicationHash!, default);
        // Somebody else's application that has nothing in common with it but a claim number.
        var other = application with { InjuredWorker = new InjuredWorker("Ottis", "Bracknell", null, null, null), UrDecision = Decision(new DateOnly(2020, 1, 2)) };
        (await FoundAsync("new 5550123")).ShouldContain(number);
        (await FoundAsync($"IH-{7919 * 11}")).ShouldNotContain(number);

        async Task<IEnumerable<string>> FoundAsync(string claim)
            => (await _app.Get<DuplicateIndex>().CandidatesAsync(CaseNumber.Parse("CM26-3309999"), other with { Claim = new Claim(claim, new DateOnly(2019, 1, 2), null, null) }, default)).Select(c => c.Value);
    }

    [Fact]
    public async Task A_lookup_costs_as_many_operations_whatever_is_registered()
    {
        const string number = "CM26-3300801";
        await duplicates.FileAsync(number, 10, a => a["signature"] = null);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        var record = await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(number), default);
        var application = await _app.Get<ImrFunctions.Review.StepContext>().ApplicationAsync(record.Review.CaseNumber, record.ApplicationHash!, default);
        var index = _app.Get<DuplicateIndex>();
        var few = await CountAsync();
        // Invented cases of other workers, and more of this worker's than are compared.
        for (var n = 0; n < 60; n++)
            await index.AddAsync(CaseNumber.Parse($"CM26-33{n:D5}"), ContentHash.Of([1]), n < 30 ? application : application with { InjuredWorker = application.InjuredWorker with { LastName = "Other" + n }, Claim = application.Claim with { ClaimNumber = $"Z-{n}91{n}7" } }, default);
        (await CountAsync()).ShouldBe(few);
        few.ShouldBeLessThanOrEqualTo(Imr.Core.Eligibility.Duplicates.BlockingKeys.Most);
        (await index.CandidatesAsync(record.Review.CaseNumber, application, default)).Count.ShouldBe(DuplicateIndex.MostCompared);

        async Task<int> CountAsync()
        {
            using var counted = new CountedOperations();
            await index.CandidatesAsync(record.Review.CaseNumber, application, default);
            return counted.Count;
        }
    }

    [Fact]
    public async Task Keys_in_the_table_are_hashes()
    {
        await duplicates.FileAsync("CM26-3300901", 11, a => a["signature"] = null);
        await _app.UntilNotedAsync("CM26-3300901", "Proposed:Ineligible");
        var rows = 0;
        await foreach (var row in _app.Storage.DuplicateKeys.QueryAsync<TableEntity>())
        {
            row.RowKey.ShouldMatch("^[0-9a-f]{32}[|]CM[0-9]{2}-[0-9]{7}$");
            row.PartitionKey.ShouldBe(row.RowKey[..2]);
            rows++;
        }

        rows.ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task Cases_of_one_worker_physician_and_injury_are_decided_together_by_a_named_person_and_get_the_same_reviewer()
    {
        const string first = "CM26-3301001", second = "CM26-3301002", third = "CM26-3301003";
        var worker = 9;
        // The time in which listed documents may still arrive is over: they wait for one as records.
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        await duplicates.FileAsync(first, worker, Documents);
        await _app.UntilNotedAsync(first, "Proposed:Eligible");
        await duplicates.FileAsync(second, worker, a => { Documents(a); Another(a, "2026-08-21"); });
        await _app.UntilNotedAsync(second, "Proposed:Eligible");
        await duplicates.FileAsync(third, worker, a => { Documents(a); Another(a, "2026-08-24"); a["priority"] = "Expedited"; a["reviewType"] = "Expedited"; });
        await _app.UntilNotedAsync(third, "Proposed:Eligible");
        var related = (await _app.GetAsync(ReviewActs.Operator, $"/api/cases/{first}/related")).Json["cases"]!.AsArray();
        related.ToDictionary(c => (string)c!["caseNumber"]!, c => string.Join(' ', c!["obstacles"]!.AsArray().Select(o => (string?)o))).ShouldBe(new Dictionary<string, string> { [second] = "", [third] = "OtherPriority" }, ignoreOrder: true);

        (await TogetherAsync(first, third)).Status.ShouldBe(HttpStatusCode.Conflict);
        var decided = await TogetherAsync(second, first);
        decided.Status.ShouldBe(HttpStatusCode.Created, decided.Text);
        ((string?)decided.Json["group"]).ShouldBe(first);
        (await TogetherAsync(second, first)).Text.ShouldBe(decided.Text);
        foreach (var number in new[] { first, second })
        {
            var view = await _app.CaseAsync(number);
            ((string?)view["consolidationGroup"]).ShouldBe(first);
            ReviewActs.Notes(view).Count(n => n == "ConsolidatedWith:" + first).ShouldBe(1);
            (await _app.GetAsync("dev.claims.u-1.CA-REDWOOD", $"/api/cases/{number}")).Json["consolidationGroup"].ShouldBeNull();
        }

        foreach (var number in new[] { second, first })
        {
            await _app.UploadAsync($"{number}/documents/awaited.txt", "The patient was seen again. This is invented."u8.ToArray());
            await _app.UntilOfferedAsync(number);
        }

        var one = await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(first), default);
        (await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(second), default)).Offer!.ReviewerId.ShouldBe(one.Offer!.ReviewerId);

        static void Documents(JsonObject a) => a["documents"]!.AsArray().Add(new JsonObject { ["name"] = "awaited.txt", ["kind"] = "MedicalReport" });

        static void Another(JsonObject a, string day)
        {
            a["urDecision"]!["decisionDate"] = day;
            a["urDecision"]!["servedOn"] = day;
            a["disputedItems"]![0]!["description"] = "Physical therapy for the lumbar spine, 8 visits, after " + day;
            a["disputedItems"]![0]!["codes"] = new JsonArray();
        }

        Task<Answer> TogetherAsync(string number, string with) => _app.StateAsync(ReviewActs.Operator, $"/api/cases/{number}/consolidation", new { with = new[] { with }, reason = "Two requests after one visit." }, null);
    }

    /// <summary>What another hand makes of the same form.</summary>
    private static void Mistype(JsonObject a)
    {
        a["injuredWorker"]!["lastName"] = ((string)a["injuredWorker"]!["lastName"]!).ToUpperInvariant()[..^1];
        a["claim"]!["claimNumber"] = ((string)a["claim"]!["claimNumber"]!).Replace("-", " 00", StringComparison.Ordinal);
        a["disputedItems"]![0]!["description"] = "L-spine magnetic resonance imaging w/o contrast";
        a["disputedItems"]![0]!["codes"] = new JsonArray();
    }

    private static UrDecision Decision(DateOnly day) => new(day, day, ServiceMethod.Electronic, UrOutcome.Denied, false, null, null, false);

    private async Task<JsonArray> DocumentsAsync(string number) => (await _app.GetAsync(ReviewActs.Operator, $"/api/cases/{number}/documents")).Json["documents"]!.AsArray();
}
