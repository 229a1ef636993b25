using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Intake.Tray;

/// <summary>Puts into the tray what nobody could file, and takes out what has found its case by itself. Everything here can be repeated.</summary>
public sealed class TrayKeeper(TrayStore tray, RecordCopier copier, Uploads uploads, CaseRegister register, TimeProvider time)
{
    /// <summary>Keeps a copy of an upload that belongs to no case, and lists it.</summary>
    /// <param name="path">Its place among the uploads; it stays there.</param>
    public async Task KeepAsync(string path, TrayReason reason, CaseNumber? caseNumber, CancellationToken cancellation)
    {
        if (await uploads.ArrivedAtAsync(path, cancellation) is not { } at || await tray.IsSeenAsync(path, at, cancellation) || await copier.CopyStrayAsync(path, cancellation) is not { } copy)
            return;
        var (version, text) = (copy.Version, copy.Text);
        var item = new TrayItem(
            TrayItem.CurrentSchemaVersion, TrayItem.IdOf("upload", path, text.Sha256.Value), reason, text.Sha256, copy.Place, version.Name, version.ContentType, version.Bytes, text.Pages.Count, null, caseNumber,
            version.At, time.GetUtcNow(), [], null);
        await tray.AddAsync([item], cancellation);
        await tray.SeenAsync(path, version.At, cancellation);
    }

    /// <summary>Lists a case's document of which pages name somebody else.</summary>
    public Task ListAsync(CaseNumber caseNumber, CaseDocument document, CancellationToken cancellation)
        => tray.AddAsync([Identity(caseNumber, document)], cancellation);

    /// <summary>Somebody settled whose the pages of a document are.</summary>
    public async Task SettledAsync(CaseNumber caseNumber, ContentHash document, TrayEnd end, CancellationToken cancellation)
    {
        while (await tray.FindAsync(IdentityId(caseNumber, document), cancellation) is { Item.Open: true } there)
        {
            if (await tray.ReplaceAsync(there, there.Item with { End = end }, [], cancellation))
                return;
        }
    }

    /// <summary>One page of items that waited for an application: those whose case came leave the tray.</summary>
    /// <returns>Where the next pass goes on; null: from the beginning.</returns>
    public async Task<string?> SweepAsync(int limit, string? after, CancellationToken cancellation)
    {
        var page = await tray.ListAsync(TrayReason.NoApplication, limit, after, cancellation);
        foreach (var item in page.Items)
        {
            if (item.CaseNumber is not { } number || await register.TryGetAsync(number, cancellation) is not { ApplicationHash: not null } || await tray.FindAsync(item.Id, cancellation) is not { Item: { Open: true, Filed.Count: 0 } } there)
                continue;
            await tray.ReplaceAsync(there, there.Item with { End = new TrayEnd(TrayEnd.System, TrayEndKind.Matched, "The application came.", TrayEnd.System, time.GetUtcNow()) }, [], cancellation);
        }

        return page.Continuation;
    }

    private static string IdentityId(CaseNumber caseNumber, ContentHash document) => TrayItem.IdOf("identity", caseNumber.Value, document.Value);

    private TrayItem Identity(CaseNumber caseNumber, CaseDocument document)
        => new(
            TrayItem.CurrentSchemaVersion, IdentityId(caseNumber, document.Sha256), TrayReason.IdentityOpen, document.Sha256, RecordCopier.RecordName(caseNumber, document.Sha256), document.Name,
            "", 0, document.Pages, null, caseNumber, document.ReceivedAt, time.GetUtcNow(), [], null);
}
