using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Imr.Cli.Tests;

/// <summary>
/// An app that answers as docs/api.md says and whose case moves on when the right person says the right thing. It checks who calls.
/// </summary>
internal sealed class FakeApp : IAsyncDisposable
{
    public const string Number = "CM26-0000101";
    public const string Case = $"/api/cases/{Number}";

    private readonly WebApplication _web;
    private readonly Dictionary<string, Dictionary<string, Func<object>>> _answers = [];
    private readonly Dictionary<string, int> _times = [];
    private readonly List<string> _timeline = [];
    private bool _declined;
    private bool _provisional;
    private int _determinations;
    private int _checked;

    private FakeApp(WebApplication web, string stage)
    {
        _web = web;
        Move(stage);
        Map();
    }

    /// <summary>What was said, in order: token, path, body.</summary>
    public List<string> Said { get; } = [];

    /// <summary>Determinations signed with this name are sent back.</summary>
    public string SentBack { get; set; } = "nobody";

    /// <summary>False: a determination changes nothing but the timeline.</summary>
    public bool ChecksQuality { get; set; } = true;

    public JsonNode? NeedsAttention { get; set; }

    public string? Outcome { get; set; }

    /// <summary>How often a statement is refused with 409 before it is taken.</summary>
    public int Refusals { get; set; }

    /// <summary>Pages of the queue of cases that need attention.</summary>
    public List<object[]> Attention { get; } = [];

    /// <summary>The answer to an import: status and report, or problem details when the status is neither 200 nor 400.</summary>
    public (int Status, object Report) Import { get; set; }

    /// <summary>What was sent to be imported, and its query.</summary>
    public (string Query, string File) Imported { get; private set; }

    /// <summary>Called at each GET with its path.</summary>
    public Action<string>? Asked { get; set; }

    public Uri Address => new(_web.Urls.First());

    private string Stage => _timeline[^1];

