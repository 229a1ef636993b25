using System.Diagnostics;
using Imr.Cli.Api;
using Imr.Cli.Azurite;
using Imr.Cli.Cases;
using Imr.Cli.Documents;
using Imr.Cli.Hosting;

namespace Imr.Cli.Demo;

/// <summary>One demo: a fresh installation with free ports, the sample cases played to the end, the letters copied, everything stopped.</summary>
internal sealed class DemoRun(Terminal terminal, string repositoryRoot, bool keep)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    /// <param name="chosen">Letters or case numbers; empty: all sample cases.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> chosen, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var samples = DemoSamples.Load(Path.Combine(repositoryRoot, "samples"), chosen);
        await InstallAsync(cancellation);
        var folder = DemoFolder.Create();
        var results = await PlayAsync(samples, folder, cancellation);

        var outgoing = Path.Combine(repositoryRoot, "out", "demo", "outgoing");
        DemoCorrespondence.Copy(folder.Outgoing, outgoing);
        new DemoReport(terminal, outgoing).Print(results);
        if (keep)
            terminal.Out.WriteLine($"Data and logs were kept in {folder.Path}.");
        else
            folder.Delete();
        terminal.Out.WriteLine($"Nothing is left running. Total: {watch.Elapsed.TotalSeconds:0.0} seconds.");
        return 0;
    }

    private async Task InstallAsync(CancellationToken cancellation)
    {
        var install = new AzuriteInstall(repositoryRoot);
        if (!install.IsInstalled())
            terminal.Out.WriteLine("Installing Azurite, the storage emulator: once, about a minute …");
        await install.EnsureAsync(cancellation);
        var reader = new DocumentReaderInstall(repositoryRoot);
        if (!reader.IsInstalled())
            terminal.Out.WriteLine("Installing the document reader, for PDFs and scans: once …");
        await reader.EnsureAsync(cancellation);
    }

    private async Task<IReadOnlyList<DemoResult>> PlayAsync(DemoSamples samples, DemoFolder folder, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_limit);
        IReadOnlyList<BoardRow> rows = [];
        try
        {
            IReadOnlyList<DemoResult> results = [];
            Task azuriteEnded;
            Task appEnded;
            await using (var azurite = await AzuriteProcess.StartAsync(folder.Azurite, limit.Token))
            await using (var app = await AppProcess.StartAsync(folder.App(azurite), limit.Token))
            {
                terminal.Out.WriteLine($"The app runs at {app.Address}.");
                (azuriteEnded, appEnded) = (azurite.Exited, app.Exited);
                await BoardView.ShowAsync(terminal, async board =>
                {
                    rows = board.Rows;
                    results = await PlayCasesAsync(samples, azurite, app, board, limit.Token);
                });
            }

            if (!azuriteEnded.IsCompleted || !appEnded.IsCompleted)
                throw new CliException("A process that the demo started did not end: end it by hand.");
            return results;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var stood = string.Join(", ", rows.Select(row => $"{row.CaseName} stood at {row.Stage} ({row.What})"));
            throw folder.Failed($"The demo did not end in {s_limit.TotalMinutes} minutes: {(stood.Length > 0 ? stood : "no case was uploaded")}.");
        }
        catch (Exception e) when (e is CliException or ApiException or HttpRequestException)
        {
            throw folder.Failed(e.Message);
        }
    }

    private async Task<IReadOnlyList<DemoResult>> PlayCasesAsync(
        DemoSamples samples, AzuriteProcess azurite, AppProcess app, DemoBoard board, CancellationToken cancellation)
    {
        using var api = new ImrApi(app.Address);
        using var csv = new StreamContent(File.OpenRead(samples.ReviewersCsv)) { Headers = { ContentType = new("text/csv") } };
        await api.PutAsync("/api/reviewers", Token.Operator, csv, cancellation);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var upload = new CaseUpload(azurite.ConnectionString(LocalAccounts.CaseData.Name), RunningApp.DefaultContainer);
        var plays = samples.Cases.Select(sample => (Sample: sample, Row: board.Add(sample.Title))).ToArray()
            .Select(play => PlayCaseAsync(play.Sample, play.Row, api, upload, samples.ReviewerIds, stop.Token)).ToList();
        try
        {
            // The first failure ends the demo, and so does the app's end.
            await foreach (var first in Task.WhenEach(plays.Append(EndOfAsync(app))))
            {
                await first;
                if (plays.TrueForAll(play => play.IsCompletedSuccessfully))
                    break;
            }
        }
        finally
        {
            stop.Cancel();
            await Task.WhenAll(plays).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return await new DemoCorrespondence(api).SendAsync(samples.Cases, await Task.WhenAll(plays), cancellation);
    }

    private async Task<DemoResult> PlayCaseAsync(
        DemoCase sample, BoardRow row, ImrApi api, CaseUpload upload, IReadOnlyList<string> reviewers, CancellationToken cancellation)
    {
        await upload.SendAsync(sample.Directory, cancellation);
        var closed = await new CasePlay(api, sample, reviewers, row).RunAsync(cancellation);
        var result = await new DemoLetters(api, Path.Combine(repositoryRoot, "out", "demo")).CopyAsync(sample, closed, row, cancellation);
        row.End();
        row.Say(result.Outcome);
        if (result.Outcome != sample.Script.ExpectedOutcome)
            throw new CliException($"{closed.CaseNumber} ended as {result.Outcome}, expected was {sample.Script.ExpectedOutcome}.");
        return result;
    }

    private static async Task<DemoResult> EndOfAsync(AppProcess app)
    {
        await app.Exited;
        throw new CliException("The app ended unexpectedly.");
    }
}
