using Imr.Cli.Api;

namespace Imr.Cli.Demo;

/// <summary>The Administrative Director decides an eligibility that the system only proposes.</summary>
internal sealed class AdministrativeDirectorPart(ImrApi api, DemoCase sample, BoardRow row)
{
    private bool _done;

    public async Task ActAsync(CaseView view, CancellationToken cancellation)
    {
        if (_done || view.NextAction?.Who != "AdministrativeDirector")
            return;

        var finding = sample.Script.AdFinding
            ?? throw new CliException($"{view.CaseNumber} waits for the Administrative Director and its play script has no adFinding: add it to samples/play.");
        await api.PostAsync($"/api/cases/{view.CaseNumber}/ad-finding", Token.AdministrativeDirector, finding, cancellation);
        _done = true;
        row.Say($"the Administrative Director finds the application {finding["outcome"]}");
    }
}
