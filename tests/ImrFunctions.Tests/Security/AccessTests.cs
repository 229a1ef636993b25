using System.Net;
using Imr.Core.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Security;

public sealed class AccessTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Auditor = "dev.auditor.a-1";

    private TestApp App => shared.App;

    [Fact]
    public async Task Health_is_open()
        => (await App.GetAsync(null, "/api/health")).Text.ShouldBe("""{"status":"ok"}""");

    [Theory]
    [InlineData(null)]
    [InlineData("rubbish")]
    [InlineData("dev.king.x")]
    [InlineData("dev.claims.without-organization")]
    [InlineData("dev.operator.op-1.ORG")]
    [InlineData("dev.operator.op 1")]
    public async Task Who_does_not_sign_in_is_401_everywhere(string? token)
    {
        foreach (var path in new[] { "/api/cases", "/api/cases/CM26-0000001", "/api/nothing/here" })
        {
            var answer = await App.GetAsync(token, path);
            answer.Status.ShouldBe(HttpStatusCode.Unauthorized, path);
            answer.Response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
            ((string?)answer.Json["refId"]).ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task What_a_role_may_not_do_looks_like_nothing_at_all()
    {
        var unknown = await App.GetAsync(Auditor, "/api/nothing/here");
        var refused = await App.StateAsync(Auditor, "/api/cases/CM26-0000001/ad-finding", new { outcome = "Eligible" });
        unknown.Status.ShouldBe(HttpStatusCode.NotFound);
        refused.Status.ShouldBe(HttpStatusCode.NotFound);
        ((string?)refused.Json["detail"]).ShouldBe((string?)unknown.Json["detail"]);
    }

    [Theory]
    [InlineData("DELETE", "/api/cases", "GET, POST")]
    [InlineData("PUT", "/api/cases/CM26-0000001/status", "GET")]
    [InlineData("PATCH", "/api/cases/CM26-0000001/release", "GET, POST")]
    [InlineData("GET", "/api/cases/CM26-0000001/documents/x.txt", null)]
    public async Task A_wrong_verb_is_405_with_what_is_allowed(string verb, string path, string? allowed)
    {
        var answer = await App.SendAsync(new HttpMethod(verb), "dev.operator.op-1", path);
        if (allowed is null)
        {
            answer.Status.ShouldBe(HttpStatusCode.NotFound);
            return;
        }

        answer.Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        string.Join(", ", answer.Response.Content.Headers.Allow).ShouldBe(allowed);
    }

    [Fact]
    public async Task A_claims_user_meets_only_the_cases_of_her_organization()
    {
        await RegisteredCase.AddAsync(App, "CM26-0002001", "ORG-HERS");
        const string Hers = "dev.claims.u-1.ORG-HERS";
        const string Other = "dev.claims.u-2.ORG-OTHER";
        foreach (var path in new[] { "", "/status", "/letters/r1/v1/txt", "/documents" })
            (await App.GetAsync(Other, "/api/cases/CM26-0002001" + path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        using var body = new StringContent("x");
        (await App.SendAsync(HttpMethod.Put, Other, "/api/cases/CM26-0002001/documents/x.txt", body)).Status.ShouldBe(HttpStatusCode.NotFound);
        using var application = new StringContent("{}");
        (await App.SendAsync(HttpMethod.Put, Other, "/api/cases/CM26-0002001/application", application)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await App.GetAsync(Other, "/api/cases?organization=ORG-HERS")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await App.GetAsync(Other, "/api/cases")).Json["cases"]!.AsArray().ShouldBeEmpty();

        (await App.GetAsync(Hers, "/api/cases/CM26-0002001")).Status.ShouldBe(HttpStatusCode.OK);
        (await App.GetAsync(Hers, "/api/cases")).Json["cases"]!.AsArray().Select(c => (string?)c!["caseNumber"]).ShouldBe(["CM26-0002001"]);
    }

    [Fact]
    public async Task A_case_of_another_looks_like_a_number_that_nobody_has()
    {
        await RegisteredCase.AddAsync(App, "CM26-0002002");
        var other = await App.GetAsync("dev.applicant.CM26-0002999", "/api/cases/CM26-0002002");
        var unknown = await App.GetAsync("dev.applicant.CM26-0002999", "/api/cases/CM26-0002998");
        var malformed = await App.GetAsync("dev.applicant.CM26-0002999", "/api/cases/rubbish");
        other.Status.ShouldBe(HttpStatusCode.NotFound);
        new[] { unknown, malformed }.ShouldAllBe(a => a.Status == other.Status && (string?)a.Json["detail"] == (string?)other.Json["detail"]);
        (await App.GetAsync("dev.applicant.CM26-0002002", "/api/cases/CM26-0002002")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_party_does_not_see_how_far_the_inside_of_the_review_is()
    {
        var hidden = new[] { "QualityReview", "QualityReturned", "ReviewerAssignment", "StorageUnavailable", "ref-77", "Operator", "Reviewer\"" };
        var registered = await RegisteredCase.AddAsync(App, "CM26-0002003", "ORG-P");
        await registered.AdvanceAsync(registered.Change(2, ReviewStage.ReviewerAssignment));
        await registered.AdvanceAsync(registered.Change(3, ReviewStage.QualityReview).WithNote("QualityReturned").AwaitDetermination(3));
        await registered.AdvanceAsync(registered.Change(4, ReviewStage.QualityReview).Between("n1").WithNote("NeedsAttention:StorageUnavailable")
            .NeedAttention(new AttentionState(1, 1, "CheckQuality", "StorageUnavailable", "ref-77", false, DateTimeOffset.UnixEpoch)));

        foreach (var party in new[] { "dev.claims.u-1.ORG-P", "dev.applicant.CM26-0002003" })
        {
            var seen = await App.GetAsync(party, "/api/cases/CM26-0002003");
            ((string?)seen.Json["stage"]).ShouldBe("ClinicalReview");
            ((string?)seen.Json["dxcStatus"]).ShouldBe("4");
            seen.Json["determinationAttempt"].ShouldBeNull();
            seen.Json["needsAttention"].ShouldBeNull();
            seen.Json["timeline"]!.AsArray().Select(e => (string?)e!["stage"]).ShouldBe(["Received", "ClinicalReview"]);
            foreach (var word in hidden)
                seen.Text.ShouldNotContain(word);
        }

        var list = await App.GetAsync("dev.claims.u-1.ORG-P", "/api/cases");
        ((string?)list.Json["cases"]![0]!["stage"]).ShouldBe("ClinicalReview");
        var inside = await App.GetAsync("dev.operator.op-1", "/api/cases/CM26-0002003");
        foreach (var word in hidden.SkipLast(1))
            inside.Text.ShouldContain(word);
    }

    [Fact]
    public async Task A_reviewer_reads_the_records_after_acceptance_and_the_machine_s_draft_after_her_own_view()
    {
        var review = new PlayedReview(App, "CM26-0000102", "CM26-0002004");
        await review.ToOfferAsync();
        var listed = await App.GetAsync(Auditor, "/api/cases/CM26-0002004/documents");
        var document = "/documents/" + (string?)listed.Json["documents"]![0]!["sha256"];
        foreach (var path in new[] { "/documents", document, "/review" })
            (await App.GetAsync(review.ReviewerToken, "/api/cases/CM26-0002004" + path)).Status.ShouldBe(HttpStatusCode.NotFound, path);

        await review.AcceptAsync();
        foreach (var path in new[] { "/documents", document, "/review" })
        {
            (await App.GetAsync(review.ReviewerToken, "/api/cases/CM26-0002004" + path)).Status.ShouldBe(HttpStatusCode.OK, path);
            (await App.GetAsync("dev.reviewer.REV-9999", "/api/cases/CM26-0002004" + path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        }

        await App.Storage.Evaluations.GetBlobClient("CM26-0002004/r1.json").ShouldExistAsync();
        var before = await App.GetAsync(review.ReviewerToken, "/api/cases/CM26-0002004/review");
        before.Json["evaluation"].ShouldBeNull();
        before.Text.ShouldNotContain("\"evaluation\"");
        await review.StateProvisionalAsync();
        var after = await App.GetAsync(review.ReviewerToken, "/api/cases/CM26-0002004/review");
        after.Json["evaluation"].ShouldNotBeNull();
    }
}
