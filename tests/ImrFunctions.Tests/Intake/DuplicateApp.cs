using System.Text.Json.Nodes;
using ImrFunctions.Tests.Hosting;
using ImrFunctions.Tests.Review;

namespace ImrFunctions.Tests.Intake;

/// <summary>An app that proposes duplicates. Each test takes a worker and case numbers of its own.</summary>
public sealed class DuplicateApp : IAsyncLifetime
{
    private static readonly string[] s_names = ["Bartholomew Okonkwo", "Philippa Vandermeer", "Ignatius Szymborski", "Rosalind Achterberg", "Cornelius Yamashita", "Temperance Kowalczyk", "Augustin Delacroix", "Marguerite Thorvald", "Zebediah Quisenberry", "Hyacinth Fairweather", "Leopold Marchetti", "Winifred Abernathy"];

    internal TestApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await TestApp.StartAsync(new TestAppOptions { Settings = { ["Duplicates:Propose"] = "true", ["Reconcile:GraceSeconds"] = "0" } });
        await App.ImportPanelAsync(InventedPanel.Csv(6));
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>Files the sample for an invented worker.</summary>
    /// <param name="worker">Another number is another worker with another claim.</param>
    internal Task FileAsync(string caseNumber, int worker, Action<JsonObject>? change = null)
        => App.UploadSampleAsync(ReviewActs.SampleB, caseNumber, a =>
        {
            var name = s_names[worker].Split(' ');
            a["injuredWorker"]!["firstName"] = name[0];
            a["injuredWorker"]!["lastName"] = name[1];
            a["injuredWorker"]!["dateOfBirth"] = $"19{60 + (3 * worker)}-0{1 + (worker % 9)}-1{worker % 10}";
            a["claim"]!["claimNumber"] = $"{(char)('A' + worker)}{(char)('P' - worker)}-{7919 * (worker + 3)}";
            change?.Invoke(a);
        });
}
