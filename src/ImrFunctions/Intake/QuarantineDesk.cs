using Azure;
using Azure.Storage.Blobs.Models;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake;

/// <summary>What a resolution led to.</summary>
/// <param name="Resolution">The one that stands; null with a conflict or problems.</param>
internal sealed record QuarantineOutcome(QuarantineResolution? Resolution, string? Conflict = null);

/// <summary>Resolves entries of the quarantine. The statement is stored first, then done, then the lists follow: a repeat finishes what a crash left.</summary>
public sealed class QuarantineDesk(CaseStorage storage, Quarantine quarantine, Uploads uploads, CaseRegister register)
{
    internal async Task<QuarantineOutcome> ResolveAsync(string folder, QuarantineEntry entry, QuarantineResolution asked, CancellationToken cancellation)
    {
        if (await quarantine.ResolutionAsync(folder, entry.Sha256, cancellation) is null && await ConflictAsync(entry, asked, cancellation) is { } conflict)
            return new QuarantineOutcome(null, conflict);
        var stands = await quarantine.ResolveAsync(folder, entry.Sha256, asked, cancellation);
        if (!stands.SaysTheSameAs(asked))
            return new QuarantineOutcome(null, $"The entry is resolved already: {stands.Action}.");
        if (stands.Action == QuarantineAction.Assign)
            await AssignAsync(folder, entry, stands, cancellation);
        await quarantine.ListAsync(folder, entry.Sha256, cancellation);
        return new QuarantineOutcome(stands);
    }

    private async Task<string?> ConflictAsync(QuarantineEntry entry, QuarantineResolution asked, CancellationToken cancellation)
    {
        switch (asked.Action)
        {
            case QuarantineAction.Release:
                return await register.TryGetAsync(asked.CaseNumber!, cancellation) is null or { Stage: ReviewStage.Rejected } ? "No application of this case was accepted yet." : null;
            case QuarantineAction.Assign:
                if (await uploads.ArrivedAtAsync(PlaceOf(asked), cancellation) is not null)
                    return "There is an upload at this place already: give another name or, for an application, upload the corrected file over it.";
                // The bytes of a large upload may have been replaced since.
                return entry.Elsewhere == true && await uploads.HashAsync(entry.UploadedAs, cancellation) != entry.Sha256 ? "The upload is not at its place any more." : null;
            default:
                return null;
        }
    }

    /// <summary>Puts the bytes where an uploader would have put them; intake takes them from there.</summary>
    private async Task AssignAsync(string folder, QuarantineEntry entry, QuarantineResolution resolution, CancellationToken cancellation)
    {
        // The legal arrival is that of the misplaced file, as with a file that was rejected and is corrected.
        if (resolution.Document is null)
        {
            var key = new ReviewKey(resolution.CaseNumber!, 1);
            var waiting = CaseRecord.New(key, ReviewStage.Rejected, entry.ArrivedAt, PacificTime.LegalDay(entry.ArrivedAt), resolution.At) with { Problems = entry.Problems };
            await register.RegisterAsync(waiting, [], cancellation);
        }

        var target = storage.CaseFiles.GetBlobClient(PlaceOf(resolution));
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = resolution.Document is null ? "application/json" : "application/octet-stream" },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            if (entry.Elsewhere == true)
            {
                await using var large = await storage.CaseFiles.GetBlobClient(entry.UploadedAs).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellation);
                await target.UploadAsync(large, options, cancellation);
            }
            else
            {
                var content = await quarantine.ContentAsync(folder, entry.Sha256, cancellation) ?? throw new InvalidOperationException("The kept copy of an upload is missing.");
                await target.UploadAsync(content, options, cancellation);
            }
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // An earlier try put it there, and somebody may have replaced it since.
        }
    }

    private static string PlaceOf(QuarantineResolution resolution)
        => resolution.Document is { } document ? $"{resolution.CaseNumber}/{DocumentStore.Folder}{document}" : $"{resolution.CaseNumber}/{IntakeDesk.ApplicationName}";
}
