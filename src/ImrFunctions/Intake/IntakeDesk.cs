using System.Text;
using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake.Control;
using ImrFunctions.Intake.Tray;
using ImrFunctions.Review;

namespace ImrFunctions.Intake;

/// <summary>
/// Takes what arrives in <c>case-files</c>. The one intake path: HTTP uploads write the same blobs. Everything here can be repeated: a second arrival of the
/// same content changes nothing.
/// </summary>
public sealed class IntakeDesk(Uploads uploads, ApplicationDesk applications, CaseRegister register, DocumentStore documents, StepContext step, FactPost facts, OutboxSignal signal, TrayKeeper tray,
    Quarantine quarantine)
{
    public const string ApplicationName = "application.json";

    /// <summary>An upload arrived, or is looked at again.</summary>
    /// <param name="name">The blob's name in the container.</param>
    public async Task ReceiveAsync(DurableTaskClient client, string name, CancellationToken cancellation)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var rest = slash < 0 ? "" : name[(slash + 1)..];
        if (!CaseNumber.TryParse(slash < 0 ? null : name[..slash], null, out var number))
            await StrayAsync(name, null, "The folder's name is not a case number.", "CM26-0000123/application.json", cancellation);
        else if (rest == ApplicationName)
            await applications.ReceiveAsync(client, number, name, cancellation);
        else if (rest.StartsWith(DocumentStore.Folder, StringComparison.Ordinal) && rest.Length > DocumentStore.Folder.Length)
            await ReceiveDocumentAsync(client, number, name, rest[DocumentStore.Folder.Length..], cancellation);
        else
            await StrayAsync(name, number, "Not a place for an upload.", "application.json or documents/{name}", cancellation);
    }

    private async Task ReceiveDocumentAsync(DurableTaskClient client, CaseNumber number, string path, string name, CancellationToken cancellation)
    {
        // Before the application there is no case; the first step lists and accepts what is there then.
        if (await register.TryGetAsync(number, cancellation) is not { ApplicationHash: { } hash } known)
            return;
        if (await uploads.ArrivedAtAsync(path, cancellation) is not { } at)
            return;
        // What was there before the application is accepted by the first step, which lists after registration. Arrival is known to the second: one of the
        // application's own second may have come after the list.
        if (at < known.FirstArrival)
            return;
        if (!known.Open)
        {
            if (!await IsAcceptedAsync(known.Review, name, at, cancellation))
                await tray.KeepAsync(path, TrayReason.CaseClosed, number, cancellation);
            return;
        }

        var application = await step.ApplicationAsync(number, hash, cancellation);
        if (await documents.CopyNewAsync(known.Review, application, name, at, cancellation) is not { } document)
            return;
        // The record's row stands in its fact's transaction: an accepted record without a fact would wake nobody.
        var body = new DocumentArrived(DocumentArrived.CurrentSchemaVersion, document.Sha256);
        var id = ContentHash.Of(Encoding.UTF8.GetBytes($"{document.Sha256} {name}")).Value[..32];
        var fact = new FactToWrite<DocumentArrived>(known.Review, FactKind.Document, 1, id, "upload", step.Now, body)
        {
            With = DocumentStore.ToRow(known.Review, document),
            // A reviewer who has the case is told of what comes late.
            Also = [.. RecordActs.Notices(known, document.Sha256, id, step.Now)],
        };
        var write = await facts.PostAsync(client, fact, cancellation);
        if (write.Outcome == FactWriteOutcome.Created && fact.Also.Count > 0)
            await signal.SendAsync(number, cancellation);
    }

    /// <summary>An application in no case's place is a rejected file, and its sender's to mend; a document is somebody's, and an operator looks whose.</summary>
    private Task StrayAsync(string name, CaseNumber? number, string problem, string expected, CancellationToken cancellation)
        => name == ApplicationName || name.EndsWith("/" + ApplicationName, StringComparison.Ordinal)
            ? SetAsideAsync(name, number?.Value ?? Quarantine.Unnumbered, "UnknownPlace", problem, expected, cancellation)
            : tray.KeepAsync(name, TrayReason.UnknownPlace, number, cancellation);

    /// <summary>A trigger that comes again, perhaps after the case has closed, finds the document accepted.</summary>
    private async Task<bool> IsAcceptedAsync(ReviewKey review, string name, DateTimeOffset at, CancellationToken cancellation)
        => (await documents.ListAsync(review, cancellation)).Any(d => DocumentStore.IsUpload(d, name, at));

    private async Task SetAsideAsync(string name, string folder, string reason, string problem, string expected, CancellationToken cancellation)
    {
        // A big stray is not copied: its place is noted, and it stays where it is.
        if (await uploads.ReadAsync(name, RecordCopier.MaxTextBytes, cancellation) is { } upload && await uploads.FileAsync(name, upload, cancellation) is { } file)
            await quarantine.KeepAsync(folder, file, reason, [new ApplicationProblem("$", problem, expected)], cancellation);
    }
}
