using System.Net;
using System.Text.Json.Nodes;
using Imr.Testing;
using ImrFunctions.Cases.Register;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>A case with an image and a therapy, which no one reviewer of the panel suits: played through the public endpoints.</summary>
internal sealed class SeveralReviewersPlay(TestApp app, string number)
{
    public const string Necessary = "The psychotherapy is medically necessary and appropriate.";
    public const string NotNecessary = "The psychotherapy is not medically necessary.";

    /// <summary>Two physicians for the image and two psychiatrists.</summary>
    public static string Panel { get; } = PanelCsv();

    /// <summary>Who has item 1.</summary>
    public string First { get; private set; } = "";

    /// <summary>Who has item 2, the therapy.</summary>
    public string Second { get; private set; } = "";

    public static string Token(string reviewer) => "dev.reviewer." + reviewer;

    public async Task ToProposalAsync()
    {
        await app.UploadSampleAsync(ReviewActs.SampleB, number, change: a => a["disputedItems"]!.AsArray().Add(new JsonObject
        {
            ["id"] = "2",
            ["description"] = "Psychotherapy, 6 sessions",
            ["codes"] = new JsonArray(),
            ["urOutcome"] = "Denied",
        }));
        await app.UntilNotedAsync(number, "SeveralReviewersProposed");
    }

    public async Task ToClinicalReviewAsync()
    {
        await ToProposalAsync();
        await app.SayAsync(ReviewActs.Director, number, "several-reviewers", new { approved = true, reason = "An image and a therapy." });
        First = await AcceptAsync();
        Second = await AcceptAsync(besides: First);
        await app.UntilStageAsync(number, "ClinicalReview");
    }

    /// <summary>The next offer is accepted by whom it was made to.</summary>
    public async Task<string> AcceptAsync(string? besides = null)
    {
        var offer = (await app.Get<CaseRegister>().UntilAsync(number, r => r.Offer is { } o && o.ReviewerId != besides)).Offer!;
        await app.SayAsync(Token(offer.ReviewerId), number, $"offers/{offer.OfferId}/answer", new { accepted = true, noConflictAttested = true });
        return offer.ReviewerId;
    }

    public async Task StateProvisionalAsync()
    {
        await ProvisionalAsync(First, "1", "Overturned");
        await ProvisionalAsync(Second, "2", "Upheld");
    }

    public async Task<Answer> DetermineFirstAsync()
    {
        var script = JsonNode.Parse(await File.ReadAllTextAsync(RepoRoot.Combine("samples", "play", ReviewActs.SampleB + ".json")))!["determinations"]![0]!.DeepClone().AsObject();
        script["recordsHash"] = await RecordsAsync(First);
        return await app.StateAsync(Token(First), $"/api/cases/{number}/determination", script, null);
    }

    /// <param name="by">Who signs: the second reviewer, or somebody who must not.</param>
    public async Task<Answer> DetermineSecondAsync(string by, string conclusion)
    {
        var body = new
        {
            clinicalCaseSummary = "The injured worker has low back pain spreading down the left leg since March 9, 2026. No complaint of mood or sleep is documented.",
            items = new[]
            {
                new
                {
                    itemId = "2", decision = "Upheld", guidelineText = "MTUS: psychological treatment in chronic pain",
                    rationale = "The guideline supports psychotherapy for chronic pain when a screening shows fear of movement, depression or poor coping. None of the reports of June 11, July 9 and August 12, 2026 "
                        + "documents a screening, a mood complaint or a goal of the 6 sessions that were asked for. Weakness of the left leg is what limits the worker, and another treatment is planned for it. " + conclusion,
                },
            },
            recordsHash = await RecordsAsync(by),
            signedName = "Signed electronically by the assigned physician",
        };
        return await app.StateAsync(Token(by), $"/api/cases/{number}/determination", body, null);
    }

    /// <summary>Both sign; the second one's decision and its last sentence disagree first, so that it comes back to her.</summary>
    public async Task ToReleaseAsync()
    {
        (await DetermineFirstAsync()).Status.ShouldBe(HttpStatusCode.Accepted);
        (await DetermineSecondAsync(Second, Necessary)).Status.ShouldBe(HttpStatusCode.Accepted);
        await app.UntilNotedAsync(number, "QualityReturned");
        (await DetermineSecondAsync(Second, NotNecessary)).Status.ShouldBe(HttpStatusCode.Accepted);
        await app.UntilStageAsync(number, "AwaitingRelease");
    }

    private async Task ProvisionalAsync(string reviewer, string itemId, string decision)
        => await app.SayAsync(
            Token(reviewer), number, "provisional",
            new { items = new[] { new { itemId, decision, criteria = new[] { new { text = "Weakness in the leg that grew worse", outcome = "Met" } } } } });

    private async Task<string?> RecordsAsync(string reviewer) => (string?)(await app.GetAsync(Token(reviewer), $"/api/cases/{number}/review")).Json["recordsHash"];

    private static string PanelCsv()
    {
        var psychiatrists = InventedPanel.Csv(2, first: 40).Replace("PMR:ABPMR:2031-12-31;ORTHO:ABOS:2031-12-31", "PSYCH_MD:ABPN:2031-12-31", StringComparison.Ordinal);
        return InventedPanel.Csv(2) + psychiatrists[(psychiatrists.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }
}
