using System.Text.Json;
using System.Text.Json.Nodes;
using Imr.Core.Serialization;

namespace Imr.Cli.Demo;

/// <summary>
/// What the people of a sample case say, word for word: <c>samples/play/{caseNumber}.json</c>. The demo decides nothing by itself.
/// The members are bodies of requests (docs/api.md); <c>recordsHash</c> of a determination is filled in from what the reviewer was shown.
/// </summary>
/// <param name="Declines">Answers to the first offers, one each; the offer after them is accepted. Absent: the first one is.</param>
/// <param name="Determinations">The first, then one for each time that a quality check sends the case back.</param>
/// <param name="Expected">The outcome that the case must end with; absent: <c>Issued</c> with a determination, else <c>Ineligible</c>.</param>
internal sealed record PlayScript(JsonObject? AdFinding, IReadOnlyList<JsonObject>? Declines, JsonObject? Provisional, IReadOnlyList<JsonObject>? Determinations, string? Expected)
{
    public string ExpectedOutcome => Expected ?? (Determinations is { Count: > 0 } ? "Issued" : "Ineligible");

    /// <exception cref="CliException">No such file, or not of this shape.</exception>
    public static PlayScript Load(string path)
    {
        if (!File.Exists(path))
            throw new CliException($"{path} is missing: write what the people of this case say, or leave the case out with --case.");

        try
        {
            var script = JsonSerializer.Deserialize<PlayScript>(File.ReadAllBytes(path), ImrJson.Options);
            return script is { AdFinding: not null } or { Provisional: not null, Determinations.Count: > 0 }
                ? script
                : throw new CliException($"{path} says nothing: it needs an adFinding, or a provisional and determinations.");
        }
        catch (JsonException e)
        {
            throw new CliException($"{path} is not a play script (line {e.LineNumber + 1}): it needs adFinding, provisional and determinations as docs/api.md has them.", e);
        }
    }

    /// <summary>The reviewer's n-th determination (from 0), upon the records that she was shown.</summary>
    /// <exception cref="CliException">The script has no n-th determination.</exception>
    public JsonObject Determination(int n, string recordsHash)
    {
        if (Determinations is null || n >= Determinations.Count)
            throw new CliException($"The case waits for determination {n + 1} and its play script has {Determinations?.Count ?? 0}: add it to samples/play.");

        var body = Determinations[n].DeepClone().AsObject();
        body["recordsHash"] = recordsHash;
        return body;
    }
}
