using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Testing;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Operations;

/// <summary>A sample case as another system would hand it over, some days on its way.</summary>
internal static class ImportFile
{
    public const string Sample = "CM26-0000102";

    /// <summary>Uploads the sample's documents under the number and describes the case; dates are counted back from the app's clock.</summary>
    public static async Task<JsonObject> CaseAsync(TestApp app, string number, ReviewStage stage, string reviewer = "REV-0001", Action<JsonObject>? change = null)
    {
        var folder = RepoRoot.Combine("samples", "cases", Sample);
        var application = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "application.json")))!.AsObject();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "documents")))
            await app.UploadAsync($"{number}/documents/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file));
        application["caseNumber"] = number;
        var now = app.Clock.GetUtcNow();
        var one = new JsonObject
        {
            ["caseNumber"] = number,
            ["stage"] = stage.ToString(),
            ["firstArrival"] = Instant(now.AddDays(-20)),
            ["receivedOn"] = Imr.Core.Deadlines.PacificTime.LegalDay(now.AddDays(-20)).ToString("O"),
            ["eligibleAt"] = Instant(now.AddDays(-17)),
            ["noarfi"] = new JsonObject { ["sentAt"] = Instant(now.AddDays(-16)), ["by"] = "Mail" },
            ["application"] = application.DeepClone(),
            ["documents"] = new JsonArray([.. application["documents"]!.AsArray().Select(d => (JsonNode)new JsonObject { ["name"] = (string?)d!["name"], ["kind"] = (string?)d["kind"] })]),
        };
        if (stage != ReviewStage.RecordsRequested)
            one["recordsCompleteAt"] = Instant(now.AddDays(-9));
        if (stage == ReviewStage.ClinicalReview)
        {
            one["reviewerId"] = reviewer;
            one["assignedOn"] = Imr.Core.Deadlines.PacificTime.LegalDay(now.AddDays(-7)).ToString("O");
        }

        change?.Invoke(one);
        return one;
    }

    public static async Task<Answer> SendAsync(TestApp app, bool dryRun, params JsonNode[] cases)
    {
        using var content = new StringContent(new JsonArray([.. cases.Select(c => c.DeepClone())]).ToJsonString());
        return await app.SendAsync(HttpMethod.Post, "dev.operator.op-1", "/api/import" + (dryRun ? "?dryRun=true" : ""), content);
    }

    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
