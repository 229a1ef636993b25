using System.Net;
using Imr.Cli.Api;
using Imr.Core.Cases;

namespace Imr.Cli.Watch;

/// <summary>Polls one case and prints what is new.</summary>
internal sealed class CaseWatch(ImrApi api, TextWriter output)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    // An upload is seen by the app's blob trigger, which polls, or at the latest by its reconcile timer.
    private static readonly TimeSpan s_arrivalLimit = TimeSpan.FromMinutes(2);

    private int _lastSeq;
    private NextAction? _lastAction;

    /// <returns>0 when the case is closed; 1 when its file was rejected.</returns>
    public async Task<int> RunAsync(CaseNumber number, CancellationToken cancellation)
    {
        var arrivalEnd = Environment.TickCount64 + (long)s_arrivalLimit.TotalMilliseconds;
        while (true)
        {
            if (await FindAsync(number, arrivalEnd, cancellation) is { } view)
            {
                Print(view);
                if (view.Stage == "Rejected")
                    return Rejected(view);

                var status = await api.GetAsync<StatusView>($"/api/cases/{number}/status", Token.Operator, cancellation);
                if (status.Done)
                    return Closed(number, status);
            }

            await Task.Delay(s_poll, cancellation);
        }
    }

    private async Task<CaseView?> FindAsync(CaseNumber number, long arrivalEnd, CancellationToken cancellation)
    {
        try
        {
            return await api.CaseAsync(number, Token.Operator, cancellation);
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.NotFound)
        {
            if (_lastSeq > 0 || Environment.TickCount64 > arrivalEnd)
                throw new CliException($"The app knows no case {number}: check the number, or upload the case with 'imr submit'.", e);
            return null;
        }
    }

    private void Print(CaseView view)
    {
        foreach (var entry in (view.Timeline ?? []).Where(entry => entry.Seq > _lastSeq).OrderBy(entry => entry.Seq))
        {
            output.WriteLine($"{entry.At:yyyy-MM-dd HH:mm:ss}Z  {entry.Stage}");
            _lastSeq = entry.Seq;
        }

        if (view.NextAction is { } action && action != _lastAction)
            output.WriteLine($"                      next: {action.Who}: {action.What}{(action.DueOn is { } due ? $" (due {due:yyyy-MM-dd})" : "")}");
        _lastAction = view.NextAction;
    }

    private int Rejected(CaseView view)
    {
        output.WriteLine("The file was rejected: correct it and submit it again.");
        foreach (var problem in view.Problems ?? [])
            output.WriteLine($"  {problem}");
        return 1;
    }

    private int Closed(CaseNumber number, StatusView status)
    {
        output.WriteLine($"Closed: {status.Outcome}.");
        if (status.Letter is not null)
            output.WriteLine($"Read the letter with: imr letter show {number}");
        return 0;
    }
}
