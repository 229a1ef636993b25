using System.Globalization;
using System.Text.Json;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Reviewers;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Matching;

/// <param name="Open">The offers and reviews that the reviewer holds: keys such as <c>CM26-0000101|1</c>. Its size is what capacity counts.</param>
public sealed record PanelMember(Reviewer Reviewer, IReadOnlyList<string> Open, ETag ETag);

/// <summary>
/// The expert reviewers (table <c>Reviewers</c>). A reservation is a member of the row's own list, so that taking it twice is the same as once and two cases
/// cannot take the last place: the update is bound to the ETag.
/// </summary>
public sealed class ReviewerPanel(CaseStorage storage)
{
    private const string Partition = "panel";

    public async Task<IReadOnlyList<PanelMember>> AllAsync(CancellationToken cancellation)
    {
        var members = new List<PanelMember>();
        await foreach (var row in storage.Reviewers.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellation))
            members.Add(Read(row));
        return members;
    }

    public async Task<PanelMember?> TryGetAsync(string reviewerId, CancellationToken cancellation)
    {
        var row = await storage.Reviewers.GetEntityIfExistsAsync<TableEntity>(Partition, reviewerId, cancellationToken: cancellation);
        return row is { HasValue: true, Value: { } value } ? Read(value) : null;
    }

    /// <returns>False when the row changed since it was read: match again.</returns>
    public async Task<bool> TryReserveAsync(PanelMember member, string key, CancellationToken cancellation)
        => member.Open.Contains(key) || await TryWriteOpenAsync(member, [.. member.Open, key], cancellation);

    /// <summary>Who holds a place for this review: also one whose offer never came to stand in the register.</summary>
    public async Task<IReadOnlyList<(string ReviewerId, int Attempt)>> HoldersAsync(ReviewKey review, CancellationToken cancellation)
    {
        var prefix = review + "|";
        return
        [
            .. from member in await AllAsync(cancellation)
               from open in member.Open
               where open.StartsWith(prefix, StringComparison.Ordinal)
               select (member.Reviewer.Id, int.Parse(open[prefix.Length..], CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>Gives the place back; safe to repeat.</summary>
    public async Task ReleaseAsync(string reviewerId, string key, CancellationToken cancellation)
    {
        while (await TryGetAsync(reviewerId, cancellation) is { } member && member.Open.Contains(key))
        {
            if (await TryWriteOpenAsync(member, [.. member.Open.Where(o => o != key)], cancellation))
                return;
        }
    }

    /// <returns>True when the reviewer is new or changed.</returns>
    public async Task<bool> ImportAsync(Reviewer reviewer, CancellationToken cancellation)
    {
        var body = ImrJson.Write(reviewer);
        while (true)
        {
            var known = await storage.Reviewers.GetEntityIfExistsAsync<TableEntity>(Partition, reviewer.Id, cancellationToken: cancellation);
            try
            {
                if (known is not { HasValue: true, Value: { } row })
                {
                    await storage.Reviewers.AddEntityAsync(new TableEntity(Partition, reviewer.Id) { ["SchemaVersion"] = 1, ["Body"] = body, ["Open"] = "[]" }, cancellation);
                    return true;
                }

                if (row.GetString("Body") == body)
                    return false;
                await storage.Reviewers.UpdateEntityAsync(new TableEntity(Partition, reviewer.Id) { ["Body"] = body }, row.ETag, TableUpdateMode.Merge, cancellation);
                return true;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Somebody reserved or imported meanwhile: read again.
            }
        }
    }

    private static PanelMember Read(TableEntity row)
        => new(
            ImrJson.Read<Reviewer>(row.GetString("Body")!),
            JsonSerializer.Deserialize<string[]>(row.GetString("Open") ?? "[]", ImrJson.Options) ?? [],
            row.ETag);

    private async Task<bool> TryWriteOpenAsync(PanelMember member, string[] open, CancellationToken cancellation)
    {
        try
        {
            var row = new TableEntity(Partition, member.Reviewer.Id) { ["Open"] = ImrJson.Write(open) };
            await storage.Reviewers.UpdateEntityAsync(row, member.ETag, TableUpdateMode.Merge, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false;
        }
    }
}
