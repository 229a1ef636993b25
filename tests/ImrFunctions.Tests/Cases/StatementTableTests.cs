using System.Net;
using System.Text.RegularExpressions;
using Imr.Core.Cases;
using Imr.Core.Cases.States;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Testing;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Review;
using ImrFunctions.Tests.Hosting;
using ImrFunctions.Tests.Review;

namespace ImrFunctions.Tests.Cases;

/// <summary>
/// The table of states and events, pair by pair, over HTTP: a case that stands in a state (in the register, without a running review) takes what the table says
/// it takes and answers 409 with what is possible to everything else.
/// </summary>
public sealed partial class StatementTableTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly string s_hash = new('a', 64);
    private static int s_next;

    /// <summary>What each statement looks like, who says it, and where.</summary>
    private static readonly Dictionary<ReviewEvent, (string Who, string Path, object Body)> s_calls = new()
    {
        [ReviewEvent.AdFinding] = (ReviewActs.Director, "ad-finding", new { outcome = "Eligible" }),
        [ReviewEvent.OfferAnswer] = ("dev.reviewer.REV-1", "offers/offer-1/answer", new { accepted = false, reason = "No time." }),
        [ReviewEvent.SeveralReviewers] = (ReviewActs.Director, "several-reviewers", new { approved = true, reason = "Two fields." }),
        [ReviewEvent.Provisional] = ("dev.reviewer.REV-1", "provisional", new { items = Array.Empty<object>() }),
        [ReviewEvent.InformationRequest] = ("dev.reviewer.REV-1", "information-request", new { askedOf = new[] { "InjuredWorker" }, question = "When?" }),
        [ReviewEvent.InformationAnswer] = (ReviewActs.Operator, "information-answer", new { party = "InjuredWorker", answer = "Then." }),
        [ReviewEvent.DecideWithout] = ("dev.reviewer.REV-1", "decide-without", new { reason = "Enough is here." }),
        [ReviewEvent.Recusal] = ("dev.reviewer.REV-1", "recusal", new { cause = "Scope", reason = "Not my field." }),
        [ReviewEvent.Reassignment] = (ReviewActs.Operator, "reassign", new { cause = "Unavailable", reason = "Ill." }),
        [ReviewEvent.Determination] = ("dev.reviewer.REV-1", "determination", new { items = Array.Empty<object>() }),
        [ReviewEvent.Release] = (ReviewActs.Releaser, "release", new { letterHash = s_hash, recordsHash = s_hash }),
        [ReviewEvent.ReleaseReturn] = (ReviewActs.Releaser, "release-return", new { reason = "Look again." }),
        [ReviewEvent.Withdrawal] = (ReviewActs.Operator, "withdrawal", new { reason = "Settled." }),
        [ReviewEvent.Authorization] = (ReviewActs.Operator, "authorization", new { all = true, authorizedOn = "2026-10-02" }),
        [ReviewEvent.Extension] = (ReviewActs.Director, "extension", new { days = 2, reason = "A fire." }),
        [ReviewEvent.Expedite] = (ReviewActs.Operator, "expedite", new { certification = s_hash, certifiedOn = "2026-10-02", reason = "Serious pain." }),
        [ReviewEvent.AmendmentDecision] = (ReviewActs.Operator, "amendment-decision", new { amendment = s_hash, accepted = false, reason = "Unsigned." }),
        [ReviewEvent.LiabilityResolved] = (ReviewActs.Operator, "liability-resolved", new { liable = true, noticeServedOn = "2026-10-02", serviceMethod = "Personal" }),
        [ReviewEvent.OperatorDecision] = (ReviewActs.Operator, "attention", new { action = "Retry", reason = "Try." }),
        [ReviewEvent.Remand] = (ReviewActs.Director, "remand", new { ground = "Fraud", orderedOn = "2026-10-02" }),
        [ReviewEvent.Merge] = (ReviewActs.Operator, "merge", new { into = "CM26-0000099", reason = "The same form." }),
        [ReviewEvent.Unmerge] = (ReviewActs.Operator, "unmerge", new { reason = "Another decision." }),
        [ReviewEvent.Correction] = (ReviewActs.Director, "correction", new { reason = "A date.", orderedOn = "2026-10-02" }),
    };

    /// <summary>Every state, with every statement that comes over HTTP.</summary>
    public static TheoryData<string, string> Pairs { get; } = AllPairs();

    [Fact]
    public void Every_event_that_somebody_states_has_a_call()
        => Enum.GetValues<ReviewEvent>().Except(s_calls.Keys).ShouldAllBe(e => ReviewTable.IsClock(e) || e == ReviewEvent.Application || e == ReviewEvent.Document || e == ReviewEvent.DeadlinesChanged);

    [Fact]
    public void Every_fact_is_an_event_of_the_table()
        => Enum.GetValues<FactKind>().ShouldAllBe(kind => Enum.IsDefined(Waits.EventOf(kind)));

    [Fact]
    public async Task Every_state_of_the_table_is_read_from_the_register()
    {
        foreach (var state in Enum.GetValues<ReviewState>())
            ReviewStates.Of(await StandingAsync(state, ReviewEvent.Release)).ShouldBe(state);
    }

    [Fact]
    public async Task The_page_in_docs_gives_each_state_its_status_of_the_document_exchange()
    {
        var page = (await File.ReadAllTextAsync(RepoRoot.Combine("docs", "api.md"))).ReplaceLineEndings("\n");
        var table = StatusRow().Matches(page[page.IndexOf("| state | status |", StringComparison.Ordinal)..]).ToDictionary(m => Enum.Parse<ReviewState>(m.Groups["state"].Value), m => m.Groups["status"].Value);
        table.Keys.ShouldBe(Enum.GetValues<ReviewState>(), ignoreOrder: true);
        foreach (var (state, written) in table)
        {
            var record = await StandingAsync(state, ReviewEvent.Release);
            ReviewStates.Of(record).ShouldBe(state);
            var status = DxcStatus.Of(record.Stage);
            var expected = (state, record.Stage) switch
            {
                (ReviewState.NeedsAttention, _) => "that of its stage",
                (_, ReviewStage.RecordsRequested) => $"{Named(status)}, or {Named(DxcStatus.Of(record.Stage, noarfiUnacknowledged: true))}",
                _ => Named(status),
            };
            written.ShouldBe(expected, state.ToString());
            // What a party is shown.
            var seen = await shared.App.GetAsync("dev.claims.u-1.ORG-T", $"/api/cases/{record.Review.CaseNumber}");
            ((string?)seen.Json["dxcStatus"]).ShouldBe(status, state.ToString());
        }

        static string Named(string status) => $"`{status}` {DxcStatus.NameOf(status)}";
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_case_takes_what_the_table_says(string state, string statement)
    {
        var (from, said) = (Enum.Parse<ReviewState>(state), Enum.Parse<ReviewEvent>(statement));
        var record = await StandingAsync(from, said);
        var (who, path, body) = s_calls[said];
        // In the preliminary review it is the Administrative Director who asks.
        if (said == ReviewEvent.InformationRequest && record.Stage == ReviewStage.EligibilityReview)
            who = ReviewActs.Director;
        var answer = await shared.App.StateAsync(who, $"/api/cases/{record.Review.CaseNumber}/{path}", body, null);

        // Who had the case no longer sees it once nobody does: that it exists is not told.
        if (who.StartsWith("dev.reviewer", StringComparison.Ordinal) && record.ReviewerId is null && record.Offer is null)
        {
            answer.Status.ShouldBe(HttpStatusCode.NotFound, answer.Text);
            ReviewTable.Of(from, said).Taken.ShouldBeFalse();
            return;
        }

        if (ReviewTable.Of(from, said).Taken)
        {
            // Taken, or its content is looked at: these cases have no documents and no application.
            answer.Status.ShouldNotBe(HttpStatusCode.NotFound, answer.Text);
            answer.Text.ShouldNotContain("does not take this now");
            return;
        }

        answer.Status.ShouldBe(HttpStatusCode.Conflict, answer.Text);
        answer.Text.ShouldContain("does not take this now");
        answer.Json["possible"]!.AsArray().Select(p => (string?)p).ShouldBe(Waits.For(record).Select(k => k.ToString()));
        answer.Json["possible"]!.AsArray().Select(p => (string?)p).ShouldNotContain(said.ToString());
    }

    /// <summary>A case that stands there, with whatever the register shows of such a case.</summary>
    private async Task<CaseRecord> StandingAsync(ReviewState state, ReviewEvent said)
    {
        var number = CaseNumber.Parse($"CM26-7{(int)state:D2}{(int)said:D2}{Interlocked.Increment(ref s_next) % 1000:D3}");
        var at = new DateTimeOffset(2026, 10, 2, 17, 0, 0, TimeSpan.Zero);
        var record = CaseRecord.New(new ReviewKey(number, 1), StageOf(state), at, new DateOnly(2026, 10, 2), at) with { OrganizationId = "ORG-T", ApplicationHash = ContentHash.Parse(s_hash) };
        (await shared.App.Get<CaseRegister>().RegisterAsync(record, [], CancellationToken.None)).ShouldBeTrue();
        var change = new CaseChange(record.Review, 2, record.Stage, at);
        var calculator = new DeadlineCalculator(RuleSetLibrary.Default.ForUrDecision(new DateOnly(2026, 9, 1)), BusinessCalendar.Default);
        if (state is ReviewState.EligibilityReview or ReviewState.InformationPending or ReviewState.Deferred or ReviewState.EligibilitySettled)
        {
            var outcome = state == ReviewState.InformationPending ? EligibilityOutcome.InformationPending : EligibilityOutcome.Ineligible;
            var filing = calculator.Compute(DeadlineIds.ApplicationStandard, new DateOnly(2026, 9, 1));
            change.Propose(new EligibilityProposal(1, outcome, "R2026", record.ReceivedOn, filing, [], []));
        }

        if (state is ReviewState.Deferred or ReviewState.EligibilitySettled)
            change.FindEligibility(state == ReviewState.Deferred ? EligibilityOutcome.Deferred : EligibilityOutcome.Eligible);
        if (record.Stage is ReviewStage.ReviewerAssignment or ReviewStage.ClinicalReview or ReviewStage.QualityReview or ReviewStage.AwaitingRelease)
            change.Start(calculator.Compute(DeadlineIds.DeterminationStandard, at)).MarkAmendment(ContentHash.Parse(s_hash));
        if (record.Stage is ReviewStage.ClinicalReview or ReviewStage.QualityReview or ReviewStage.AwaitingRelease or ReviewStage.Issued || state == ReviewState.ClosedWithLetter)
            change.Assign("REV-1", record.ReceivedOn);
        if (state == ReviewState.Offered)
            change.Offer(new OfferState(1, "offer-1", 1, "REV-1", at, at.AddDays(400)));
        if (state == ReviewState.SeveralReviewersProposed)
            change.ProposeParts([["1"], ["2"]]);
        if (state == ReviewState.AwaitingInformation)
            change.AskInformation(new InformationState(1, "fact", ["InjuredWorker"], ["InjuredWorker"], at, calculator.Compute(DeadlineIds.MoreInformation, at)));
        // Pending by a question; without one, by what screening found missing.
        if (state == ReviewState.InformationPending && said == ReviewEvent.InformationAnswer)
            change.AskInformation(new InformationState(1, "fact", ["InjuredWorker"], ["InjuredWorker"], at, calculator.Compute(DeadlineIds.EligibilityInformation, at)));
        if (state == ReviewState.AwaitingRelease)
            change.Draft(1);
        if (state is ReviewState.RecordsRequested or ReviewState.InsufficientRecords)
            change.MarkAmendment(ContentHash.Parse(s_hash));
        if (state == ReviewState.NeedsAttention)
            change.NeedAttention(new AttentionState(1, 1, "OfferCase", "NoReviewer", "", false, at));
        if (state == ReviewState.ClosedWithLetter)
            change.Issue(new IssuedLetter(1, at, Imr.Core.Determinations.CaseOutcome.Uphold, ContentHash.Parse(s_hash)));
        if (state == ReviewState.ClosedMerged)
            change.MergeInto(CaseNumber.Parse("CM26-0000099"));
        if (EndOf(state) is { } end)
            change.Close(end);
        await shared.App.Get<CaseRegister>().AdvanceAsync(change, IndexEntry.Of(record), null, CancellationToken.None);
        return await shared.App.Get<CaseRegister>().GetAsync(number, CancellationToken.None);
    }

    private static TheoryData<string, string> AllPairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var state in Enum.GetValues<ReviewState>())
        {
            foreach (var statement in s_calls.Keys)
                pairs.Add(state.ToString(), statement.ToString());
        }

        return pairs;
    }

    private static CaseEnd? EndOf(ReviewState state) => state switch
    {
        ReviewState.ClosedWithLetter => CaseEnd.Issued,
        ReviewState.ClosedIneligible => CaseEnd.Ineligible,
        ReviewState.ClosedWithoutLetter => CaseEnd.Withdrawn,
        ReviewState.ClosedMerged => CaseEnd.Merged,
        _ => null,
    };

    private static ReviewStage StageOf(ReviewState state) => state switch
    {
        ReviewState.EligibilityReview or ReviewState.InformationPending or ReviewState.Deferred or ReviewState.EligibilitySettled => ReviewStage.EligibilityReview,
        ReviewState.FindingReviewer or ReviewState.SeveralReviewersProposed or ReviewState.Offered => ReviewStage.ReviewerAssignment,
        ReviewState.AwaitingInformation => ReviewStage.ClinicalReview,
        // An operator is asked while the reviewer has the case.
        ReviewState.NeedsAttention => ReviewStage.ClinicalReview,
        ReviewState.ClosedWithLetter or ReviewState.ClosedIneligible or ReviewState.ClosedWithoutLetter or ReviewState.ClosedMerged => ReviewStage.Closed,
        _ => Enum.Parse<ReviewStage>(state.ToString()),
    };

    [GeneratedRegex(@"^\| `(?<state>\w+)` \| (?<status>.+) \|$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StatusRow();
}