    public static async Task<FakeApp> StartAsync(string stage)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = new FakeApp(builder.Build(), stage);
        await app._web.StartAsync();
        return app;
    }

    /// <summary>How often a path was read.</summary>
    public int Times(string path) => _times.GetValueOrDefault(path);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    public void Move(string stage) => _timeline.Add(stage);

    /// <summary>A blocking quality report of the last determination.</summary>
    public void SendBack()
    {
        _checked = _determinations;
        Move("ClinicalReview");
    }

    private void Map()
    {
        _web.MapGet("/api/health", () => Results.Ok(new { status = "ok" }));
        Get(Case, "dev.operator.cli", View);
        Get($"{Case}/status", "dev.operator.cli", () => new { caseNumber = Number, stage = Stage, done = Outcome is not null, outcome = Outcome, letter = Outcome == "Issued" ? "x" : null });
        foreach (var format in new[] { "txt", "html", "json" })
            _web.MapGet($"{Case}/letters/r1/v1/{format}", () => $"Letter as {format}\nDear Worker");

        Get("/api/offers", "dev.reviewer.REV-0001", () => new { offers = _declined ? [new { offerId = "o2", caseNumber = Number }] : Array.Empty<object>() });
        Get("/api/offers", "dev.reviewer.REV-0002", () => new { offers = new[] { new { offerId = "o1", caseNumber = Number } } });
        foreach (var reviewer in new[] { "dev.reviewer.REV-0001", "dev.reviewer.REV-0002" })
        {
            Get($"{Case}/review", reviewer, () => new { recordsHash = "hash-of-records", provisionalStored = _provisional });
            Get($"{Case}/quality", reviewer, Quality);
        }

        Get($"{Case}/release", "dev.releaser.demo-releaser", () => new { letterHash = "hash-of-letter", recordsHash = "hash-of-records", text = "Dear" });

        _web.MapGet("/api/attention", AttentionPage);
        _web.MapPost("/api/import", ImportAsync);

        Post($"{Case}/ad-finding", body => Close((string)body["outcome"]! == "Ineligible" ? "Ineligible" : null, "ReviewerAssignment"));
        Post($"{Case}/offers/o1/answer", body => Answer((bool)body["accepted"]!));
        Post($"{Case}/offers/o2/answer", body => Answer((bool)body["accepted"]!));
        Post($"{Case}/provisional", _ => _provisional = true);
        Post($"{Case}/determination", body =>
        {
            _determinations++;
            if (!ChecksQuality)
                Move("ClinicalReview");
            else if ((string)body["signedName"]! == SentBack)
                SendBack();
            else
                Move("AwaitingRelease");
        });
        Post($"{Case}/release", _ => Close("Issued", null));
    }

    private IResult AttentionPage(HttpRequest request)
    {
        if (Token(request) != "dev.operator.cli")
            return Results.NotFound();
        var page = request.Query["continuation"].ToString() is { Length: > 0 } text ? int.Parse(text.Split('|')[1]) : 0;
        return Results.Json(new { cases = Attention.ElementAtOrDefault(page) ?? [], continuation = page + 1 < Attention.Count ? $"q|{page + 1}" : null });
    }

    private async Task<IResult> ImportAsync(HttpRequest request)
    {
        if (Token(request) != "dev.operator.cli")
            return Results.NotFound();
        using var reader = new StreamReader(request.Body);
        Imported = (request.QueryString.Value ?? "", await reader.ReadToEndAsync());
        return Import.Status is 200 or 400 ? Results.Json(Import.Report, statusCode: Import.Status) : Results.Problem("An import has at most 20 MiB.", statusCode: Import.Status);
    }

    private void Answer(bool accepted)
    {
        _declined = !accepted;
        if (accepted)
            Move("ClinicalReview");
    }

    private void Close(string? outcome, string? orElse)
    {
        Outcome = outcome;
        Move(outcome is null ? orElse! : "Closed");
    }

    private object View() => new
    {
        caseNumber = Number,
        round = 1,
        stage = Stage,
        timeline = _timeline.Select((stage, index) => new { seq = index + 1, stage, at = DateTimeOffset.UnixEpoch.AddMinutes(index) }),
        nextAction = Stage == "EligibilityReview" ? new { who = "AdministrativeDirector", what = "Decide eligibility" } : null,
        needsAttention = NeedsAttention,
        outcome = Outcome,
        letters = Outcome == "Issued" ? new[] { new { version = 1, outcome = "Overturn", text = $"{Case}/letters/r1/v1/txt", html = $"{Case}/letters/r1/v1/html", json = $"{Case}/letters/r1/v1/json" } } : null,
        problems = Stage == "Rejected" ? new[] { new { path = "$.priority", problem = "missing", expected = "Standard or Expedited" } } : null,
    };

    private object Quality() => new
    {
        attempt = _checked,
        report = new
        {
            schemaVersion = 1,
            findings = new[]
            {
                new { id = "QC03", severity = "Block", passed = false, message = "the rationale cites no record", facts = Array.Empty<string>() },
                new { id = "QC01", severity = "Block", passed = true, message = "fine", facts = Array.Empty<string>() },
            },
        },
    };

    private void Get(string path, string token, Func<object> answer)
    {
        if (_answers.TryAdd(path, []))
            _web.MapGet(path, (HttpRequest request) =>
            {
                _times[path] = Times(path) + 1;
                Asked?.Invoke(path);
                return _answers[path].TryGetValue(Token(request), out var found) ? Results.Json(found()) : Results.NotFound();
            });
        _answers[path][token] = answer;
    }

    private void Post(string path, Action<JsonNode> accept)
        => _web.MapPost(path, async (HttpRequest request) =>
        {
            if (Refusals-- > 0)
                return Results.Problem("The case does not wait for this.", statusCode: StatusCodes.Status409Conflict);
            var body = (await JsonNode.ParseAsync(request.Body))!;
            request.Headers["Idempotency-Key"].ToString().Length.ShouldBeInRange(1, 64);
            Said.Add($"{Token(request)} {path[Case.Length..]} {body.ToJsonString()}");
            accept(body);
            return Results.Accepted(value: new { factId = "f", caseNumber = Number });
        });

    private static string Token(HttpRequest request) => request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
}
