using System.Net;
using Imr.Cli.Api;

namespace Imr.Cli.Demo;

/// <summary>Plays the people of one case through the public API until the case is closed. Who acts follows from the stage, what they say from the script.</summary>
internal sealed class CasePlay(ImrApi api, DemoCase sample, IReadOnlyList<string> reviewers, BoardRow row)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    // The app may not yet wait for what we say; it must within this time.
    private static readonly TimeSpan s_refusalLimit = TimeSpan.FromSeconds(30);

    private readonly AdministrativeDirectorPart _director = new(api, sample, row);
    private readonly ReviewerPart _reviewer = new(api, sample, reviewers, row);
    private readonly ReleaserPart _releaser = new(api, sample, row);
    private long? _refusedSince;

    /// <returns>The closed case.</returns>
    /// <exception cref="CliException">The case needs what no script says, was rejected or needs an operator.</exception>
    public async Task<CaseView> RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await FindAsync(cancellation) is { } view)
            {
                row.StandAt(view.Stage);
                CheckGoesOn(view);
                if (view.Outcome is not null)
                    return view;

                await ActAsync(view, cancellation);
            }

            await Task.Delay(s_poll, cancellation);
        }
    }

    private async Task<CaseView?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            return await api.CaseAsync(sample.Directory.CaseNumber, Token.Operator, cancellation);
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.NotFound)
        {
            row.Say("uploaded; waiting for the app to see it");
            return null;
        }
    }

    private void CheckGoesOn(CaseView view)
    {
        if (view.Stage == "Rejected")
            throw new CliException($"{view.CaseNumber} was rejected ({string.Join("; ", view.Problems ?? [])}): correct its application.json.");
        if (view.NeedsAttention is { } reason)
            throw new CliException($"{view.CaseNumber} needs an operator's attention ({reason.ToJsonString()}).");
    }

    private async Task ActAsync(CaseView view, CancellationToken cancellation)
    {
        try
        {
            await (view.Stage switch
            {
                "EligibilityReview" => _director.ActAsync(view, cancellation),
                "ReviewerAssignment" => _reviewer.AnswerOfferAsync(cancellation),
                "ClinicalReview" => _reviewer.ReviewAsync(view, cancellation),
                "AwaitingRelease" => _releaser.ActAsync(cancellation),
                _ => Task.CompletedTask,
            });
            _refusedSince = null;
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.Conflict && Environment.TickCount64 - (_refusedSince ??= Environment.TickCount64) < s_refusalLimit.TotalMilliseconds)
        {
            row.Say($"not yet: {e.Message}");
        }
    }
}
