using System.Globalization;
using Azure.Storage.Blobs.Models;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Operations;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;
using ImrFunctions.Operations.Calendar;
using ImrFunctions.Review;

namespace ImrFunctions.Operations.Import;

/// <summary>
/// Takes cases that another system began. All of a file's cases are checked before the first is imported; with a problem anywhere nothing is. A case that is here
/// already is left alone, so a file can be sent again after a crash.
/// </summary>
public sealed class ImportDesk(CaseStorage storage, CaseRegister register, StepContext step, Calendars calendars, ImportReviewers reviewers, CaseImporter importer, TimeProvider time)
{
    /// <param name="by">Role and id of the operator.</param>
    public async Task<ImportReport> RunAsync(DurableTaskClient client, byte[] file, bool dryRun, string by, CancellationToken cancellation)
    {
        await calendars.EnsureFreshAsync(cancellation);
        var now = time.GetUtcNow();
        var checkedCases = new List<Checked>();
        foreach (var entry in ImportReader.Read(file))
            checkedCases.Add(await CheckAsync(entry, now, cancellation));

        if (!dryRun && checkedCases.TrueForAll(c => c.Report.Outcome != ImportOutcome.Refused))
        {
            for (var n = 0; n < checkedCases.Count; n++)
                checkedCases[n] = await ImportAsync(client, checkedCases[n], cancellation);
        }

        var id = now.UtcTicks.ToString("x16", CultureInfo.InvariantCulture) + ContentHash.Of(file).Value[..16];
        var report = new ImportReport(ImportReport.CurrentSchemaVersion, id, by, now, dryRun, [.. checkedCases.Select(c => c.Report)]);
        await storage.Imports.CreateJsonAsync($"{id}.json", report, cancellation);
        return report;
    }

    public Task<ImportReport?> TryReadAsync(string id, CancellationToken cancellation) => storage.Imports.TryReadJsonAsync<ImportReport>($"{id}.json", cancellation);

    private async Task<Checked> ImportAsync(DurableTaskClient client, Checked one, CancellationToken cancellation)
    {
        if (one.Report.Outcome == ImportOutcome.AlreadyThere)
        {
            await importer.StartAgainAsync(client, one.Case!.CaseNumber, cancellation);
            return one;
        }

        var imported = await importer.ImportAsync(client, one.Case!, one.Plan!, cancellation);
        return one with { Report = one.Report with { Outcome = imported ? ImportOutcome.Imported : ImportOutcome.AlreadyThere } };
    }

    private async Task<Checked> CheckAsync(ImportEntry entry, DateTimeOffset now, CancellationToken cancellation)
    {
        var problems = entry.Problems.ToList();
        var path = $"$[{entry.Index}]";
        if (entry.Case is not { } imported)
            return new Checked(null, null, Report(entry, null, [], [], problems, now));
        if (await register.TryGetAsync(imported.CaseNumber, cancellation) is { } known)
        {
            if (await WhyInUseAsync(known, imported, cancellation) is not { } why)
                return new Checked(imported, null, Report(entry, null, [], [], problems, now) with { Outcome = ImportOutcome.AlreadyThere, Stage = known.Stage });
            problems.Add(new ApplicationProblem(path + ".caseNumber", why, "a case number that is not in use"));
        }

        var plan = ImportPlan.Of(imported, path, RuleSetLibrary.Default, calendars.InForce, now, problems);
        var warnings = plan?.Warnings.ToList() ?? [];
        await CheckUploadsAsync(imported, path, problems, warnings, cancellation);
        if (imported is { Stage: ReviewStage.ClinicalReview, ReviewerId: { } reviewer })
            await reviewers.CheckAsync(imported, reviewer, path, problems, warnings, now, cancellation);
        return new Checked(imported, plan, Report(entry, plan, imported.Application.DisputedItems, warnings, problems, now) with { Documents = imported.Documents.Count });
    }

    /// <returns>Null when the case that stands there is this one.</returns>
    private async Task<string?> WhyInUseAsync(CaseRecord known, ImportedCase imported, CancellationToken cancellation)
    {
        if (known.ApplicationHash is null)
            return "a rejected upload has this number";
        if (known.ApplicationHash == ContentHash.Of(imported.ApplicationJson))
            return null;
        var there = await step.ApplicationAsync(known.Review.CaseNumber, known.ApplicationHash, cancellation);
        return ApplicationDesk.SameWorker(there, imported.Application) ? "the case is here already, with another application" : "another worker's case has this number";
    }

    private async Task CheckUploadsAsync(ImportedCase imported, string path, List<ApplicationProblem> problems, List<string> warnings, CancellationToken cancellation)
    {
        if (await storage.CaseFiles.GetBlobClient($"{imported.CaseNumber}/{IntakeDesk.ApplicationName}").ExistsAsync(cancellation))
            problems.Add(new ApplicationProblem(path + ".application", "an application.json lies in the case's folder of uploads: it would start the case anew", "the application in the import only"));
        var prefix = $"{imported.CaseNumber}/{DocumentStore.Folder}";
        var uploaded = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var blob in storage.CaseFiles.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellation))
            uploaded.Add(blob.Name[prefix.Length..]);
        for (var n = 0; n < imported.Documents.Count; n++)
        {
            if (!uploaded.Remove(imported.Documents[n].Name))
                problems.Add(new ApplicationProblem($"{path}.documents[{n}]", "is not among the case's uploads, or stands twice", "a document below documents/ of the case's folder"));
        }

        if (uploaded.Count > 0)
            warnings.Add($"{uploaded.Count} uploaded documents are not listed; they are taken as Other, or as the application lists them.");
    }

    private ImportedCaseReport Report(ImportEntry entry, ImportPlan? plan, IReadOnlyList<DisputedItem> items, List<string> warnings, List<ApplicationProblem> problems, DateTimeOffset now)
        => new(
            entry.Index,
            entry.CaseNumber,
            problems.Count > 0 ? ImportOutcome.Refused : ImportOutcome.Ready,
            entry.Case?.Stage,
            [.. (plan?.Deadlines ?? []).Select(d => Deadline(d, now))],
            [.. items.Select(i => i.Id)],
            0,
            warnings,
            problems);

    private ImportedDeadlineReport Deadline(ImportedDeadline imported, DateTimeOffset now)
    {
        var view = DeadlineView.Of(new RunningDeadline(RunningDeadline.CurrentSchemaVersion, imported.Deadline, imported.MetAt), now, calendars.InForce);
        return new ImportedDeadlineReport(view.RuleId, imported.Deadline.StartedAt, view.DueOn, view.DaysLeft, view.State);
    }

    private sealed record Checked(ImportedCase? Case, ImportPlan? Plan, ImportedCaseReport Report);
}
