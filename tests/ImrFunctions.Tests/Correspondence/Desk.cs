using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using ImrFunctions.Cases.Register;
using ImrFunctions.Correspondence;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Correspondence;

/// <summary>What the tests of correspondence do: a case with an application, messages of it, its items.</summary>
internal static class Desk
{
    public const string Intake = "dev.intake.desk-1";
    public const string Operator = "dev.operator.op-1";

    /// <summary>The Pacific morning on which the test runs, as the clock has it.</summary>
    public static DateOnly Today(this TestApp app) => Imr.Core.Deadlines.PacificTime.LegalDay(app.Clock.GetUtcNow());

    /// <summary>A sample case that waits for the Administrative Director's finding: registered, its application accepted, nothing sent.</summary>
    public static async Task<ReviewKey> CaseAsync(this TestApp app, string number, Action<JsonObject>? change = null)
    {
        await app.UploadSampleAsync("CM26-0000101", number, a =>
        {
            a.Remove("signature");
            change?.Invoke(a);
        });
        await app.UntilAsync(Operator, $"/api/cases/{number}", c => (string?)c["nextAction"]?["who"] == "AdministrativeDirector");
        return ReviewKey.Parse(number);
    }

    public static Notification Message(this TestApp app, ReviewKey review, string step = "0090", string kind = "Noarfi", params string[] recipients)
        => new(1, $"{review}.{step}.0", review, kind, recipients.Length > 0 ? recipients : ["InjuredWorker", "RequestingPhysician", "ClaimsAdministrator"], null, app.Clock.GetUtcNow());

    public static Task DeliverAsync(this TestApp app, Notification message) => app.Get<NotificationDesk>().DeliverAsync(message, default);

    public static async Task<IReadOnlyList<OutgoingItem>> ItemsAsync(this TestApp app, ReviewKey review)
        => [.. (await app.Get<CorrespondenceStore>().OfCaseAsync(review.CaseNumber, default)).Select(s => s.Item)];

    public static async Task<OutgoingItem> ItemAsync(this TestApp app, ReviewKey review, string recipient)
        => (await app.ItemsAsync(review)).Single(i => i.Recipient == recipient);

    public static string Address(OutgoingItem item, string? act = null) => $"/api/cases/{item.Review.CaseNumber}/correspondence/{item.ItemId}" + (act is null ? "" : "/" + act);

    /// <summary>Items of a case in a list over all cases.</summary>
    public static async Task<IReadOnlyList<string>> ListedAsync(this TestApp app, string partition, ReviewKey review)
    {
        var found = new List<string>();
        string? after = null;
        do
        {
            var page = await app.Get<CorrespondenceIndex>().ListAsync(partition, null, 200, after, default);
            found.AddRange(page.Items.Where(i => i.CaseNumber == review.CaseNumber).Select(i => i.Recipient));
            after = page.Continuation;
        }
        while (after is not null);
        return [.. found.Order(StringComparer.Ordinal)];
    }

    public static async Task<string> BlobAsync(this TestApp app, string name) => (await app.Storage.Outgoing.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString();
}
