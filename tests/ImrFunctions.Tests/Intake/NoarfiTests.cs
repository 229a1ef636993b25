using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Records.Noarfi;
using Imr.Testing;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Intake;

/// <summary>Notices of assignment as the exchange's clients will fetch and acknowledge them: what was delivered, exactly, is what is acknowledged.</summary>
public sealed class NoarfiTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly DateOnly Monday = new(2026, 10, 5);
    private static readonly DateOnly Tuesday = new(2026, 10, 6);

    private TestApp App => shared.App;

    private NoarfiService Service => App.Get<NoarfiService>();

    [Fact]
    public async Task An_acknowledgement_covers_what_was_delivered_and_not_what_was_added_after_the_fetch()
    {
        const string org = "ORG-ADDED";
        await RecordAsync(org, "CM26-7200001", Monday);
        var first = await Service.ManifestAsync(org, Monday, NoarfiHeaders.Current, default);
        first.Csv.Split("\r\n").Length.ShouldBe(5);
        await RecordAsync(org, "CM26-7200002", Monday);

        (await Service.AcknowledgeAsync(org, Monday, null, "claims:c-1", default)).ShouldBe(3);
        (await Service.DaysAsync(org, default)).ShouldBe([Monday]);
        var second = await Service.ManifestAsync(org, Monday, NoarfiHeaders.Current, default);
        second.Csv.ShouldContain("CM26-7200002");
        second.Csv.ShouldNotContain("CM26-7200001");
        second.DeliveryId.ShouldNotBe(first.DeliveryId);

        (await Service.AcknowledgeAsync(org, Monday, second.DeliveryId, "claims:c-1", default)).ShouldBe(3);
        (await Service.DaysAsync(org, default)).ShouldBeEmpty();
        (await Service.ManifestAsync(org, Monday, NoarfiHeaders.Current, default)).ShouldBe(new NoarfiAnswer(null, NoarfiManifest.NoData));
        // Twice is no error.
        (await Service.AcknowledgeAsync(org, Monday, null, "claims:c-1", default)).ShouldBe(0);
    }

    [Fact]
    public async Task What_nobody_fetched_is_not_acknowledged()
    {
        const string org = "ORG-BLIND";
        await RecordAsync(org, "CM26-7200003", Monday);
        (await Service.AcknowledgeAsync(org, Monday, null, "claims:c-1", default)).ShouldBe(0);
        (await Service.AcknowledgeAsync(org, Monday, "0123456789abcdef", "claims:c-1", default)).ShouldBe(0);
        (await Service.DaysAsync(org, default)).ShouldBe([Monday]);
    }

    [Fact]
    public async Task The_same_rows_fetched_again_are_the_same_delivery()
    {
        const string org = "ORG-AGAIN";
        await RecordAsync(org, "CM26-7200004", Monday);
        var first = await Service.ManifestAsync(org, Monday, NoarfiHeaders.Current, default);
        (await Service.ManifestAsync(org, Monday, NoarfiHeaders.Current, default)).ShouldBe(first);
        (await Service.ManifestAsync(org, Monday, NoarfiHeaders.Legacy, default)).DeliveryId.ShouldBe(first.DeliveryId);
    }

    [Fact]
    public async Task Each_organization_and_each_day_has_its_own_list()
    {
        await RecordAsync("ORG-ONE", "CM26-7200005", Monday);
        await RecordAsync("ORG-ONE", "CM26-7200006", Tuesday);
        await RecordAsync("ORG-TWO", "CM26-7200007", Monday);
        (await Service.DaysAsync("ORG-ONE", default)).ShouldBe([Monday, Tuesday]);
        (await Service.ManifestAsync("ORG-ONE", Monday, NoarfiHeaders.Current, default)).Csv.ShouldNotContain("CM26-7200007");
        await Service.AcknowledgeAsync("ORG-ONE", Monday, null, "claims:c-1", default);
        (await Service.DaysAsync("ORG-ONE", default)).ShouldBe([Tuesday]);
        (await Service.DaysAsync("ORG-TWO", default)).ShouldBe([Monday]);
        (await Service.DaysAsync("ORG", default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_that_runs_again_records_nothing_new_even_on_another_day_and_undoes_no_acknowledgement()
    {
        const string org = "ORG-REPEAT";
        await RecordAsync(org, "CM26-7200008", Monday);
        await Service.ManifestAsync(org, Monday, NoarfiHeaders.Current, default);
        await Service.AcknowledgeAsync(org, Monday, null, "claims:c-1", default);
        await RecordAsync(org, "CM26-7200008", Monday);
        await RecordAsync(org, "CM26-7200008", Tuesday);
        (await Service.DaysAsync(org, default)).ShouldBeEmpty();
        // A case that is asked again has notices again.
        await RecordAsync(org, "CM26-7200008", Tuesday, seq: 7);
        (await Service.DaysAsync(org, default)).ShouldBe([Tuesday]);
    }

    [Fact]
    public async Task Staff_sees_the_notices_of_a_case_with_delivery_and_acknowledgement()
    {
        await RegisteredCase.AddAsync(App, "CM26-7200009", "ORG-STAFF");
        await RecordAsync("ORG-STAFF", "CM26-7200009", Monday);
        await Service.ManifestAsync("ORG-STAFF", Monday, NoarfiHeaders.Current, default);
        var before = (await App.GetAsync("dev.operator.op-1", "/api/cases/CM26-7200009/noarfi")).Json["notices"]!.AsArray();
        before.Select(n => (string?)n!["row"]!["participant"]).ShouldBe(["InjuredWorker", "RequestingPhysician", "ClaimsAdministrator"], ignoreOrder: true);
        before.ShouldAllBe(n => n!["deliveredAt"] != null && n["acknowledgedAt"] == null);
        await Service.AcknowledgeAsync("ORG-STAFF", Monday, null, "claims:c-1", default);
        (await App.GetAsync("dev.operator.op-1", "/api/cases/CM26-7200009/noarfi")).Json["notices"]!.AsArray().ShouldAllBe(n => (string?)n!["acknowledgedBy"] == "claims:c-1");
        (await App.GetAsync("dev.applicant.CM26-7200009", "/api/cases/CM26-7200009/noarfi")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    private async Task RecordAsync(string organization, string number, DateOnly day, int seq = 4)
    {
        var application = JsonNode.Parse(await File.ReadAllTextAsync(RepoRoot.Combine("samples", "cases", "CM26-0000102", "application.json")))!;
        application["caseNumber"] = number;
        application.AsObject().Remove("attorney");
        var read = ApplicationReader.Read(System.Text.Encoding.UTF8.GetBytes(application.ToJsonString()), CaseNumber.Parse(number)).Application!;
        var at = new DateTimeOffset(2026, 10, 2, 17, 0, 0, TimeSpan.Zero);
        var record = CaseRecord.New(new ReviewKey(CaseNumber.Parse(number), 1), ReviewStage.RecordsRequested, at, Monday, at) with { OrganizationId = organization };
        await App.Get<NoarfiStore>().RecordAsync(record.Review, seq, IndexEntry.Of(record), read, day, Monday, default);
    }
}
