using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>What changes a running review, by the public endpoints: what several tests need.</summary>
internal static class ReviewChanges
{
    /// <summary>The id of the item that <see cref="WithSecondItem"/> adds.</summary>
    public const string SecondItem = "extra";

    /// <summary>States something about the case; it must be taken.</summary>
    public static async Task SayAsync(this TestApp app, string token, string caseNumber, string what, object body)
    {
        var answer = await app.StateAsync(token, $"/api/cases/{caseNumber}/{what}", body, null);
        answer.Status.ShouldBe(HttpStatusCode.Accepted, answer.Text);
    }

    public static async Task ExpediteAsync(this TestApp app, string caseNumber)
    {
        await app.UploadAsync($"{caseNumber}/documents/certification.txt", "I certify an imminent and serious threat to health."u8.ToArray());
        var certification = await app.UntilDocumentAsync(caseNumber, "certification.txt");
        await app.SayAsync(ReviewActs.Operator, caseNumber, "expedite", new { certification, certifiedOn = ReviewActs.Today(app), reason = "Serious pain." });
    }

    /// <summary>An application.json after the finding; waits until it stands as an amendment.</summary>
    public static async Task AmendAsync(this TestApp app, string caseNumber, Action<JsonObject> change)
    {
        await app.UploadSampleAsync(ReviewActs.SampleB, caseNumber, change: change, documents: _ => false);
        await app.Get<CaseRegister>().UntilAsync(caseNumber, r => r.PendingAmendment is not null);
    }

    public static async Task DecideAmendmentAsync(this TestApp app, string caseNumber, bool accepted)
    {
        var pending = (await app.GetAsync(ReviewActs.Operator, $"/api/cases/{caseNumber}/amendments")).Json["pending"]!;
        await app.SayAsync(ReviewActs.Operator, caseNumber, "amendment-decision", new { amendment = (string?)pending["amendment"], accepted, reason = "The adjuster wrote." });
    }

    /// <summary>A second disputed item in the words of the first.</summary>
    public static void WithSecondItem(JsonObject application)
    {
        var extra = application["disputedItems"]![0]!.DeepClone();
        extra["id"] = SecondItem;
        application["disputedItems"]!.AsArray().Add(extra);
    }

    /// <summary>A second disputed item that utilization review approved: nothing of it is in dispute (LC 4610.5(c)).</summary>
    public static void WithApprovedItem(JsonObject application)
    {
        WithSecondItem(application);
        var approved = application["disputedItems"]!.AsArray()[^1]!;
        approved["description"] = "MRI of the neck without contrast";
        approved["codes"] = new JsonArray();
        approved["bodyRegion"] = "cervical";
        approved["urOutcome"] = "Approved";
    }

    /// <summary>The script decides one item: the second is decided in the same words.</summary>
    public static void WithSecondDecided(JsonObject statement)
    {
        var extra = statement["items"]![0]!.DeepClone();
        extra["itemId"] = SecondItem;
        statement["items"]!.AsArray().Add(extra);
    }

    /// <summary>Uploads further documents, one by one, and waits until the review has taken each.</summary>
    public static async Task UploadManyAsync(this TestApp app, string caseNumber, int count)
    {
        var review = new ReviewKey(CaseNumber.Parse(caseNumber), 1);
        for (var n = 0; n < count; n++)
            await app.UploadAsync($"{caseNumber}/documents/further-{n:D3}.txt", Encoding.UTF8.GetBytes($"Further report {n}. Nothing new."));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(Patience.Seconds));
        while ((await app.FactsAsync(review, FactKind.Document)).Count < count)
            await Task.Delay(25, limit.Token);
        await app.UntilConsumedAsync(review);
    }
}
