using System.Text.Json.Nodes;
using Imr.Cli.Api;

namespace Imr.Cli.Demo;

/// <summary>A second person reads the letter and releases exactly what she read.</summary>
internal sealed class ReleaserPart(ImrApi api, DemoCase sample, BoardRow row)
{
    private string? _released;

    public async Task ActAsync(CancellationToken cancellation)
    {
        var address = $"/api/cases/{sample.Directory.CaseNumber}/release";
        var letter = await api.GetAsync<ReleaseView>(address, Token.Releaser, cancellation);
        if (letter.LetterHash == _released)
            return;

        var body = new JsonObject { ["letterHash"] = letter.LetterHash, ["recordsHash"] = letter.RecordsHash };
        await api.PostAsync(address, Token.Releaser, body, cancellation);
        _released = letter.LetterHash;
        row.Say("a second person releases the letter");
    }
}
