using System.Text;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Testing;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;
using ImrFunctions.Tests.Hosting;
using ImrFunctions.Tests.Review;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace ImrFunctions.Tests.Intake;

/// <summary>The app is killed while files are rejected and corrected: each keeps its first arrival, and nothing is left open.</summary>
public sealed class QuarantineKillTests(ITestOutputHelper output)
{
    private const int Cases = 12;

    [Fact]
    public async Task Rejected_files_and_their_corrections_survive_kills()
    {
        var random = new Random(KillTests.Setting("IMR_KILL_SEED") ?? 71);
        var (host, account) = (await AzuriteForTests.AccountAsync(), await AzuriteForTests.AccountAsync());
        await using var services = KillTests.Services(account);
        var storage = services.GetRequiredService<CaseStorage>();
        await storage.EnsureCreatedAsync(CancellationToken.None);
        await using var app = new AppUnderKill(host, account);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var register = services.GetRequiredService<CaseRegister>();
        var numbers = Enumerable.Range(0, Cases).Select(n => CaseNumber.Parse($"CM26-41{n:D5}")).ToList();
        var arrivals = new Dictionary<CaseNumber, DateTimeOffset>();
        try
        {
            app.Start();
            foreach (var number in numbers)
                arrivals[number] = await UploadAsync(storage, number, Encoding.UTF8.GetBytes($$"""{"caseNumber":"{{number}}"}"""));
            await KillSoonAsync();
            await UntilAsync(r => r.Stage == ReviewStage.Rejected);

            foreach (var number in numbers)
                await UploadAsync(storage, number, await GoodAsync(number.Value));
            await KillSoonAsync();
            await KillSoonAsync();
            await UntilAsync(r => r.Stage == ReviewStage.EligibilityReview);
            await UntilReleasedAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or ShouldAssertException)
        {
            output.WriteLine(app.LastOutput);
            throw;
        }

        foreach (var number in numbers)
        {
            (await register.GetAsync(number, limit.Token)).FirstArrival.ShouldBe(arrivals[number]);
            (await KillTests.NamesAsync(storage.Quarantine, number + "/")).Count.ShouldBe(3);
        }

        async Task KillSoonAsync()
        {
            await Task.Delay(random.Next(200, 1500), limit.Token);
            await app.KillAsync();
            app.Start();
        }

        async Task UntilAsync(Func<CaseRecord, bool> suits)
        {
            foreach (var number in numbers)
            {
                while (await register.TryGetAsync(number, limit.Token) is not { } record || !suits(record))
                    await Task.Delay(50, limit.Token);
            }
        }

        async Task UntilReleasedAsync()
        {
            while ((await services.GetRequiredService<QuarantineIndex>().ListAsync(resolved: false, 200, null, limit.Token)).Entries.Count > 0)
                await Task.Delay(50, limit.Token);
        }
    }

    private static async Task<DateTimeOffset> UploadAsync(CaseStorage storage, CaseNumber number, byte[] content)
    {
        var blob = storage.CaseFiles.GetBlobClient($"{number}/application.json");
        return (await blob.UploadAsync(BinaryData.FromBytes(content), overwrite: true)).Value.LastModified;
    }

    private static async Task<byte[]> GoodAsync(string number)
    {
        var application = JsonNode.Parse(await File.ReadAllTextAsync(RepoRoot.Combine("samples", "cases", "CM26-0000103", "application.json")))!.AsObject();
        application["caseNumber"] = number;
        application["documents"] = new JsonArray();
        return Encoding.UTF8.GetBytes(application.ToJsonString());
    }
}
