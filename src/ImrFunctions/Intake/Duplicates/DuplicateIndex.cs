using System.Text;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Eligibility.Duplicates;
using ImrFunctions.Cases.Storage;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Intake.Duplicates;

/// <summary>
/// Finds the cases that an application could be a duplicate of (table <c>DuplicateKeys</c>: 256 partitions by the hashed keys, a row for each key and case). Writing
/// and looking up take a number of operations that the keys of one application bound, however many cases there are. A closed case stays.
/// </summary>
public sealed class DuplicateIndex(CaseStorage storage, IOptions<DuplicateOptions> options)
{
    /// <summary>So many candidates are compared at most, those that share most keys first.</summary>
    public const int MostCompared = 20;

    /// <summary>Rows of a key that are read: the newest cases.</summary>
    internal const int MostOfKey = 100;

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(options.Value.HashKey ?? "");

    /// <summary>Makes the index say the keys of this application: after registration, a correction, an amendment. A repeat costs one read.</summary>
    /// <param name="hash">Of the application's accepted copy.</param>
    /// <returns>Cases of which a person said that this one is no duplicate.</returns>
    public async Task<IReadOnlyList<CaseNumber>> KeepAsync(CaseNumber caseNumber, ContentHash hash, ImrApplication application, CancellationToken cancellation)
    {
        var row = await storage.Cases.GetEntityIfExistsAsync<TableEntity>(caseNumber.Value, RowKeys.DuplicateKeys, cancellationToken: cancellation);
        var stands = row is { HasValue: true, Value: { } value } ? value : null;
        if (stands?.GetString("ApplicationHash") != hash.Value || stands.GetString("SecretOf") != SecretName)
            await WriteAsync(caseNumber, hash, application, Listed(stands?.GetString("Keys")), cancellation);
        return [.. Listed(stands?.GetString("Apart")).Select(n => CaseNumber.Parse(n))];
    }

    /// <summary>The same for a case that is registered at this moment: nothing of it stands yet.</summary>
    public Task AddAsync(CaseNumber caseNumber, ContentHash hash, ImrApplication application, CancellationToken cancellation)
        => WriteAsync(caseNumber, hash, application, [], cancellation);

    /// <summary>A person said that one is no duplicate of the other: it is not proposed again.</summary>
    public async Task SetApartAsync(CaseNumber caseNumber, CaseNumber other, CancellationToken cancellation)
    {
        var row = await storage.Cases.GetEntityIfExistsAsync<TableEntity>(caseNumber.Value, RowKeys.DuplicateKeys, cancellationToken: cancellation);
        var apart = Listed(row is { HasValue: true, Value: { } value } ? value.GetString("Apart") : null);
        if (apart.Contains(other.Value))
            return;
        var merged = new TableEntity(caseNumber.Value, RowKeys.DuplicateKeys) { ["SchemaVersion"] = 1, ["Apart"] = string.Join(' ', apart.Append(other.Value)) };
        await storage.Cases.UpsertEntityAsync(merged, TableUpdateMode.Merge, cancellation);
    }

    /// <summary>Cases that share a key, those that share most first, of these the newest; at most <see cref="MostCompared"/>.</summary>
    public async Task<IReadOnlyList<CaseNumber>> CandidatesAsync(CaseNumber self, ImrApplication application, CancellationToken cancellation)
    {
        var ofKeys = await Task.WhenAll(Hashes(application).Select(key => OfKeyAsync(key, cancellation)));
        return Nearest(self, ofKeys);
    }

    /// <summary>The rows that an application has in the table: many applications can be written in batches by partition.</summary>
    internal IReadOnlyList<TableEntity> RowsOf(CaseNumber caseNumber, ImrApplication application) => [.. Hashes(application).Select(key => Row(key, caseNumber))];

    /// <param name="ofKeys">For each key the cases that have it.</param>
    internal static IReadOnlyList<CaseNumber> Nearest(CaseNumber self, IEnumerable<IReadOnlyList<CaseNumber>> ofKeys)
        =>
        [
            .. ofKeys.SelectMany(cases => cases).Where(n => n != self).GroupBy(n => n)
                .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key.Value, StringComparer.Ordinal)
                .Select(g => g.Key).Take(MostCompared),
        ];

    private async Task WriteAsync(CaseNumber caseNumber, ContentHash hash, ImrApplication application, IReadOnlyList<string> before, CancellationToken cancellation)
    {
        var keys = Hashes(application);
        // The new keys first: a case that no key leads to is one whose duplicates are never found.
        await Task.WhenAll(keys.Select(key => storage.DuplicateKeys.UpsertEntityAsync(Row(key, caseNumber), TableUpdateMode.Replace, cancellation)));
        await Task.WhenAll(before.Except(keys).Select(key => storage.DuplicateKeys.DeleteEntityAsync(Partition(key), RowKey(key, caseNumber), ETag.All, cancellation)));
        var row = new TableEntity(caseNumber.Value, RowKeys.DuplicateKeys)
        {
            ["SchemaVersion"] = 1,
            ["ApplicationHash"] = hash.Value,
            ["SecretOf"] = SecretName,
            ["Keys"] = string.Join(' ', keys),
        };
        await storage.Cases.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellation);
    }

    private async Task<List<CaseNumber>> OfKeyAsync(string key, CancellationToken cancellation)
    {
        var found = new List<CaseNumber>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(key)} and RowKey gt {key + "|"} and RowKey lt {RowKeys.After(key + "|")}");
        await foreach (var row in storage.DuplicateKeys.QueryAsync<TableEntity>(filter, MostOfKey, cancellationToken: cancellation))
        {
            found.Add(CaseNumber.Parse(row.GetString("CaseNumber")!));
            if (found.Count == MostOfKey)
                break;
        }

        return found;
    }

    /// <summary>Which secret the keys were made with, so that a new one is seen; says nothing of it.</summary>
    private string SecretName => new BlockingKey(BlockingKeyKind.ClaimNumber, "").Hash(_secret)[..8];

    private List<string> Hashes(ImrApplication application) => [.. BlockingKeys.Of(application).Select(k => k.Hash(_secret))];

    private static TableEntity Row(string key, CaseNumber caseNumber) => new(Partition(key), RowKey(key, caseNumber)) { ["SchemaVersion"] = 1, ["CaseNumber"] = caseNumber.Value };

    /// <summary>Two digits of the hash: enough partitions to share the load, few enough to write an index anew in batches.</summary>
    private static string Partition(string key) => key[..2];

    /// <summary>Of one key the newest number first.</summary>
    private static string RowKey(string key, CaseNumber caseNumber) => key + "|" + string.Concat(caseNumber.Value.Select(c => char.IsAsciiDigit(c) ? (char)('0' + '9' - c) : c));

    private static string[] Listed(string? text) => (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
