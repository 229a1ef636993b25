using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Review;

namespace ImrFunctions.Intake;

/// <summary>Takes an application.json: registers the case and starts its review, or says what is wrong with the file.</summary>
public sealed class ApplicationDesk(CaseStorage storage, Uploads uploads, CaseRegister register, StepContext step, FactPost facts, Quarantine quarantine, ReviewStarter starter)
{
    /// <summary>A larger application.json is not one. Bytes.</summary>
    public const long MaxBytes = ApplicationReader.MaxBytes;

    private const int MaxShownProblems = 60;

    public async Task ReceiveAsync(DurableTaskClient client, CaseNumber number, string name, CancellationToken cancellation)
    {
        if (await uploads.ReadAsync(name, MaxBytes, cancellation) is not { } upload)
            return;
        var content = upload.Content ?? BinaryData.FromBytes([]);
        var read = upload.Content is null
            ? ApplicationReader.TooLong
            : ApplicationReader.Read(content.ToMemory().Span, number);
        if (read.Application is not { } application)
        {
            if (await uploads.FileAsync(name, upload, cancellation) is not { } file)
                return;
            await quarantine.KeepAsync(number.Value, file, QuarantineEntry.BadApplication, read.Problems, cancellation);
            await ShowRejectedAsync(number, await register.TryGetAsync(number, cancellation), upload.ArrivedAt, read.Problems, cancellation);
            return;
        }

        var hash = ContentHash.Of(content.ToMemory().Span);
        await storage.Records.CreateAsync(RecordCopier.RecordName(number, hash), content.ToArray(), "application/json", cancellation);
        // Most applications are the first of their number: registering is tried before the register is read.
        var first = NewRecord(application, hash, upload.ArrivedAt);
        if (await register.RegisterAsync(first, application.DisputedItems, cancellation))
        {
            await starter.StartAsync(client, first, cancellation);
            return;
        }

        var known = await register.GetAsync(number, cancellation);
        if (known.Stage == ReviewStage.Rejected)
            await CorrectAsync(client, known, application, hash, upload.ArrivedAt, cancellation);
        else if (known.ApplicationHash == hash)
            await StartOpenAsync(client, known, cancellation);
        else
            await ReceiveFurtherAsync(client, known, application, new UploadedFile(name, content, hash, upload.ArrivedAt), cancellation);
    }

    /// <summary>The same claim, or the same name and birthday: a corrected spelling of one of them is still the same worker.</summary>
    internal static bool SameWorker(ImrApplication a, ImrApplication b)
        => string.Equals(a.Claim.ClaimNumber, b.Claim.ClaimNumber, StringComparison.OrdinalIgnoreCase)
            || (string.Equals(a.InjuredWorker.LastName, b.InjuredWorker.LastName, StringComparison.OrdinalIgnoreCase)
                && string.Equals(a.InjuredWorker.FirstName, b.InjuredWorker.FirstName, StringComparison.OrdinalIgnoreCase)
                && a.InjuredWorker.DateOfBirth == b.InjuredWorker.DateOfBirth);

    private async Task CorrectAsync(DurableTaskClient client, CaseRecord rejected, ImrApplication application, ContentHash hash, DateTimeOffset arrivedAt, CancellationToken cancellation)
    {
        // The first arrival is kept through quarantine and correction.
        var record = NewRecord(application, hash, rejected.FirstArrival < arrivedAt ? rejected.FirstArrival : arrivedAt);
        await register.AcceptCorrectedAsync(rejected, record, application.DisputedItems, cancellation);
        await quarantine.ReleaseCorrectedAsync(application.CaseNumber, step.Now, cancellation);
        await starter.StartAsync(client, await register.GetAsync(application.CaseNumber, cancellation), cancellation);
    }

    private CaseRecord NewRecord(ImrApplication application, ContentHash hash, DateTimeOffset first)
    {
        // A filing that was date-stamped before it was keyed keeps that day.
        var arrivalDay = PacificTime.LegalDay(first);
        var received = application.ApplicationReceived is { } stated && stated < arrivalDay ? stated : arrivalDay;
        return CaseRecord.New(new ReviewKey(application.CaseNumber, 1), ReviewStage.Received, first, received, step.Now) with
        {
            Priority = application.Priority,
            OrganizationId = application.ClaimsAdministrator.OrganizationId,
            ApplicationHash = hash,
        };
    }

    /// <summary>The same upload is looked at again. A closed case whose instance was purged must not start anew.</summary>
    private async Task StartOpenAsync(DurableTaskClient client, CaseRecord known, CancellationToken cancellation)
    {
        // The first look may have died before this.
        await quarantine.ReleaseCorrectedAsync(known.Review.CaseNumber, step.Now, cancellation);
        if (known.Open)
            await starter.StartAsync(client, known, cancellation);
    }

    /// <summary>A second application.json: a correction before eligibility is settled, an amendment later, or somebody else's number.</summary>
    private async Task ReceiveFurtherAsync(DurableTaskClient client, CaseRecord known, ImrApplication application, UploadedFile upload, CancellationToken cancellation)
    {
        var first = await step.ApplicationAsync(known.Review.CaseNumber, known.ApplicationHash!, cancellation);
        if (!known.Open || !SameWorker(first, application))
        {
            var (reason, problem) = known.Open ? ("NumberInUse", "Another worker's case has this number.") : ("CaseClosed", "The case is closed.");
            await quarantine.KeepAsync(
                known.Review.CaseNumber.Value, upload, reason,
                [new ApplicationProblem("$.caseNumber", problem, "A case number that is not in use.")], cancellation);
            return;
        }

        var kind = known.Eligibility is null or EligibilityOutcome.Deferred ? FactKind.Application : FactKind.Amendment;
        var body = new ApplicationArrived(ApplicationArrived.CurrentSchemaVersion, upload.Sha256);
        await facts.PostAsync(client, new FactToWrite<ApplicationArrived>(known.Review, kind, 1, upload.Sha256.Value[..32], "upload", step.Now, body), cancellation);
        await quarantine.ReleaseCorrectedAsync(known.Review.CaseNumber, step.Now, cancellation);
    }

    private async Task ShowRejectedAsync(CaseNumber number, CaseRecord? known, DateTimeOffset arrivedAt, IReadOnlyList<ApplicationProblem> problems, CancellationToken cancellation)
    {
        // A bad file for a case that runs is only kept: the case goes on.
        if (known is { Stage: not ReviewStage.Rejected })
            return;
        var shown = Shown(problems);
        // The same file looked at again: the uploader sees its problems already.
        if (known is not null && known.Problems.SequenceEqual(shown))
            return;
        var first = known?.FirstArrival ?? arrivedAt;
        var record = CaseRecord.New(new ReviewKey(number, 1), ReviewStage.Rejected, first, PacificTime.LegalDay(first), step.Now) with { Problems = shown };
        if (known is null)
            await register.RegisterAsync(record, [], cancellation);
        else
            await register.AcceptCorrectedAsync(known, record, [], cancellation);
    }

    /// <summary>What fits into the register; the quarantine has all of them.</summary>
    private static IReadOnlyList<ApplicationProblem> Shown(IReadOnlyList<ApplicationProblem> problems)
        => problems.Count <= MaxShownProblems
            ? problems
            : [.. problems.Take(MaxShownProblems), new ApplicationProblem("$", $"{problems.Count - MaxShownProblems} more problems.", "Correct these first.")];
}
