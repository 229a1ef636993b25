using System.Globalization;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake;

/// <summary>
/// Allocates case numbers: one counter a year (a row of <c>CaseIndex</c>), moved on by ETag, so that two callers never get the same. A number that an uploader
/// took by itself is passed over.
/// </summary>
public sealed class CaseNumbers(CaseStorage storage, CaseRegister register, TimeProvider time)
{
    private const string Partition = "counter";

    public async Task<CaseNumber> AllocateAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var year = (PacificTime.LegalDay(time.GetUtcNow()).Year % 100).ToString("D2", CultureInfo.InvariantCulture);
            var serial = await NextAsync("CM" + year, cancellation);
            var number = CaseNumber.Parse($"CM{year}-{serial:D7}");
            if (await register.TryGetAsync(number, cancellation) is null)
                return number;
        }
    }

    private async Task<int> NextAsync(string row, CancellationToken cancellation)
    {
        while (true)
        {
            var counter = await storage.CaseIndex.GetEntityIfExistsAsync<TableEntity>(Partition, row, cancellationToken: cancellation);
            try
            {
                if (counter is not { HasValue: true, Value: { } there })
                {
                    await storage.CaseIndex.AddEntityAsync(new TableEntity(Partition, row) { ["SchemaVersion"] = 1, ["Last"] = 1 }, cancellation);
                    return 1;
                }

                var next = (there.GetInt32("Last") ?? 0) + 1;
                await storage.CaseIndex.UpdateEntityAsync(new TableEntity(Partition, row) { ["Last"] = next }, there.ETag, TableUpdateMode.Merge, cancellation);
                return next;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Somebody else took it: read again.
            }
        }
    }
}
