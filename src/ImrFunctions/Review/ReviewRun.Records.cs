using ImrFunctions.Cases.Facts;
using ImrFunctions.Intake;

namespace ImrFunctions.Review;

internal sealed partial class ReviewRun
{
    /// <summary>
    /// NOARFI to the parties (9792.10.4(b)), then records until they are complete or due (9792.10.5(a)(1)). When due, the review goes on with what is there,
    /// unless that is only the UR decision: no determination may rest on it alone (9792.10.6(b)(2)).
    /// </summary>
    public async Task<bool> CollectRecordsAsync()
    {
        var records = await StepAsync<RecordsResult>(nameof(RecordsActivities.RequestRecords));
        while (records is { GoOn: false })
        {
            var arrival = await WaitAsync(records.Limits, 1, FactKind.Document);
            if (arrival is null)
                return false;
            records = await StepAsync<RecordsResult>(nameof(RecordsActivities.AssessRecords), arrival.Fact, detail: arrival.Passed?.Code);
        }

        return records is not null;
    }
}
